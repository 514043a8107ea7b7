//! Chatwoot: conversations as sessions with what was said in them, contacts, agents and labels.
//!
//! Source: Chatwoot's OpenAPI document of version 4.16.2; where it says nothing, the product's public source, and
//! then both forms are taken. A conversation names its inbox by number only, so conversations are listed inbox by
//! inbox, and each session is put together from the two. An inbox's own object is never kept: to an administrator
//! it shows the passwords of mailboxes and the keys of channels.

mod map;
mod spoken;
mod talk;
#[cfg(test)]
mod tests;
mod wire;

use crate::catalogue::{Described, Given, Setting};
use crate::http::{Auth, Base, Client, Manners, Request, Secret, json_fault};
use crate::remote::{Connector, Read, Remote};
use crate::text::Text;
use crate::{Clock, Error, Place, Provider, Result, Stream, Walk};
use model::{Kind, Millis};
use reqwest::header::HeaderName;
use serde::Deserialize;
use serde_json::value::RawValue;

pub(crate) const ABOUT: Described = Described {
    id: "chatwoot",
    title: "Chatwoot",
    // Most run it on a host of their own.
    url: None,
    streams: Chatwoot::STREAMS,
    settings: &[Setting {
        name: ACCOUNT,
        title: "Account number",
        required: true,
        help: "The number after /app/accounts/ in the address of Chatwoot's own pages.",
    }],
    secrets: &[Setting {
        name: TOKEN,
        title: "Access token",
        required: true,
        help: "At the foot of one's profile settings in Chatwoot. It reads what its owner may read: an agent's only their own inboxes.",
    }],
    open,
};

const ACCOUNT: &str = "account_id";
const TOKEN: &str = "api_access_token";

const DAY: Millis = 24 * 60 * 60 * 1000;
/// Messages that one answer brings before an id; fewer are the last.
const MESSAGES: usize = 20;

struct Chatwoot {
    account: String,
    clock: Clock,
}

fn open(given: &Given<'_>, clock: Clock) -> Result<Box<dyn Provider>> {
    let home = Base::parse(given.url)?;
    let auth = Auth::Headers(vec![(HeaderName::from_static(TOKEN), Secret::new(given.secret(TOKEN)))]);
    let connector = Chatwoot { account: given.setting(ACCOUNT).to_owned(), clock: clock.clone() };
    let client = Client::new(home, Vec::new(), auth, Manners::default(), given.limits.clone(), clock)?;
    Ok(Box::new(Remote::new(connector, client)))
}

/// The streams, by their ids.
const AGENTS: &str = "agents";
const LABELS: &str = "labels";
const CONTACTS: &str = "contacts";
const LISTED: &str = "conversations";
const INBOXES: &str = "inboxes";
const HELD: &str = "inbox_conversations";
const SAID: &str = "messages";

impl Connector for Chatwoot {
    const STREAMS: &'static [Stream] = &[
        Stream {
            id: AGENTS,
            title: "agents",
            kinds: &[Kind::Agent],
            walk: Walk::Sweep { whole: &[Kind::Agent] },
        },
        Stream {
            id: LABELS,
            title: "labels",
            kinds: &[Kind::Tag],
            walk: Walk::Sweep { whole: &[Kind::Tag] },
        },
        Stream {
            id: CONTACTS,
            title: "contacts",
            kinds: &[Kind::Contact],
            walk: Walk::Sweep { whole: &[Kind::Contact] },
        },
        // Tells once a day which conversations there are; between two sweeps it ends at its first page.
        Stream {
            id: LISTED,
            title: "the list of conversations",
            kinds: &[Kind::Session],
            walk: Walk::Head { sweep: DAY, whole: &[Kind::Session] },
        },
        Stream { id: INBOXES, title: "inboxes", kinds: &[], walk: Walk::Sweep { whole: &[] } },
        Stream {
            id: HELD,
            title: "conversations",
            kinds: &[Kind::Session],
            walk: Walk::Branches { of: INBOXES, newest_first: true, whole: &[] },
        },
        Stream {
            id: SAID,
            title: "messages",
            kinds: &[Kind::Message, Kind::SessionEvent],
            walk: Walk::Branches { of: HELD, newest_first: true, whole: &[] },
        },
    ];

    fn hello(&self) -> Request {
        self.below(&[])
    }

    fn greeted(&self, text: &str) -> Result<String> {
        let account: wire::Account<'_> =
            serde_json::from_str(text).map_err(|e| json_fault("the account", &e))?;
        let name = account.name.map_or_else(|| account.id.to_string(), String::from);
        Ok(format!("Chatwoot answers for {name}."))
    }

    fn ask(&self, stream: &Stream, place: &Place) -> Result<Request> {
        Ok(match stream.id {
            AGENTS | LABELS | INBOXES => self.below(&[stream.id]),
            // Without an order of its own the list may show a contact on two pages and another on none.
            CONTACTS => self.below(&[CONTACTS]).query("sort", "created_at").query("page", page(place)?),
            // Oldest first, so that nothing moves while it is read. A server that does not know the order keeps
            // to its own.
            LISTED => self.conversations(place)?.query("sort_by", "created_at_asc"),
            HELD => self.conversations(place)?.query("inbox_id", inbox(place)?),
            SAID => {
                self.below(&[LISTED, parent(place)?, "messages"]).maybe("before", place.cursor.as_deref())
            }
            _ => return Err(no_parent()),
        })
    }

    fn read(&self, stream: &Stream, place: &Place, text: &str) -> Result<Read> {
        match stream.id {
            AGENTS => read_agents(stream, text),
            CONTACTS => read_contacts(stream, place, text),
            LISTED | HELD => read_conversations(stream, place, text),
            SAID => read_messages(stream, place, text),
            _ => self.read_list(stream, text),
        }
    }
}

impl Chatwoot {
    fn below(&self, rest: &[&str]) -> Request {
        let account = ["api", "v1", "accounts", self.account.as_str()];
        Request::get(account.iter().chain(rest))
    }

    /// In every state, whoever has them.
    fn conversations(&self, place: &Place) -> Result<Request> {
        let all = self.below(&[LISTED]).query("status", "all").query("assignee_type", "all");
        Ok(all.query("page", page(place)?))
    }

    /// Lists that come on one page.
    fn read_list(&self, stream: &Stream, text: &str) -> Result<Read> {
        let mut read = Read::default();
        let list: wire::List<'_> = json(stream, text)?;
        let day = (self.clock)().div_euclid(DAY);
        for object in &list.payload {
            read.take(stream.title, object, |raw, to| match stream.id {
                LABELS => map::label(raw, to),
                _ => map::inbox(raw, day, to),
            });
        }
        Ok(read)
    }
}

fn json<'a, T: Deserialize<'a>>(stream: &Stream, text: &'a str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| json_fault(stream.title, &e))
}

fn read_agents(stream: &Stream, text: &str) -> Result<Read> {
    let mut read = Read::default();
    let agents: Vec<&RawValue> = json(stream, text)?;
    agents.iter().for_each(|object| read.take(stream.title, object, map::agent));
    Ok(read)
}

fn read_contacts(stream: &Stream, place: &Place, text: &str) -> Result<Read> {
    let mut read = Read::default();
    let list: wire::Contacts<'_> = json(stream, text)?;
    let asked = page(place)?;
    if whole(&list.meta.current_page).is_some_and(|sent| sent != asked) {
        return Err(Error::Loop { what: "it sent another page than the one that was asked for".to_owned() });
    }
    let count = whole(&list.meta.count);
    list.payload.iter().for_each(|object| read.take(stream.title, object, map::contact));
    read.next = after(asked, list.payload.len(), count);
    Ok(read)
}

fn read_conversations(stream: &Stream, place: &Place, text: &str) -> Result<Read> {
    let mut read = Read::default();
    let list: wire::Conversations<'_> = json(stream, text)?;
    let objects = &list.data.payload;
    for object in objects {
        read.take(stream.title, object, |raw, to| match stream.id {
            LISTED => map::listed(raw, to),
            _ => map::conversation(place, raw, to),
        });
    }
    read.next = after(page(place)?, objects.len(), whole(&list.data.meta.all_count));
    Ok(read)
}

fn read_messages(stream: &Stream, place: &Place, text: &str) -> Result<Read> {
    let mut read = Read::default();
    let list: wire::List<'_> = json(stream, text)?;
    list.payload
        .iter()
        .for_each(|object| read.take(stream.title, object, |raw, to| talk::message(place, raw, to)));
    read.next = talk::older(&list.payload);
    Ok(read)
}

fn whole(number: &Option<Text<'_>>) -> Option<u64> {
    number.as_ref()?.to_string().parse().ok()
}

/// The page that a cursor names; pages count from 1.
fn page(place: &Place) -> Result<u64> {
    place.cursor.as_deref().map_or(Ok(1), |cursor| cursor.parse().map_err(|_| no_parent()))
}

/// The page after this one. How many a page holds is for who runs the server to set, so an empty one is the end,
/// and a first one that holds as many as there are.
fn after(page: u64, objects: usize, count: Option<u64>) -> Option<String> {
    let all = page == 1 && count.is_some_and(|count| count == objects as u64);
    (objects > 0 && !all).then(|| page.saturating_add(1).to_string())
}

fn parent(place: &Place) -> Result<&str> {
    place.parent.as_ref().map(|parent| parent.key.as_str()).ok_or_else(no_parent)
}

/// The inbox of a list: its key is the inbox and the day.
fn inbox(place: &Place) -> Result<&str> {
    parent(place)?.rsplit_once('/').map(|(inbox, _)| inbox).ok_or_else(no_parent)
}

fn no_parent() -> Error {
    Error::Malformed { what: "a list that was noted earlier cannot be asked for".to_owned() }
}
