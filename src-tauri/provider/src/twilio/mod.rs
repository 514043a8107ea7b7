//! Twilio: Messages as deliveries, Conversations as sessions with what was said in them.
//!
//! Source: Twilio's OpenAPI documents of its API (2010-04-01) and of Conversations (v1). A conversation's own
//! list says neither who takes part nor what was said, so that is read for each that changed; a session is put
//! together from a conversation and its participants.

mod map;
#[cfg(test)]
mod tests;
mod wire;

use crate::catalogue::{Described, Given, Setting};
use crate::http::{Auth, Base, Client, Manners, Request, Secret, json_fault};
use crate::remote::{Connector, Read, Remote};
use crate::{Clock, Error, Place, Provider, Result, Stream, Walk};
use model::{Kind, Millis, Stamp};

pub(crate) const ABOUT: Described = Described {
    id: "twilio",
    title: "Twilio",
    url: Some("https://api.twilio.com"),
    streams: Twilio::STREAMS,
    settings: &[
        Setting {
            name: SID,
            title: "Account SID",
            required: true,
            help: "Begins with AC; on the first page of Twilio's console.",
        },
        Setting {
            name: KEY,
            title: "API key SID",
            required: false,
            help: "Begins with SK. Only when the secret below is an API key's and not the account's own token.",
        },
        Setting {
            name: CONVERSATIONS,
            title: "Address of Conversations",
            required: false,
            help: "Only when it is not https://conversations.twilio.com.",
        },
    ],
    secrets: &[Setting {
        name: TOKEN,
        title: "Auth token",
        required: true,
        help: "The account's auth token, or the secret of the API key.",
    }],
    open,
};

const SID: &str = "account_sid";
const KEY: &str = "key_sid";
const CONVERSATIONS: &str = "conversations_url";
const TOKEN: &str = "auth_token";

const DAY: Millis = 24 * 60 * 60 * 1000;
/// How long after a message was sent its status, price and error may still change. Receipts of a handset that was
/// off come for days; Twilio gives no list of what changed.
const LOOKBACK: Millis = 7 * DAY;
/// Most that Conversations gives a page.
const FEW: usize = 100;
/// … and of receipts.
const RECEIPTS: usize = 50;

struct Twilio {
    account: String,
    page: usize,
}

fn open(given: &Given<'_>, clock: Clock) -> Result<Box<dyn Provider>> {
    let account = given.setting(SID).to_owned();
    let home = Base::parse(given.url)?;
    let conversations = match given.setting(CONVERSATIONS) {
        "" if home.is_loopback() => home.clone(),
        "" => Base::parse("https://conversations.twilio.com")?,
        url => Base::parse(url)?,
    };
    let user = match given.setting(KEY) {
        "" => account.clone(),
        key => key.to_owned(),
    };
    let auth = Auth::Basic { user, password: Secret::new(given.secret(TOKEN)) };
    let page = given.limits.page_limit;
    let client =
        Client::new(home, vec![conversations], auth, Manners::default(), given.limits.clone(), clock)?;
    Ok(Box::new(Remote::new(Twilio { account, page }, client)))
}

/// The streams, by their ids.
const MESSAGES: &str = "messages";
const LISTED: &str = "conversations";
const PARTICIPANTS: &str = "participants";
const SAID: &str = "conversation_messages";
const RECEIVED: &str = "receipts";

impl Connector for Twilio {
    const STREAMS: &'static [Stream] = &[
        Stream {
            id: MESSAGES,
            title: "messages",
            kinds: &[Kind::Delivery, Kind::DeliveryEvent],
            walk: Walk::Windows { lookback: LOOKBACK, whole: &[] },
        },
        Stream {
            id: LISTED,
            title: "conversations",
            kinds: &[Kind::Session],
            walk: Walk::Sweep { whole: &[Kind::Session] },
        },
        Stream {
            id: PARTICIPANTS,
            title: "participants",
            kinds: &[Kind::Session],
            walk: Walk::Branches { of: LISTED, newest_first: false, whole: &[] },
        },
        Stream {
            id: SAID,
            title: "messages of conversations",
            kinds: &[Kind::Message],
            walk: Walk::Branches { of: LISTED, newest_first: true, whole: &[] },
        },
        Stream {
            id: RECEIVED,
            title: "receipts",
            kinds: &[Kind::DeliveryEvent],
            walk: Walk::Branches { of: SAID, newest_first: false, whole: &[] },
        },
    ];

    fn hello(&self) -> Request {
        Request::get(["2010-04-01", "Accounts", &format!("{}.json", self.account)])
    }

    fn greeted(&self, text: &str) -> Result<String> {
        let account: wire::Account<'_> =
            serde_json::from_str(text).map_err(|e| json_fault("the account", &e))?;
        let name = account.friendly_name.unwrap_or(account.sid);
        Ok(format!("Twilio answers for {name}."))
    }

    fn ask(&self, stream: &Stream, place: &Place) -> Result<Request> {
        if let Some(link) = &place.cursor {
            return Ok(Request::link(link));
        }
        let parent = || place.parent.as_ref().map(|parent| parent.key.as_str()).unwrap_or_default();
        let conversation = |rest: &[&str]| {
            let mut parts = vec!["v1", "Conversations"];
            parts.extend(rest);
            Request::get(parts).at(1)
        };
        Ok(match stream.id {
            MESSAGES => self.messages(place),
            LISTED => conversation(&[]).query("PageSize", self.page.min(FEW)),
            PARTICIPANTS => conversation(&[parent(), "Participants"]).query("PageSize", FEW),
            SAID => conversation(&[parent(), "Messages"])
                .query("Order", "desc")
                .query("PageSize", self.page.min(FEW)),
            RECEIVED => {
                let (conversation_id, message) = parent().split_once('/').ok_or_else(no_parent)?;
                conversation(&[conversation_id, "Messages", message, "Receipts"])
                    .query("PageSize", self.page.min(RECEIPTS))
            }
            _ => return Err(no_parent()),
        })
    }

    fn read(&self, stream: &Stream, place: &Place, text: &str) -> Result<Read> {
        let mut read = Read::default();
        let fault = |e: serde_json::Error| json_fault(stream.title, &e);
        if stream.id == MESSAGES {
            let page: wire::Messages<'_> = serde_json::from_str(text).map_err(fault)?;
            read.next = page.next_page_uri.map(String::from);
            page.messages.iter().for_each(|object| read.take(stream.title, object, map::message));
            return Ok(read);
        }
        let page: wire::Page<'_> = serde_json::from_str(text).map_err(fault)?;
        read.next = page.meta.next_page_url.as_deref().map(str::to_owned);
        let objects = page.objects(stream.id);
        match stream.id {
            LISTED => objects.iter().for_each(|object| read.take(stream.title, object, map::conversation)),
            // All of them make one session with the conversation.
            PARTICIPANTS => read.take_all(stream.title, |mapped| map::session(place, objects, mapped)),
            // What was said in one second stays in its order by being kept in it.
            SAID => objects.iter().rev().for_each(|object| read.take(stream.title, object, map::said)),
            _ => objects.iter().for_each(|object| read.take(stream.title, object, map::receipt)),
        }
        Ok(read)
    }
}

impl Twilio {
    fn messages(&self, place: &Place) -> Request {
        let moment = |at: Option<Millis>| {
            at.map(|at| Stamp::utc(at).to_rfc3339())
                .map(|text| text.split('.').next().unwrap_or_default().to_owned() + "Z")
        };
        Request::get(["2010-04-01", "Accounts", &self.account, "Messages.json"])
            .query("PageSize", self.page)
            .maybe("DateSent>", moment(place.window.from))
            .maybe("DateSent<", moment(place.window.until))
    }
}

fn no_parent() -> Error {
    Error::Malformed { what: "a list that was noted earlier cannot be asked for".to_owned() }
}
