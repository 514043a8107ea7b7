//! B2Chat: its export of chats, with what was said in them, and of contacts.
//!
//! Source: B2Chat's API documentation; what that leaves open (names in a query string, totals, fields of contacts,
//! states of polls) is known from programs of others, so it is read where it is there and not missed where it is
//! not. Chats are asked for by days, newest first. A message has no id of its own: [`name`] says which it is given.
//! Times have no zone, so the account names one.

mod map;
mod name;
mod said;
mod span;
#[cfg(test)]
mod tests;
mod token;
mod wire;

pub use map::{channel, state_of};
pub use name::{kind_of, mark, message_id};

use crate::catalogue::{Described, Given, Setting};
use crate::http::{Auth, Base, Client, Manners, Request, Secret, Tokens, json_fault};
use crate::remote::{Connector, Read, Remote};
use crate::{Clock, Error, Place, Provider, Result, Stream, Walk};
use chrono_tz::Tz;
use model::{Kind, Millis};
use said::Talk;
use span::Span;
use std::time::Duration;

pub(crate) const ABOUT: Described = Described {
    id: "b2chat",
    title: "B2Chat",
    url: Some("https://api.b2chat.io"),
    streams: B2Chat::STREAMS,
    settings: &[
        Setting {
            name: CLIENT,
            title: "Client ID",
            required: true,
            help: "The user of the API that B2Chat gave you.",
        },
        Setting {
            name: ZONE,
            title: "Time zone",
            required: true,
            help: "The zone of your B2Chat account, such as America/Bogota: B2Chat sends times without one.",
        },
    ],
    secrets: &[Setting {
        name: SECRET,
        title: "Client secret",
        required: true,
        help: "The password that belongs to the client ID.",
    }],
    open,
};

const CLIENT: &str = "client_id";
const ZONE: &str = "time_zone";
const SECRET: &str = "client_secret";

const DAY: Millis = 24 * 60 * 60 * 1000;
/// How long after it was opened a chat may still grow or be closed. There is no list of what changed, and by which of
/// a chat's times it is exported is not documented, so it is read again by the earliest. The documentation's own
/// example lasted eight days.
const LOOKBACK: Millis = 30 * DAY;
/// Chats of a page. The API gives up to 1,000; others saw it run out of time with that many.
const CHATS_PAGE: usize = 200;
/// Contacts of a page: the most that the documentation allows.
const CONTACTS_PAGE: usize = 1_000;
/// Five requests a second, as others found (not documented).
const PACE: Duration = Duration::from_millis(200);

struct B2Chat {
    zone: Tz,
    page: usize,
    clock: Clock,
}

fn open(given: &Given<'_>, clock: Clock) -> Result<Box<dyn Provider>> {
    let zone = given.setting(ZONE).parse::<Tz>().map_err(|_| Error::Settings {
        what: "the time zone is not one such as America/Bogota".to_owned(),
    })?;
    let login = token::ClientCredentials {
        client: given.setting(CLIENT).to_owned(),
        secret: Secret::new(given.secret(SECRET)),
    };
    let auth = Auth::Exchange(Tokens::new(Box::new(login)));
    let manners = Manners { pace: Some(pace(given.limits.backoff_first)), ..Manners::default() };
    let page = given.limits.page_limit;
    let home = Base::parse(given.url)?;
    let client = Client::new(home, Vec::new(), auth, manners, given.limits.clone(), clock.clone())?;
    Ok(Box::new(Remote::new(B2Chat { zone, page, clock }, client)))
}

/// Whoever shrinks the first wait after a fault (half a second) shrinks this one with it.
fn pace(first: Duration) -> Duration {
    PACE.min(first).max(Duration::from_millis(1))
}

/// The streams, by their ids.
const CONTACTS: &str = "contacts";
const CHATS: &str = "chats";

impl Connector for B2Chat {
    const STREAMS: &'static [Stream] = &[
        Stream {
            id: CONTACTS,
            title: "contacts",
            kinds: &[Kind::Contact],
            walk: Walk::Sweep { whole: &[Kind::Contact] },
        },
        Stream {
            id: CHATS,
            title: "chats",
            kinds: &[Kind::Agent, Kind::Session, Kind::SessionEvent, Kind::Message],
            walk: Walk::Windows { lookback: LOOKBACK, whole: &[] },
        },
    ];

    fn hello(&self) -> Request {
        contacts(1, 0)
    }

    fn greeted(&self, text: &str) -> Result<String> {
        let list = wire::list(text).map_err(|e| json_fault("the contacts", &e))?;
        Ok(match list.total {
            Some(total) => format!("B2Chat answers; it has {total} contacts."),
            None => "B2Chat answers.".to_owned(),
        })
    }

    fn ask(&self, stream: &Stream, place: &Place) -> Result<Request> {
        if stream.id == CONTACTS {
            return Ok(contacts(self.asked(stream), offset(place)?));
        }
        let span = self.span(place)?;
        // In a query these are named otherwise than in a body. A body of a GET is documented too, but may be lost
        // on its way.
        Ok(Request::get(["chats", "export"])
            .query("date_range_from", span.from)
            .query("date_range_to", span.to)
            // What is opened meanwhile moves the rest back, so that some comes twice and nothing is missed.
            .query("order_dir", "desc")
            .query("limit", self.asked(stream))
            .query("offset", span.offset))
    }

    fn read(&self, stream: &Stream, place: &Place, text: &str) -> Result<Read> {
        let list = wire::list(text).map_err(|e| json_fault(stream.title, &e))?;
        let (mut read, mut talk) = (Read::default(), Talk::default());
        for object in &list.objects {
            read.take(stream.title, object, |raw, to| match stream.id {
                CONTACTS => map::contact(raw, self.zone, to),
                _ => map::chat(raw, self.zone, to, &mut talk),
            });
        }
        read.also(talk.messages, talk.rejected);
        let (came, asked) = (list.objects.len(), self.asked(stream));
        if stream.id == CONTACTS {
            let behind = offset(place)?.saturating_add(came);
            read.next = list.goes_on(behind, asked).then(|| behind.to_string());
            read.remaining = list.total.map(|total| total.saturating_sub(behind as u64));
            return Ok(read);
        }
        let span = self.span(place)?;
        let behind = span.offset.saturating_add(came);
        read.next = match list.goes_on(behind, asked) {
            true => Some(Span { offset: behind, ..span }.cursor()),
            false => span.older(&place.window, self.zone).map(|older| older.cursor()),
        };
        Ok(read)
    }
}

impl B2Chat {
    fn asked(&self, stream: &Stream) -> usize {
        self.page.min(if stream.id == CONTACTS { CONTACTS_PAGE } else { CHATS_PAGE })
    }

    /// The days that are read: those of the cursor, or the newest of the window.
    fn span(&self, place: &Place) -> Result<Span> {
        match &place.cursor {
            Some(cursor) => Span::parse(cursor).ok_or_else(no_place),
            None => Ok(Span::newest(&place.window, (self.clock)(), self.zone)),
        }
    }
}

fn contacts(limit: usize, offset: usize) -> Request {
    Request::get(["contacts", "export"])
        .query("limit", limit)
        .query("offset", offset)
        // Without these both are left out.
        .query("skip_custom_attributes", false)
        .query("skip_tags", false)
}

fn offset(place: &Place) -> Result<usize> {
    place.cursor.as_deref().map_or(Ok(0), |cursor| cursor.parse().map_err(|_| no_place()))
}

fn no_place() -> Error {
    Error::Malformed { what: "the place that was noted earlier cannot be asked for".to_owned() }
}
