//! The account's own origin, and the guard that nothing else is asked.

use crate::{Error, Result};
use url::{Host, Origin, Url};

/// An address that requests may go to: https, or plain http on loopback.
#[derive(Debug, Clone)]
pub(crate) struct Base(Url);

impl Base {
    /// # Errors
    /// [`Error::Settings`] saying what is wrong with the address, without repeating it.
    pub fn parse(address: &str) -> Result<Self> {
        let fault = |what: &str| Err(Error::Settings { what: what.to_owned() });
        let Ok(mut url) = Url::parse(address.trim()) else {
            return fault("the address is not one such as https://log.example.com");
        };
        if !url.username().is_empty() || url.password().is_some() {
            return fault("the address must not hold a name or a password; put the token into its own field");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return fault("the address must end before any ? or #");
        }
        let base = Self(url.clone());
        match url.scheme() {
            "https" if url.host().is_some() => {}
            "http" if base.is_loopback() => {}
            "http" => {
                return fault(
                    "the address must begin with https://, or the token would cross the network in the open",
                );
            }
            _ => return fault("the address must begin with https://"),
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(path.strip_suffix("/v1").unwrap_or(&path));
        Ok(Self(url))
    }

    pub fn origin(&self) -> Origin {
        self.0.origin()
    }

    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    pub fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.is_loopback(),
            // Reserved for loopback by RFC 6761.
            Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
            None => false,
        }
    }

    /// The address of a path below the base, each part encoded; one that would climb out of it is taken as a name.
    pub fn below(&self, parts: &[String]) -> Url {
        let mut url = self.0.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty();
            for part in parts {
                match part.as_str() {
                    "" | "." | ".." => path.push("-"),
                    part => path.push(part),
                };
            }
        }
        url
    }

    /// A link that a server sent: whole, or from the root of this address on.
    ///
    /// # Errors
    /// [`Error::ForeignLink`], [`Error::Malformed`].
    pub fn follow(&self, link: &str) -> Result<Url> {
        let url = self.0.join(link).map_err(|_| Error::Malformed {
            what: "its link to the next page is not an address".to_owned(),
        })?;
        self.check(&url)?;
        Ok(url)
    }

    /// The address of a path below the base: `v1/messages`.
    pub fn join(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        let whole = format!("{}/{path}", url.path().trim_end_matches('/'));
        url.set_path(&whole);
        url
    }

    /// # Errors
    /// [`Error::ForeignLink`] unless the address lies at our own origin and brings no name or password.
    pub fn check(&self, url: &Url) -> Result<()> {
        let named = !url.username().is_empty() || url.password().is_some();
        if url.origin() == self.origin() && !named {
            Ok(())
        } else {
            Err(Error::ForeignLink { to: place(url) })
        }
    }

    /// Reads a link that a server sent.
    pub fn link(&self, link: &str) -> Result<Url> {
        let url = Url::parse(link).map_err(|_| Error::Malformed {
            what: "its link to the next page is not an address".to_owned(),
        })?;
        self.check(&url)?;
        Ok(url)
    }

    /// Why a redirect was not followed.
    pub fn misled(&self, from: &Url, to: &str) -> Error {
        match from.join(to) {
            Ok(url) if !to.is_empty() => match self.check(&url) {
                Err(foreign) => foreign,
                Ok(()) => Error::Loop { what: "it redirects again and again".to_owned() },
            },
            _ => Error::Malformed { what: "it redirects without saying where to".to_owned() },
        }
    }
}

/// Scheme, host and port: enough to know the place, and no path or query that may hold a secret.
fn place(url: &Url) -> String {
    let named = !url.username().is_empty() || url.password().is_some();
    let place = url.origin().ascii_serialization().chars().take(200).collect::<String>();
    if named { format!("{place}, with a name or password") } else { place }
}

#[cfg(test)]
mod tests {
    use super::Base;

    #[test]
    fn https_or_loopback_and_nothing_else() {
        for good in [
            "https://log.example",
            " https://log.example/a/v1/ ",
            "http://127.0.0.1:9",
            "http://[::1]:9/",
            "http://localhost:9",
            "https://127.0.0.2/v1",
        ] {
            assert!(Base::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "http://log.example",
            "ftp://127.0.0.1",
            "file:///etc/passwd",
            "log.example",
            "",
            "https://u:p@log.example",
            "https://log.example?token=1",
            "https://log.example#x",
            "http://127.0.0.1.example",
            "http://10.0.0.1",
            "http://localhost.example",
            "data:text/plain,x",
        ] {
            assert!(Base::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn paths_join_below_the_base() {
        for (base, whole) in [
            ("https://log.example", "https://log.example/v1/tags"),
            ("https://log.example/", "https://log.example/v1/tags"),
            ("https://log.example/v1", "https://log.example/v1/tags"),
            ("https://log.example/gate/v1/", "https://log.example/gate/v1/tags"),
        ] {
            assert_eq!(Base::parse(base).unwrap().join("v1/tags").as_str(), whole);
        }
    }

    #[test]
    fn only_the_own_origin_is_followed() {
        let base = Base::parse("https://log.example/gate").unwrap();
        assert!(base.link("https://log.example:443/other?cursor=1").is_ok());
        for foreign in [
            "https://evil.example/gate",
            "http://log.example/gate",
            "https://log.example:444/",
            "https://log.example.evil/",
            "https://log.example@evil.example/",
            "https://me:pw@log.example/",
            "//evil.example/",
            "/v1/tags",
            "data:,x",
        ] {
            let error = base.link(foreign).unwrap_err().to_string();
            assert!(!error.contains("pw") && !error.contains("cursor"), "{error}");
        }
    }
}
