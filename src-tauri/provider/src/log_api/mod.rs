//! The Counterfoil log API: our own open format, for gateways and in-house systems.

mod read;
#[cfg(test)]
mod tests;
pub mod wire;

use crate::catalogue::{Described, Setting};
use crate::http::{Auth, Base, Call, Client, Manners, Secret};
use crate::limits::{CURSOR_CHARS, Limits};
use crate::{Clock, Error, Offer, Page, Place, Provider, Result, Standing, Stream, Wait, Walk};
use async_trait::async_trait;
use model::{Kind, Stamp};
use std::fmt;
use tokio::sync::watch;
use url::Url;

pub(crate) const ABOUT: Described = Described {
    id: LogApi::ID,
    title: "Counterfoil log API",
    url: None,
    streams: &LogApi::STREAMS,
    settings: &[],
    secrets: &[Setting {
        name: LogApi::TOKEN,
        title: "Token",
        required: true,
        help: "The bearer token that the gateway's operator gave you.",
    }],
    open: |given, clock| {
        let token = given.secret(LogApi::TOKEN);
        Ok(Box::new(LogApi::new(given.url, token, given.limits.clone(), clock)?))
    },
};

/// A server that speaks the log API.
pub struct LogApi {
    client: Client,
}

impl fmt::Debug for LogApi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LogApi").field("base", self.client.base()).finish_non_exhaustive()
    }
}

impl LogApi {
    pub const ID: &'static str = "log-api";
    /// The name of its one secret.
    pub const TOKEN: &'static str = "token";
    /// One a kind, named as the kind is.
    pub const STREAMS: [Stream; 13] = [
        stream(&[Kind::Tag], "tags"),
        stream(&[Kind::Agent], "agents"),
        stream(&[Kind::Bot], "bots"),
        stream(&[Kind::SupportBot], "support bots"),
        stream(&[Kind::Campaign], "campaigns"),
        stream(&[Kind::Template], "templates"),
        stream(&[Kind::Contact], "contacts"),
        stream(&[Kind::Session], "sessions"),
        stream(&[Kind::SessionEvent], "session events"),
        stream(&[Kind::Message], "messages"),
        stream(&[Kind::Batch], "batches"),
        stream(&[Kind::Delivery], "deliveries"),
        stream(&[Kind::DeliveryEvent], "delivery events"),
    ];

    /// # Errors
    /// [`Error::Settings`] for an address or a token that cannot be used.
    pub fn new(url: &str, token: &str, limits: Limits, clock: Clock) -> Result<Self> {
        let auth = Auth::Bearer(Secret::new(token));
        let client = Client::new(Base::parse(url)?, Vec::new(), auth, Manners::default(), limits, clock)?;
        Ok(Self { client })
    }

    /// The address of the page at `since`, and that of its list without a query.
    fn address(&self, kind: Kind, since: &Place) -> Result<(Url, String)> {
        let list = self.client.base().join(&format!("v1/{}", wire::path(kind)));
        let endpoint = format!("GET {list}");
        let mut url = match since.cursor.as_deref() {
            Some(cursor) if cursor.len() > CURSOR_CHARS => return Err(read::long_cursor()),
            Some(cursor) if read::is_link(cursor) => return Ok((self.client.base().link(cursor)?, endpoint)),
            _ => list,
        };
        let mut query = url.query_pairs_mut();
        query.append_pair("limit", &self.client.limits().page_limit.to_string());
        if let Some(cursor) = &since.cursor {
            query.append_pair("cursor", cursor);
        }
        if let Some(moment) = since.updated_since {
            query.append_pair("updated_since", &Stamp::utc(moment).to_rfc3339());
        }
        for (name, moment) in [("from", since.window.from), ("until", since.window.until)] {
            if let Some(moment) = moment {
                query.append_pair(name, &Stamp::utc(moment).to_rfc3339());
            }
        }
        drop(query);
        Ok((url, endpoint))
    }
}

const fn stream(kinds: &'static [Kind], title: &'static str) -> Stream {
    let id = match kinds {
        [kind, ..] => kind.as_str(),
        [] => "",
    };
    Stream { id, title, kinds, walk: Walk::Changes }
}

#[async_trait]
impl Provider for LogApi {
    fn streams(&self) -> &'static [Stream] {
        const { &Self::STREAMS }
    }

    async fn test(&self) -> Result<Standing> {
        let url = self.client.base().join("v1");
        let root = self.client.ask(&Call::get(url), read::root).await?;
        let kinds = root.known_kinds();
        if kinds.is_empty() {
            return Err(Error::Malformed {
                what: "it offers no kind of record that is known here".to_owned(),
            });
        }
        let words = read::standing(&root, &kinds, self.client.now());
        let windows = root.known_windows();
        let offer = |kind: Kind| match windows.contains(&kind) {
            true => (kind.as_str(), Offer::Windows),
            false => (kind.as_str(), Offer::All),
        };
        let offers = kinds.into_iter().map(offer).collect();
        Ok(Standing { words, offers, as_of: Some(root.time.0.at) })
    }

    async fn page(&self, stream: &Stream, place: &Place) -> Result<Page> {
        let Some(kind) = stream.kinds.first().copied() else {
            return Err(Error::Settings { what: format!("it has no {}", stream.title) });
        };
        let (url, endpoint) = self.address(kind, place)?;
        let most = self.client.limits().page_records;
        let window = &place.window;
        let base = self.client.base();
        let read =
            self.client.ask(&Call::get(url), |text| read::page(kind, text, most, base, window)).await?;
        Ok(Page { endpoint, fetched_at: self.client.now(), ..read })
    }

    fn waits(&self) -> watch::Receiver<Option<Wait>> {
        self.client.waits()
    }
}
