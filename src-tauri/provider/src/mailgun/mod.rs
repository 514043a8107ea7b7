//! Mailgun: the events of a domain, as e-mail deliveries with what became of them.
//!
//! Source: Mailgun's OpenAPI document (`/v3/{domain_name}/events`) and its pages on events. It gives no list of messages:
//! an event tells of one message on its way to one recipient, and a delivery is put together from its events.
//! Mailgun keeps events for some days (by plan), lets them into its lists out of order, and says that this list
//! gives way to its Logs API. It gives neither the text of a message nor its price. Events about addresses and
//! mailing lists are about no message and are not kept.

mod map;
#[cfg(test)]
mod tests;
mod wire;

use crate::catalogue::{Described, Given, Setting};
use crate::http::{Auth, Base, Client, Manners, Request, Secret, json_fault};
use crate::remote::{Connector, Read, Remote};
use crate::{Clock, Error, Place, Provider, Result, Stream, Walk};
use model::{Kind, Millis};

pub(crate) const ABOUT: Described = Described {
    id: "mailgun",
    title: "Mailgun",
    url: Some(US),
    streams: Mailgun::STREAMS,
    settings: &[
        Setting {
            name: DOMAIN,
            title: "Domain",
            required: true,
            help: "The sending domain, as under Sending, Domains: mg.example.com.",
        },
        Setting {
            name: REGION,
            title: "Region",
            required: false,
            help: "us or eu: where the domain was set up. us if it is left empty.",
        },
    ],
    secrets: &[Setting {
        name: KEY,
        title: "API key",
        required: true,
        help: "Under Account settings, API keys. A domain's sending key can only send and does not work here.",
    }],
    open,
};

const DOMAIN: &str = "domain";
const REGION: &str = "region";
const KEY: &str = "api_key";

const US: &str = "https://api.mailgun.net";
const EU: &str = "https://api.eu.mailgun.net";

/// How late an event may come into the list after it happened. Mailgun's page on polling reckons with half an hour,
/// as an example.
const LOOKBACK: Millis = 60 * 60 * 1000;
/// Most that a page holds.
const MOST: usize = 300;

struct Mailgun {
    domain: String,
    page: usize,
}

fn open(given: &Given<'_>, clock: Clock) -> Result<Box<dyn Provider>> {
    let home = Base::parse(address(given.url, given.setting(REGION))?)?;
    let auth = Auth::Basic { user: "api".to_owned(), password: Secret::new(given.secret(KEY)) };
    let manners = Manners { refusal, ..Manners::default() };
    let client = Client::new(home, Vec::new(), auth, manners, given.limits.clone(), clock)?;
    let mailgun = Mailgun { domain: given.setting(DOMAIN).to_owned(), page: given.limits.page_limit };
    Ok(Box::new(Remote::new(mailgun, client)))
}

/// Where the domain was set up; an address of the account's own wins.
fn address<'a>(url: &'a str, region: &str) -> Result<&'a str> {
    let url = match region.to_ascii_lowercase().as_str() {
        "eu" if url == US => EU,
        "" | "us" | "eu" => url.trim().trim_end_matches('/'),
        _ => {
            let what = "the setting \u{201c}region\u{201d} is neither us nor eu".to_owned();
            return Err(Error::Settings { what });
        }
    };
    // The document's addresses are without it, most examples with it.
    Ok(url.strip_suffix("/v3").unwrap_or(url))
}

/// The wait stands in the words alone: `… limit exceeded, try again after 120 seconds`.
fn refusal(status: u16, text: &str) -> Option<Error> {
    let (_, rest) = text.split_once("try again after ").filter(|_| status == 429)?;
    let seconds: Millis = rest.split(' ').next()?.parse().ok()?;
    Some(Error::RateLimited { after: Some(seconds.checked_mul(1_000)?), said: String::new() })
}

impl Connector for Mailgun {
    const STREAMS: &'static [Stream] = &[Stream {
        id: "events",
        title: "events",
        kinds: &[Kind::Delivery, Kind::DeliveryEvent],
        walk: Walk::Windows { lookback: LOOKBACK, whole: &[] },
    }];

    /// The latest event: what the account is for, and what every key may read that can be used.
    fn hello(&self) -> Request {
        self.events().query("ascending", "no").query("limit", 1)
    }

    fn greeted(&self, text: &str) -> Result<String> {
        let page: wire::Page<'_> = serde_json::from_str(text).map_err(|e| json_fault("events", &e))?;
        let kept = if page.items.is_empty() { "It keeps no event now." } else { "It keeps events." };
        Ok(format!("Mailgun answers for {}. {kept}", self.domain))
    }

    fn forgets(&self, _: &Stream) -> Option<&'static str> {
        Some(
            "Mailgun keeps events for some days, by the plan of the account; what is older was no longer there.",
        )
    }

    fn ask(&self, _: &Stream, place: &Place) -> Result<Request> {
        if let Some(link) = &place.cursor {
            return Ok(Request::link(link).page_of(self.path()));
        }
        let request = self.events().query("limit", self.page.min(MOST));
        // Whole seconds; whether the ends are within is not told, so they are put around the window.
        let (from, until) = (place.window.from, place.window.until);
        let from = from.map(|from| from.div_euclid(1_000));
        let until = until.map(|until| until.div_euclid(1_000).saturating_add(1));
        Ok(match (from, until) {
            (Some(from), Some(until)) => request.query("begin", from).query("end", until),
            (Some(from), None) => request.query("begin", from).query("ascending", "yes"),
            // Back from there to the oldest that is kept.
            (None, until) => request.maybe("begin", until).query("ascending", "no"),
        })
    }

    fn read(&self, stream: &Stream, _: &Place, text: &str) -> Result<Read> {
        let page: wire::Page<'_> = serde_json::from_str(text).map_err(|e| json_fault(stream.title, &e))?;
        let mut read = Read::default();
        page.items.iter().for_each(|object| read.take(stream.title, object, map::event));
        let next = page.paging.and_then(|paging| paging.next).filter(|_| !page.items.is_empty());
        read.next = next.map(String::from);
        Ok(read)
    }
}

impl Mailgun {
    fn path(&self) -> [&str; 3] {
        ["v3", &self.domain, "events"]
    }

    fn events(&self) -> Request {
        Request::get(self.path())
    }
}
