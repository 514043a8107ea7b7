//! A request as a connector writes it.

use super::Base;
use crate::{Error, Result};
use reqwest::Method;
use std::fmt;
use url::Url;

/// What is asked of a provider. Only the body of a login holds a secret; all others are added when it is sent.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Request {
    method: Method,
    /// Which of the account's addresses.
    base: usize,
    path: Path,
    /// Names a link for provenance, where its own path would not.
    named: Option<Vec<String>>,
    query: Vec<(&'static str, String)>,
    body: Option<(&'static str, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Path {
    /// Parts below the address; what is no letter of a path is encoded.
    Parts(Vec<String>),
    /// As a server sent it: whole, or from its root on.
    Link(String),
}

impl Request {
    pub fn get<S: AsRef<str>>(parts: impl IntoIterator<Item = S>) -> Self {
        Self::new(Method::GET, parts)
    }

    pub fn post<S: AsRef<str>>(parts: impl IntoIterator<Item = S>) -> Self {
        Self::new(Method::POST, parts)
    }

    fn new<S: AsRef<str>>(method: Method, parts: impl IntoIterator<Item = S>) -> Self {
        let parts = parts.into_iter().map(|part| part.as_ref().to_owned()).collect();
        Self { method, base: 0, path: Path::Parts(parts), named: None, query: Vec::new(), body: None }
    }

    /// The next page, as a server names it.
    pub fn link(link: &str) -> Self {
        Self {
            method: Method::GET,
            base: 0,
            path: Path::Link(link.to_owned()),
            named: None,
            query: Vec::new(),
            body: None,
        }
    }

    /// What a link is a page of: its endpoint is then the same for all pages, where the link bears a cursor in its path.
    pub fn page_of<S: AsRef<str>>(mut self, parts: impl IntoIterator<Item = S>) -> Self {
        self.named = Some(parts.into_iter().map(|part| part.as_ref().to_owned()).collect());
        self
    }

    /// At the account's address of this number, where it has several.
    pub fn at(mut self, base: usize) -> Self {
        self.base = base;
        self
    }

    pub fn query(mut self, name: &'static str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    /// The same, if there is a value.
    pub fn maybe(self, name: &'static str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.query(name, value),
            None => self,
        }
    }

    pub fn json(mut self, body: &serde_json::Value) -> Self {
        self.body = Some(("application/json", body.to_string()));
        self
    }

    pub fn form(mut self, fields: &[(&str, &str)]) -> Self {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.body = Some(("application/x-www-form-urlencoded", body));
        self
    }

    /// What is asked, at an address of no account.
    #[cfg(test)]
    pub fn asked(&self) -> String {
        let base = Base::parse("https://a.example").unwrap();
        self.call(&[base.clone(), base]).unwrap().url.to_string()
    }

    /// With its whole address, and the same without a query, to be shown: `GET https://log.example/v1/tags`.
    ///
    /// # Errors
    /// [`Error::ForeignLink`] for a link to another place than the account's own.
    pub fn call(&self, bases: &[Base]) -> Result<Call> {
        let base = bases
            .get(self.base)
            .ok_or_else(|| Error::Settings { what: "an address of the account is missing".to_owned() })?;
        let mut url = match &self.path {
            Path::Parts(parts) => base.below(parts),
            Path::Link(link) => {
                bases.iter().find_map(|base| base.follow(link).ok()).map_or_else(|| base.follow(link), Ok)?
            }
        };
        for (name, value) in &self.query {
            url.query_pairs_mut().append_pair(name, value);
        }
        let named = self.named.as_ref().map(|parts| base.below(parts));
        Ok(Call { method: self.method.clone(), url, named, body: self.body.clone() })
    }
}

/// Without the body.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({} {:?})", self.method, self.path)
    }
}

/// A request with its address.
#[derive(Clone)]
pub(crate) struct Call {
    pub method: Method,
    pub url: Url,
    /// The address that it is known by, where that is another.
    named: Option<Url>,
    /// Its type and its text.
    pub body: Option<(&'static str, String)>,
}

impl Call {
    pub fn get(url: Url) -> Self {
        Self { method: Method::GET, url, named: None, body: None }
    }

    /// For provenance: `GET https://log.example/v1/tags`.
    pub fn endpoint(&self) -> String {
        let mut url = self.named.as_ref().unwrap_or(&self.url).clone();
        url.set_query(None);
        url.set_fragment(None);
        format!("{} {url}", self.method)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_encoded_and_links_stay_at_home() {
        let bases = ["https://a.example/base/", "https://b.example"].map(|base| Base::parse(base).unwrap());
        let url = |request: Request| request.call(&bases).map(|call| call.url.to_string());
        let parts = Request::get(["v1", "a/b?c#d", "ü"]).query("q", "1 2&3").maybe("none", None::<u8>);
        assert_eq!(url(parts), Ok("https://a.example/base/v1/a%2Fb%3Fc%23d/%C3%BC?q=1+2%263".to_owned()));
        assert_eq!(url(Request::get(["x"]).at(1)), Ok("https://b.example/x".to_owned()));
        assert_eq!(url(Request::link("/2010/x?p=1")), Ok("https://a.example/2010/x?p=1".to_owned()));
        assert_eq!(url(Request::link("https://b.example/y")), Ok("https://b.example/y".to_owned()));
        for far in ["https://c.example/", "http://a.example/", "//c.example/x", "https://u:p@a.example/"] {
            assert!(matches!(url(Request::link(far)), Err(Error::ForeignLink { .. })), "{far}");
        }
        assert!(matches!(url(Request::link("https://")), Err(Error::Malformed { .. })));
        let page = Request::link("/base/v3/events/W3siYSI").page_of(["v3", "events"]).call(&bases).unwrap();
        assert_eq!(page.endpoint(), "GET https://a.example/base/v3/events");
        assert!(page.url.path().ends_with("W3siYSI"));
        let call = Request::post(["t"]).query("k", "v").form(&[("a b", "c&d")]).call(&bases).unwrap();
        assert_eq!(
            (call.endpoint().as_str(), call.body.unwrap().1.as_str()),
            ("POST https://a.example/base/t", "a+b=c%26d")
        );
    }

    #[test]
    fn a_part_cannot_climb_out() {
        let base = [Base::parse("https://a.example/base").unwrap()];
        for part in ["..", ".", "%2e%2e", ""] {
            let url = Request::get([part, "x"]).call(&base).unwrap().url;
            assert!(url.path().starts_with("/base/"), "{part}: {url}");
        }
    }
}
