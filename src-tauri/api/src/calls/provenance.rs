//! Where a row came from (B9), with the raw record as received.

use crate::fault::Fault;
use crate::{Call, Right, Seat};
use ::store::{Reader, account, delivery, message, raw, session};
use model::{Kind, Millis};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
pub struct Get {
    pub kind: Kind,
    pub id: i64,
}

#[derive(Debug, Serialize, TS)]
pub struct ProvenanceView {
    pub account: String,
    pub provider: String,
    pub endpoint: String,
    pub fetched_at: Millis,
    /// JSON text, as the provider sent it.
    pub raw: String,
}

impl Call for Get {
    const NAME: &'static str = "provenance.get";
    const RIGHT: Right = Right::Read;
    type Reply = ProvenanceView;

    fn run(self, seat: &Seat<'_>) -> Result<ProvenanceView, Fault> {
        let reader = seat.store()?.reader()?;
        let found = raw::get(&reader, self.kind, self.id)?.ok_or_else(|| Fault::not_found("raw record"))?;
        let account = account_of(&reader, self.kind, self.id)?;
        let account = account.map(|id| account::get(&reader, id)).transpose()?.flatten();
        let (name, provider) = account.map(|row| (row.name, row.provider)).unwrap_or_default();
        let (endpoint, fetched_at, raw) = (found.endpoint, found.fetched_at, found.body);
        Ok(ProvenanceView { account: name, provider, endpoint, fetched_at, raw })
    }
}

/// Only the three kinds that are listed are asked about.
fn account_of(reader: &Reader<'_>, kind: Kind, id: i64) -> Result<Option<i64>, Fault> {
    Ok(match kind {
        Kind::Session => session::by_id(reader, id)?.map(|row| row.account),
        Kind::Message => message::by_id(reader, id)?.map(|row| row.account),
        Kind::Delivery => delivery::by_id(reader, id)?.map(|row| row.account),
        _ => None,
    })
}
