//! Yeastar P-Series and cloud PBXs of its make: external chats, extension by extension.
//!
//! Source: Yeastar's developer guide; what it leaves open is known from programs of others, and is read where it is
//! there. There is no list of all sessions: each extension has one, and the messages of a session are read backwards.
//! No list says when a session began, so a session is put together once its messages are read to the first.

mod answer;
mod map;
#[cfg(test)]
mod tests;
mod token;
mod walk;
mod wire;

use crate::catalogue::{Described, Given, Setting};
use crate::http::{Auth, Base, Client, Manners, Request, Secret, Tokens};
use crate::remote::{Connector, Read, Remote};
use crate::{Branch, Clock, Error, Place, Provider, Result, Stream, Version, Walk};
use model::{Kind, Millis};
use walk::Walked;

pub(crate) const ABOUT: Described = Described {
    id: "yeastar",
    title: "Yeastar P-Series",
    url: None,
    streams: Yeastar::STREAMS,
    settings: &[Setting {
        name: CLIENT,
        title: "Client ID",
        required: true,
        help: "On the PBX's page Integrations > API. The address above is the one of the PBX's own page.",
    }],
    secrets: &[Setting {
        name: SECRET,
        title: "Client secret",
        required: true,
        help: "Beside the client ID. The PBX blocks an address after five wrong ones.",
    }],
    open,
};

const CLIENT: &str = "client_id";
const SECRET: &str = "client_secret";

const DAY: Millis = 24 * 60 * 60 * 1000;
/// Records of a page. The guide names no bound for sessions and messages; others ask for this many.
const PAGE: usize = 100;
/// A page of at least so many records may have another after it, even if more were asked for: no bound that a PBX
/// may have is lower.
const FEW: usize = 10;
/// Must be sent, or the PBX does not answer.
const AGENT: &str = "OpenAPI";

struct Yeastar {
    page: usize,
    clock: Clock,
}

fn open(given: &Given<'_>, clock: Clock) -> Result<Box<dyn Provider>> {
    let login =
        token::Login { client: given.setting(CLIENT).to_owned(), secret: Secret::new(given.secret(SECRET)) };
    let auth = Auth::Exchange(Tokens::new(Box::new(login)));
    let manners = Manners { agent: AGENT, ..Manners::default() };
    let address = given.url.trim().trim_end_matches('/');
    let home = Base::parse(address.strip_suffix("/openapi/v1.0").unwrap_or(address))?;
    let page = given.limits.page_limit.min(PAGE);
    let client = Client::new(home, Vec::new(), auth, manners, given.limits.clone(), clock.clone())?;
    Ok(Box::new(Remote::new(Yeastar { page, clock }, client)))
}

/// The streams, by their ids.
const CONTACTS: &str = "contacts";
const EXTENSIONS: &str = "extensions";
const SESSIONS: &str = "sessions";
const MESSAGES: &str = "messages";

/// Whose sessions are asked for: an extension's, or those of a platform that reads along.
const EXTENSION: &str = "1";
const PLATFORM: &str = "9";

impl Connector for Yeastar {
    const STREAMS: &'static [Stream] = &[
        Stream {
            id: CONTACTS,
            title: "company contacts",
            kinds: &[Kind::Contact],
            walk: Walk::Sweep { whole: &[Kind::Contact] },
        },
        Stream {
            id: EXTENSIONS,
            title: "extensions",
            kinds: &[Kind::Agent],
            walk: Walk::Sweep { whole: &[Kind::Agent] },
        },
        Stream {
            id: SESSIONS,
            title: "sessions of extensions",
            kinds: &[Kind::Session],
            walk: Walk::Branches { of: EXTENSIONS, newest_first: false, whole: &[Kind::Session] },
        },
        Stream {
            id: MESSAGES,
            title: "messages of sessions",
            kinds: &[Kind::Session, Kind::SessionEvent, Kind::Message, Kind::DeliveryEvent],
            // To the end, since the first message tells when the session began.
            walk: Walk::Branches { of: SESSIONS, newest_first: false, whole: &[] },
        },
    ];

    fn hello(&self) -> Request {
        api(&["extension", "list"]).query("page", 1).query("page_size", 1)
    }

    fn greeted(&self, text: &str) -> Result<String> {
        let list: wire::Numbered<'_> = answer::read("the extensions", text)?;
        Ok(match list.total() {
            Some(total) => format!("The PBX answers; it has {total} extensions."),
            None => "The PBX answers.".to_owned(),
        })
    }

    fn ask(&self, stream: &Stream, place: &Place) -> Result<Request> {
        match stream.id {
            CONTACTS => self.numbered(&["company_contact", "list"], place),
            EXTENSIONS => self.numbered(&["extension", "list"], place),
            SESSIONS => {
                let (kind, number) = parent(place)?.split_once('/').ok_or_else(no_place)?;
                let list = api(&["message_session", "list"])
                    .query("page_size", self.page)
                    .query("user_type", kind)
                    .query("user_no", number)
                    // Campaigns, closed and archived ones as well: each is left out unless it is asked for.
                    .query("collection", "all")
                    .query("is_archived", 2)
                    .query("is_closed", 2)
                    .query("is_pickup", 0);
                Ok(list.maybe("first_msg_id", place.cursor.as_ref()))
            }
            MESSAGES => {
                let walked = Walked::of(place)?;
                let list = api(&["message", "get"]).query("page_size", self.page).query("id", parent(place)?);
                Ok(list.maybe("last_msg_id", walked.before))
            }
            _ => Err(no_place()),
        }
    }

    fn read(&self, stream: &Stream, place: &Place, text: &str) -> Result<Read> {
        match stream.id {
            SESSIONS => self.sessions(stream, place, text),
            MESSAGES => self.messages(stream, place, text),
            _ => self.directory(stream, place, text),
        }
    }
}

impl Yeastar {
    fn numbered(&self, parts: &[&str], place: &Place) -> Result<Request> {
        Ok(api(parts).query("page", number(place)?).query("page_size", self.page))
    }

    /// Extensions or contacts.
    fn directory(&self, stream: &Stream, place: &Place, text: &str) -> Result<Read> {
        let list: wire::Numbered<'_> = answer::read(stream.title, text)?;
        let mut read = Read::default();
        for object in &list.data {
            match stream.id {
                CONTACTS => read.take(stream.title, object, map::contact),
                _ => read.take(stream.title, object, map::extension),
            }
        }
        let page = number(place)?;
        if stream.id == EXTENSIONS && page == 1 {
            read.branches.push(list_of(PLATFORM, "api"));
        }
        // As many as came, should the PBX give fewer than were asked for.
        let behind = page.saturating_mul(list.data.len());
        let more = list.total().is_none_or(|total| total > behind as u64) && self.goes_on(list.data.len());
        read.next = more.then(|| page.saturating_add(1).to_string());
        read.remaining = list.total().map(|total| if more { total.saturating_sub(behind as u64) } else { 0 });
        Ok(read)
    }

    /// An extension's sessions: each leads to its messages.
    fn sessions(&self, stream: &Stream, place: &Place, text: &str) -> Result<Read> {
        let page: wire::Sessions<'_> = answer::read(stream.title, text)?;
        let mut read = Read::default();
        let day = (self.clock)().div_euclid(DAY);
        for object in &page.list {
            read.take(stream.title, object, |raw, to| map::session_listed(raw, day, to));
        }
        let last = page.list.last().and_then(|object| map::last_message(object.get()));
        let asked = place.cursor.as_deref().and_then(|cursor| cursor.parse::<i64>().ok());
        // Whether the message that is asked for comes again is not documented.
        let on = last.filter(|last| asked.is_none_or(|asked| *last < asked));
        read.next = on.filter(|_| self.goes_on(page.list.len())).map(|last| last.to_string());
        Ok(read)
    }

    /// A session's messages, the latest first; with the first of all comes the session itself.
    fn messages(&self, stream: &Stream, place: &Place, text: &str) -> Result<Read> {
        let page: wire::Messages<'_> = answer::read(stream.title, text)?;
        let (mut read, mut walked) = (Read::default(), Walked::of(place)?);
        let session = parent(place)?;
        for object in &page.data.records {
            walked.pass(object.get());
            read.take(stream.title, object, |raw, to| map::message(raw, session, to));
        }
        if self.goes_on(page.data.records.len()) {
            read.next = Some(walked.cursor());
        } else {
            read.take_all(stream.title, |to| map::session(place, &walked, to));
        }
        Ok(read)
    }

    fn goes_on(&self, came: usize) -> bool {
        came >= self.page.min(FEW)
    }
}

fn api(parts: &[&str]) -> Request {
    Request::get(["openapi", "v1.0"].iter().chain(parts))
}

/// The list of sessions of one side.
fn list_of(kind: &str, number: &str) -> Branch {
    Branch {
        stream: SESSIONS,
        parent: format!("{kind}/{number}"),
        // Nothing tells whether it changed, and a session that was closed may stand anywhere in it.
        version: Version::Open,
        at: 0,
        carry: None,
    }
}

fn parent(place: &Place) -> Result<&str> {
    place.parent.as_ref().map(|parent| parent.key.as_str()).ok_or_else(no_place)
}

/// The page that is asked for, from 1.
fn number(place: &Place) -> Result<usize> {
    place.cursor.as_deref().map_or(Ok(1), |cursor| cursor.parse().map_err(|_| no_place()))
}

fn no_place() -> Error {
    Error::Malformed { what: "the place that was noted earlier cannot be asked for".to_owned() }
}
