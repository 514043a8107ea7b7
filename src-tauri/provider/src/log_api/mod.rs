//! The Counterfoil log API: our own open format, for gateways and in-house systems.

mod read;
#[cfg(test)]
mod tests;
pub mod wire;

use crate::http::{Base, Client, Secret};
use crate::limits::{CURSOR_CHARS, Limits};
use crate::{Clock, Error, Page, Provider, Result, Since, Standing, Wait};
use async_trait::async_trait;
use model::{Kind, Stamp};
use std::fmt;
use tokio::sync::watch;
use url::Url;

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

    /// # Errors
    /// [`Error::Settings`] for an address or a token that cannot be used.
    pub fn new(url: &str, token: &str, limits: Limits, clock: Clock) -> Result<Self> {
        let client = Client::bearer(Base::parse(url)?, Secret::new(token), limits, clock)?;
        Ok(Self { client })
    }

    /// The address of the page at `since`, and that of its list without a query.
    fn address(&self, kind: Kind, since: &Since) -> Result<(Url, String)> {
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

#[async_trait]
impl Provider for LogApi {
    fn kinds(&self) -> &[Kind] {
        Kind::ALL
    }

    async fn test(&self) -> Result<Standing> {
        let url = self.client.base().join("v1");
        let root = self.client.get(&url, read::root).await?;
        let kinds = root.known_kinds();
        if kinds.is_empty() {
            return Err(Error::Malformed {
                what: "it offers no kind of record that is known here".to_owned(),
            });
        }
        let words = read::standing(&root, &kinds, self.client.now());
        let windows = root.known_windows();
        Ok(Standing { words, kinds, windows, as_of: Some(root.time.0.at) })
    }

    async fn page(&self, kind: Kind, since: &Since) -> Result<Page> {
        let (url, endpoint) = self.address(kind, since)?;
        let most = self.client.limits().page_records;
        let window = &since.window;
        let read =
            self.client.get(&url, |text| read::page(kind, text, most, self.client.base(), window)).await?;
        Ok(Page { endpoint, fetched_at: self.client.now(), ..read })
    }

    fn waits(&self) -> watch::Receiver<Option<Wait>> {
        self.client.waits()
    }
}
