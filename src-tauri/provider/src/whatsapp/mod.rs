//! WhatsApp Cloud API: templates, and what became of each message that a phone number sent.
//!
//! Source: Meta's OpenAPI document of its business messaging API (v23.0). The API keeps no texts and no
//! conversations: those come in webhooks only, whose bodies [`webhook`] reads for an import. The message history
//! is not given to every account; where it is refused that is a note and no fault of the sync.

mod map;
mod past;
mod standing;
#[cfg(test)]
mod tests;
pub mod webhook;
mod wire;

use crate::catalogue::{Described, Given, Setting};
use crate::http::{Auth, Base, Client, Manners, Request, Secret, json_fault, words};
use crate::remote::{Connector, Read, Remote};
use crate::{Clock, Error, Place, Provider, Result, Stream, Walk};
use model::Kind;

pub(crate) const ABOUT: Described = Described {
    id: "whatsapp",
    title: "WhatsApp Cloud API",
    url: Some("https://graph.facebook.com"),
    streams: WhatsApp::STREAMS,
    settings: &[
        Setting {
            name: ACCOUNT,
            title: "WhatsApp Business account ID",
            required: true,
            help: "A number; in the WhatsApp Manager's address and in the app's API setup.",
        },
        Setting {
            name: VERSION,
            title: "Version of the Graph API",
            required: false,
            help: "Only when it is not v23.0, which this program was written for.",
        },
    ],
    secrets: &[Setting {
        name: TOKEN,
        title: "Access token",
        required: true,
        help: "Of a system user that may read the account: whatsapp_business_management, and whatsapp_business_messaging for the message history.",
    }],
    open,
};

const ACCOUNT: &str = "waba_id";
const VERSION: &str = "version";
const TOKEN: &str = "access_token";

/// The version that the document describes.
const KNOWN: &str = "v23.0";
/// Most that the API gives a page. The document says so of numbers, history and events; of templates it names no
/// size, and one that is not known is passed over there.
const MOST: usize = 100;
/// What is asked of an entry of the history; without it the events stay away.
const OF_ENTRY: &str =
    "id,message_id,events{id,delivery_status,webhook_update_state,timestamp,error_description}";
const OF_EVENT: &str =
    "cursor,node{id,delivery_status,error_description,occurrence_timestamp,status_timestamp}";
const OF_NUMBER: &str = "id,display_phone_number,verified_name,status";

struct WhatsApp {
    account: String,
    version: String,
    page: usize,
}

fn open(given: &Given<'_>, clock: Clock) -> Result<Box<dyn Provider>> {
    let home = Base::parse(given.url)?;
    let version = match given.setting(VERSION) {
        "" => KNOWN,
        version => version,
    };
    if !is_version(version) {
        return Err(Error::Settings { what: format!("the version is not one such as {KNOWN}") });
    }
    let auth = Auth::Bearer(Secret::new(given.secret(TOKEN)));
    let manners = Manners { refusal, ..Manners::default() };
    let connector = WhatsApp {
        account: given.setting(ACCOUNT).to_owned(),
        version: version.to_owned(),
        page: given.limits.page_limit.min(MOST),
    };
    let client = Client::new(home, Vec::new(), auth, manners, given.limits.clone(), clock)?;
    Ok(Box::new(Remote::new(connector, client)))
}

/// `v23.0`
fn is_version(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let parts = text.strip_prefix('v').and_then(|rest| rest.split_once('.'));
    parts.is_some_and(|(major, minor)| digits(major) && digits(minor))
}

/// The streams, by their ids.
const TEMPLATES: &str = "templates";
const NUMBERS: &str = "phone_numbers";
const HISTORY: &str = "message_history";
const EVENTS: &str = "message_events";

impl Connector for WhatsApp {
    const STREAMS: &'static [Stream] = &[
        Stream {
            id: TEMPLATES,
            title: "templates",
            kinds: &[Kind::Template],
            walk: Walk::Sweep { whole: &[Kind::Template] },
        },
        // A phone number is no record of ours: it names its history, and lends its deliveries their channel's
        // number.
        Stream { id: NUMBERS, title: "phone numbers", kinds: &[], walk: Walk::Sweep { whole: &[] } },
        // In which order it comes is not documented, so that no page may be the last one before the end.
        Stream {
            id: HISTORY,
            title: "the message history",
            kinds: &[Kind::Delivery, Kind::DeliveryEvent],
            walk: Walk::Branches { of: NUMBERS, newest_first: false, whole: &[] },
        },
        Stream {
            id: EVENTS,
            title: "events of messages",
            kinds: &[Kind::Delivery, Kind::DeliveryEvent],
            walk: Walk::Branches { of: HISTORY, newest_first: false, whole: &[] },
        },
    ];

    fn hello(&self) -> Request {
        Request::get([self.version.as_str(), &self.account]).query("fields", "id,name")
    }

    fn greeted(&self, text: &str) -> Result<String> {
        let account: wire::Account<'_> =
            serde_json::from_str(text).map_err(|e| json_fault("the account", &e))?;
        let name = account.name.map_or_else(|| account.id.to_string(), |name| name.into_owned());
        Ok(format!("The WhatsApp Cloud API answers for {name}."))
    }

    fn ask(&self, stream: &Stream, place: &Place) -> Result<Request> {
        let parent = place.parent.as_ref().map(|parent| parent.key.as_str()).unwrap_or_default();
        let (node, list, fields) = match stream.id {
            TEMPLATES => (self.account.as_str(), "message_templates", None),
            NUMBERS => (self.account.as_str(), "phone_numbers", Some(OF_NUMBER)),
            HISTORY => (parent, "message_history", Some(OF_ENTRY)),
            _ => (parent, "events", Some(OF_EVENT)),
        };
        if node.is_empty() {
            return Err(Error::Malformed {
                what: "a list that was noted earlier cannot be asked for".to_owned(),
            });
        }
        Ok(Request::get([self.version.as_str(), node, list])
            .maybe("fields", fields)
            .query("limit", self.page)
            .maybe("after", place.cursor.as_deref()))
    }

    fn read(&self, stream: &Stream, place: &Place, text: &str) -> Result<Read> {
        let page: wire::Page<'_> = serde_json::from_str(text).map_err(|e| json_fault(stream.title, &e))?;
        let mut read = Read::default();
        read.next = page.next(self.page)?;
        if stream.id == EVENTS && place.cursor.is_none() {
            // The first of its pages says how the message stands; more than one there hardly ever is.
            read.take_all(stream.title, |mapped| map::delivery(place, &page.data, mapped));
        }
        for object in &page.data {
            match stream.id {
                TEMPLATES => read.take(stream.title, object, map::template),
                NUMBERS => read.take(stream.title, object, map::number),
                HISTORY => read.take(stream.title, object, |raw, to| map::entry(place, raw, to)),
                _ => read.take(stream.title, object, |raw, to| map::edge(place, raw, to)),
            }
        }
        Ok(read)
    }

    fn not_given(&self, stream: &Stream, place: &Place, fault: &Error) -> Option<String> {
        // Within a list a refusal is one of the cursor.
        let optional = matches!(stream.id, HISTORY | EVENTS) && place.cursor.is_none();
        let said = match fault {
            Error::Unauthorized { code: 403, said } => said,
            Error::Status { code: 400..=499, said } if !fault.is_passing() => said,
            _ => return None,
        };
        let said = if said.is_empty() { String::new() } else { format!(": \u{201c}{said}\u{201d}") };
        let title = stream.title;
        optional.then(|| {
            format!("WhatsApp does not give {title} to this account{said}. Bodies of its webhooks can be imported instead.")
        })
    }
}

/// What Meta means by an error: its code says more than the status of HTTP, under which limits come as 400 too.
fn refusal(status: u16, text: &str) -> Option<Error> {
    let wire::Refused { error } = serde_json::from_str(text).ok()?;
    let said = words(text.as_bytes());
    let code = error.code.as_ref().and_then(|code| code.to_string().parse::<u32>().ok());
    match code? {
        // 613 comes under 422 in the document; 130429 is named by pages that quote Meta.
        4 | 17 | 613 | 80_007 | 130_429 => Some(Error::RateLimited { after: None, said }),
        // 0 is named by pages that quote Meta, 104 and 190 by the document.
        0 | 104 | 190 => Some(Error::Unauthorized { code: 401, said }),
        3 | 10 | 200..=299 => Some(Error::Unauthorized { code: 403, said }),
        // It may pass by itself, which only a status of a server's fault says here.
        _ if error.is_transient == Some(true) && status < 500 => Some(Error::Status { code: 503, said }),
        _ => None,
    }
}
