//! Removing an account, with or without what it brought.

use super::{enter, row};
use crate::fault::{Fault, FaultCode};
use crate::{Call, Desk, JobKind, Right, Seat};
use ::store::{Account, Pause, PauseWhy, Store};
use register::EntryKind;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use ts_rs::TS;

/// Removes an account: only its credentials and cursors, or its data as well.
#[derive(Debug, Deserialize, TS)]
pub struct Remove {
    pub id: i64,
    pub data: bool,
}

impl Call for Remove {
    const NAME: &'static str = "accounts.remove";
    const RIGHT: Right = Right::Accounts;
    type Reply = ();

    fn run(self, seat: &Seat<'_>) -> Result<(), Fault> {
        let store = seat.store()?;
        let was = row(store, self.id)?;
        // Nothing begins to sync it from here on.
        let pause = Pause { at: Desk::now(), why: PauseWhy::Person, note: None };
        store.write(|tx| tx.account_set_pause(self.id, Some(&pause)))?;
        let done = self.remove(seat, &was);
        if done.is_err() {
            store.write(|tx| tx.account_set_pause(self.id, was.pause.as_ref()))?;
        }
        done
    }
}

impl Remove {
    fn remove(&self, seat: &Seat<'_>, was: &Account) -> Result<(), Fault> {
        let writing = [JobKind::Sync, JobKind::Import, JobKind::Undo];
        if writing.iter().any(|kind| seat.desk.jobs.running(*kind).is_some()) {
            let todo = "Wait until it has ended, or cancel it.";
            return Err(Fault::new(
                FaultCode::Refused,
                "A sync or an import is running.",
                "It may be writing to this account.",
                todo,
            ));
        }
        let store = seat.store()?;
        let detail = self.detail(store)?;
        store.write(|tx| tx.account_remove(self.id, self.data, Desk::now()))?;
        enter(seat, EntryKind::AccountRemoved, &was.name, detail)
    }

    /// What the register says of the data.
    fn detail(&self, store: &Store) -> Result<BTreeMap<String, Value>, Fault> {
        let words = if self.data { "deleted" } else { "kept" };
        let mut detail = BTreeMap::from([("data".to_owned(), words.into())]);
        let counts = ::store::account::counts(&*store.reader()?, self.id)?;
        let counts =
            [("sessions", counts.sessions), ("messages", counts.messages), ("deliveries", counts.deliveries)];
        detail.extend(counts.map(|(name, rows)| (name.to_owned(), rows.to_string().into())));
        Ok(detail)
    }
}
