//! The providers there are, what each needs to be told, and the way to one.

use crate::limits::{self, Limits};
use crate::schedule::{COMMON_SETTINGS, schedule};
use crate::{Clock, Error, Provider, Result, Stream};
use crate::{b2chat, channel_talk, chatwoot, log_api, mailgun, twilio, whatsapp, yeastar};
use std::collections::BTreeMap;

/// A field that a person fills in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    pub name: &'static str,
    pub title: &'static str,
    pub required: bool,
    pub help: &'static str,
}

/// What a field takes, for whoever offers a control for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    Text,
    /// Where requests go, credentials with them.
    Address,
    /// A time zone by its IANA name.
    Zone,
    /// Hours of the week.
    Hours,
}

impl Setting {
    /// Told by its name: every connector names the same thing alike.
    pub fn takes(&self) -> Takes {
        match self.name {
            "zone" => Takes::Zone,
            "hours" => Takes::Hours,
            name if name == "url" || name.ends_with("_url") => Takes::Address,
            _ => Takes::Text,
        }
    }
}

/// A provider as it is offered to a person.
#[derive(Debug, Clone, Copy)]
pub struct Described {
    pub id: &'static str,
    pub title: &'static str,
    /// The address where most accounts are; `None` when each has its own.
    pub url: Option<&'static str>,
    /// What it can give at all.
    pub streams: &'static [Stream],
    pub settings: &'static [Setting],
    /// Settings that are kept secret and never shown again.
    pub secrets: &'static [Setting],
    pub(crate) open: fn(&Given<'_>, Clock) -> Result<Box<dyn Provider>>,
}

impl Described {
    /// Its own settings, then those of every account.
    pub fn all_settings(&self) -> impl Iterator<Item = &'static Setting> {
        let (own, common) = (self.settings, COMMON_SETTINGS.iter());
        own.iter().chain(common.filter(|common| own.iter().all(|own| own.name != common.name)))
    }
}

/// What a person gave, names and lengths checked.
pub(crate) struct Given<'a> {
    pub url: &'a str,
    pub limits: Limits,
    settings: &'a BTreeMap<String, String>,
    secrets: &'a BTreeMap<String, String>,
}

impl Given<'_> {
    /// Empty when it was not given.
    pub fn setting(&self, name: &str) -> &str {
        self.settings.get(name).map_or("", |value| value.trim())
    }

    /// Empty when it was not given.
    pub fn secret(&self, name: &str) -> &str {
        self.secrets.get(name).map_or("", |value| value.trim())
    }
}

const CATALOGUE: &[Described] = &[
    log_api::ABOUT,
    twilio::ABOUT,
    whatsapp::ABOUT,
    chatwoot::ABOUT,
    channel_talk::ABOUT,
    b2chat::ABOUT,
    yeastar::ABOUT,
    mailgun::ABOUT,
];

pub fn catalogue() -> &'static [Described] {
    CATALOGUE
}

/// The provider of this id, if there is one.
pub fn described(id: &str) -> Option<&'static Described> {
    CATALOGUE.iter().find(|described| described.id == id)
}

/// The provider of an account; an empty `url` is the provider's own. Nothing is asked of the server yet.
///
/// # Errors
/// [`Error::Settings`] for an unknown provider, an address that is not https (or loopback), and settings
/// or secrets that are missing, unknown or too long. It names them and never shows a value.
pub fn connect(
    provider_id: &str,
    url: &str,
    settings: &BTreeMap<String, String>,
    secrets: &BTreeMap<String, String>,
    limits: Limits,
    clock: Clock,
) -> Result<Box<dyn Provider>> {
    let described = described(provider_id).ok_or_else(|| {
        let known = CATALOGUE.iter().map(|d| d.id).collect::<Vec<_>>().join(", ");
        Error::Settings { what: format!("there is no provider of this name; known are: {known}") }
    })?;
    check("setting", described.all_settings(), settings)?;
    check("secret", described.secrets.iter(), secrets)?;
    schedule(settings)?;
    let url = if url.trim().is_empty() { described.url.unwrap_or_default() } else { url };
    (described.open)(&Given { url, limits, settings, secrets }, clock)
}

fn check(
    what: &str,
    known: impl Iterator<Item = &'static Setting>,
    given: &BTreeMap<String, String>,
) -> Result<()> {
    let fault = |what: String| Err(Error::Settings { what });
    let known: Vec<&Setting> = known.collect();
    for setting in known.iter().filter(|s| s.required) {
        if given.get(setting.name).is_none_or(|value| value.trim().is_empty()) {
            return fault(format!("the {what} \u{201c}{}\u{201d} is missing", setting.name));
        }
    }
    for (name, value) in given {
        if !known.iter().any(|s| s.name == name) {
            return fault(format!("this provider has no {what} of the name \u{201c}{name}\u{201d}"));
        }
        if value.len() > limits::SETTING_CHARS {
            return fault(format!(
                "the {what} \u{201c}{name}\u{201d} is longer than {} bytes",
                limits::SETTING_CHARS
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system_clock;

    fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn a_setting_that_sends_credentials_elsewhere_is_told_by_its_name() {
        let named = |name| Setting { name, title: "", required: false, help: "" }.takes();
        let takes = ["conversations_url", "zone", "hours", "account_sid"].map(named);
        assert_eq!(takes, [Takes::Address, Takes::Zone, Takes::Hours, Takes::Text]);
        // An address is never called anything else.
        for setting in CATALOGUE.iter().flat_map(|described| described.settings) {
            let says = setting.title.starts_with("Address") || setting.help.contains("https://");
            assert!(!says || setting.takes() == Takes::Address, "{}", setting.name);
        }
    }

    #[tokio::test]
    async fn settings_are_checked_before_anything_is_asked() {
        let token = map(&[("token", "hush-hush")]);
        let good =
            connect("log-api", "https://log.example", &map(&[]), &token, Limits::default(), system_clock());
        assert_eq!(good.map(|p| p.streams().len()).ok(), Some(13));
        let long = "x".repeat(limits::SETTING_CHARS + 1);
        for (id, url, settings, secrets, says) in [
            ("nope", "https://log.example", map(&[]), token.clone(), "log-api"),
            ("log-api", "https://log.example", map(&[]), map(&[]), "token"),
            ("log-api", "https://log.example", map(&[]), map(&[("token", " ")]), "token"),
            ("log-api", "https://log.example", map(&[("moon", "1")]), token.clone(), "moon"),
            ("log-api", "https://log.example", map(&[]), map(&[("token", &long)]), "longer"),
            ("log-api", "https://log.example", map(&[]), map(&[("token", "hush\nhush")]), "token"),
            ("log-api", "http://log.example", map(&[]), token.clone(), "https"),
            ("log-api", "https://log.example", map(&[("zone", "hush")]), token.clone(), "time zone"),
        ] {
            let error =
                connect(id, url, &settings, &secrets, Limits::default(), system_clock()).err().unwrap();
            let text = format!("{error} {error:?}");
            assert!(matches!(error, Error::Settings { .. }) && text.contains(says), "{text}");
            assert!(!text.contains("hush"), "{text}");
        }
    }
}
