//! Channel Talk: user chats as sessions with what was said in them and how their state changed, and the
//! managers, bots, tags and campaigns that they point at.
//!
//! Source: the vendor's pages on its Open API v5, and its published interface definitions of the same
//! entities. No list tells what changed, so all chats are listed each time, one state after the other, and the
//! messages of those are read whose own record differs.

mod directory;
pub mod file;
mod hello;
mod legs;
mod map;
mod said;
#[cfg(test)]
mod tests;
mod wire;

use crate::catalogue::{Described, Given, Setting};
use crate::http::rate::Names;
use crate::http::{Auth, Base, Client, Manners, Request, Secret, json_fault};
use crate::remote::{Connector, Read, Remote};
use crate::{Clock, Error, Place, Provider, Result, Stream, Walk};
use legs::{Leg, Legs};
use model::Kind;
use reqwest::header::HeaderName;
use serde_json::value::RawValue;

pub(crate) const ABOUT: Described = Described {
    id: "channel-talk",
    title: "Channel Talk",
    url: Some("https://api.channel.io"),
    streams: ChannelTalk::STREAMS,
    settings: &[Setting {
        name: STATES,
        title: "Further states",
        required: false,
        help: "Opened, snoozed and closed chats are read. Name others that your channel uses, with commas: queued, missed, initial.",
    }],
    secrets: &[
        Setting {
            name: KEY,
            title: "Access key",
            required: true,
            help: "In Channel Talk under Channel settings, Security and development, API key management.",
        },
        Setting {
            name: SECRET,
            title: "Access secret",
            required: true,
            help: "Shown beside the access key.",
        },
    ],
    open,
};

const STATES: &str = "states";
const KEY: &str = "access_key";
const SECRET: &str = "access_secret";

/// Most that any list gives a page.
const MOST: usize = 500;

struct ChannelTalk {
    legs: Legs,
    page: usize,
}

fn open(given: &Given<'_>, clock: Clock) -> Result<Box<dyn Provider>> {
    let legs = Legs::with(given.setting(STATES))?;
    let secret = |name| Secret::new(given.secret(name));
    let auth = Auth::Headers(vec![
        (HeaderName::from_static("x-access-key"), secret(KEY)),
        (HeaderName::from_static("x-access-secret"), secret(SECRET)),
    ]);
    let rate =
        Names { limit: "x-ratelimit-limit", left: "x-ratelimit-remaining", reset: "x-ratelimit-reset" };
    let manners = Manners { rate: Some(rate), ..Manners::default() };
    let page = given.limits.page_limit.min(MOST);
    let client =
        Client::new(Base::parse(given.url)?, Vec::new(), auth, manners, given.limits.clone(), clock)?;
    Ok(Box::new(Remote::new(ChannelTalk { legs, page }, client)))
}

/// The streams, by their ids.
const TAGS: &str = "tags";
const MANAGERS: &str = "managers";
const BOTS: &str = "bots";
const CAMPAIGNS: &str = "campaigns";
const ONE_TIME: &str = "one_time_messages";
const CHATS: &str = "user_chats";
const SAID: &str = "messages";

impl Connector for ChannelTalk {
    const STREAMS: &'static [Stream] = &[
        Stream {
            id: TAGS,
            title: "chat tags",
            kinds: &[Kind::Tag],
            walk: Walk::Sweep { whole: &[Kind::Tag] },
        },
        Stream {
            id: MANAGERS,
            title: "managers",
            kinds: &[Kind::Agent],
            // Who was removed is listed no more, and is still the one who answered.
            walk: Walk::Sweep { whole: &[] },
        },
        Stream { id: BOTS, title: "bots", kinds: &[Kind::Bot], walk: Walk::Sweep { whole: &[Kind::Bot] } },
        // Both are campaigns here, so neither lists them all.
        Stream {
            id: CAMPAIGNS,
            title: "campaigns",
            kinds: &[Kind::Campaign],
            walk: Walk::Sweep { whole: &[] },
        },
        Stream {
            id: ONE_TIME,
            title: "one-time messages",
            kinds: &[Kind::Campaign],
            walk: Walk::Sweep { whole: &[] },
        },
        Stream {
            id: CHATS,
            title: "user chats",
            kinds: &[Kind::Session, Kind::Contact, Kind::Agent, Kind::SupportBot],
            walk: Walk::Sweep { whole: &[Kind::Session] },
        },
        Stream {
            id: SAID,
            title: "messages of user chats",
            kinds: &[Kind::Message, Kind::SessionEvent],
            walk: Walk::Branches { of: CHATS, newest_first: true, whole: &[] },
        },
    ];

    fn hello(&self) -> Request {
        v5(&["channel"])
    }

    fn greeted(&self, text: &str) -> Result<String> {
        let answer: wire::Greeting<'_> =
            serde_json::from_str(text).map_err(|e| json_fault("the channel", &e))?;
        Ok(hello::words(&answer.channel))
    }

    fn ask(&self, stream: &Stream, place: &Place) -> Result<Request> {
        let since = place.cursor.as_deref();
        let list = |parts: &[&str]| v5(parts).query("limit", self.page);
        Ok(match stream.id {
            TAGS => list(&["chat-tags"]).maybe("since", since),
            MANAGERS => list(&["managers"]).maybe("since", since),
            BOTS => list(&["bots"]).maybe("since", since),
            CAMPAIGNS => {
                in_states(list(&["mkt", "campaigns"]), &["draft", "active", "stopped"]).maybe("since", since)
            }
            ONE_TIME => in_states(list(&["mkt", "one-time-msgs"]), &["draft", "waiting", "sent", "canceled"])
                .maybe("since", since),
            CHATS => {
                let leg = self.legs.at(since);
                let chats = list(&["user-chats"]).query("state", leg.state()).query("sortOrder", "desc");
                chats.maybe("since", leg.since())
            }
            SAID => {
                let list = list(&["user-chats", parent(place)?, "messages"]);
                list.query("sortOrder", "desc").maybe("since", since)
            }
            _ => return Err(no_parent()),
        })
    }

    fn read(&self, stream: &Stream, place: &Place, text: &str) -> Result<Read> {
        let page: wire::Page<'_> = serde_json::from_str(text).map_err(|e| json_fault(stream.title, &e))?;
        // Were a missing list an empty one, a wrong answer would make all that is held look gone.
        let objects = page.list(stream.id).ok_or_else(|| Error::Malformed {
            what: format!("{}: the page has no list of them", stream.title),
        })?;
        let mut read = Read::default();
        if stream.id == CHATS {
            let leg = self.legs.at(place.cursor.as_deref());
            chats(&page, objects, &leg, stream.title, &mut read);
            read.next = self.legs.after(&leg, page.next());
            return Ok(read);
        }
        read.next = match stream.id {
            // Pages by a moment: the last one may name itself. Elsewhere that is a circle, and what it hides is missed.
            BOTS | CAMPAIGNS | ONE_TIME => page.next().filter(|next| place.cursor.as_ref() != Some(next)),
            _ => page.next(),
        };
        let mut objects = objects.to_vec();
        if stream.id == SAID {
            // What was said at one moment stays in its order by being kept in it.
            objects.reverse();
        }
        for object in objects {
            read.take(stream.title, object, |raw, mapped| match stream.id {
                TAGS => directory::tag(raw, mapped),
                MANAGERS => directory::manager(raw, mapped),
                BOTS => directory::bot(raw, mapped),
                CAMPAIGNS => directory::campaign(raw, mapped),
                ONE_TIME => directory::one_time(raw, mapped),
                _ => said::said(raw, place, mapped),
            });
        }
        Ok(read)
    }
}

/// A page of chats, with the people in them.
fn chats(page: &wire::Page<'_>, objects: &[&RawValue], leg: &Leg<'_>, title: &str, read: &mut Read) {
    if leg.is_second_look() {
        objects.iter().for_each(|object| read.take(title, object, map::there));
        return;
    }
    page.users().iter().for_each(|user| read.take("users of chats", user, directory::contact));
    page.managers().iter().for_each(|one| read.take("managers of chats", one, directory::removed_manager));
    let numbers = directory::numbers(page.users());
    for object in objects {
        read.take(title, object, |raw, mapped| map::chat(raw, &numbers, mapped));
    }
}

fn v5(parts: &[&str]) -> Request {
    Request::get(["open", "v5"].iter().chain(parts))
}

/// All that there are: what comes when none is named is not documented.
fn in_states(request: Request, states: &[&str]) -> Request {
    states.iter().fold(request, |request, state| request.query("states", state))
}

fn parent(place: &Place) -> Result<&str> {
    place.parent.as_ref().map(|parent| parent.key.as_str()).ok_or_else(no_parent)
}

fn no_parent() -> Error {
    Error::Malformed { what: "a list that was noted earlier cannot be asked for".to_owned() }
}
