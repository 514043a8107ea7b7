//! Accounts: a provider, its address, its credentials, and when it is synced.
//!
//! Promises: credentials go into the store and never come out of a call again; an account whose login was refused
//! is not tried again before somebody changes or resumes it.

mod calendar;
mod days;
mod edit;
mod page;
mod remove;
mod stretch;
mod test;
mod words;

pub use calendar::{Calendar, CalendarReply, Channel};
pub use edit::{Edit, Pause, Resume};
pub use page::{AccountPage, Get, Held, Missing, RateView, RunView, SecretView, SettingView, StreamView};
pub use remove::Remove;
pub use stretch::{Stretch, StretchWhy};
pub use test::{StreamTest, Test, TestReply};

use super::demo;
use super::store::checked_name;
use crate::desk::Open;
use crate::fault::{Fault, FaultCode};
use crate::schedule::Schedule;
use crate::ways::reach;
use crate::{Call, Desk, Right, Seat, timetable};
use ::store::{Account as AccountRow, NewAccount, PauseWhy, Store};
use model::Millis;
use provider::limits::Limits;
use register::{Draft, EntryKind};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use ts_rs::TS;

/// The provider of accounts that are filled from files alone; nothing is asked of it.
pub(crate) const IMPORT_PROVIDER: &str = "import";
/// The setting that says whose clocks show times without a zone.
pub(crate) const TIME_ZONE: &str = "time_zone";

/// An account as people see it. Secrets never leave the store.
#[derive(Debug, Serialize, TS)]
pub struct Account {
    pub id: i64,
    pub name: String,
    pub provider: String,
    pub provider_title: String,
    pub url: String,
    pub created_at: Millis,
    pub last_sync_at: Option<Millis>,
    /// What the last sync ended with, in words.
    pub last_sync_note: Option<String>,
    /// `off`, `5m`, `15m`, `1h`, `daily@HH:MM` or `live`.
    pub schedule: String,
    /// When it is synced next by itself; a moment that has passed: as soon as nothing else is.
    pub next_sync_at: Option<Millis>,
    pub pause: Option<PauseView>,
    pub sessions: u64,
    pub messages: u64,
    pub deliveries: u64,
}

/// Why an account is not synced for now.
#[derive(Debug, Serialize, TS)]
pub struct PauseView {
    pub at: Millis,
    /// The provider refused its login; else somebody paused it.
    pub refused: bool,
    /// What the provider said.
    pub words: Option<String>,
}

#[derive(Debug, Deserialize, TS)]
pub struct List {}

impl Call for List {
    const NAME: &'static str = "accounts.list";
    const RIGHT: Right = Right::Read;
    type Reply = Vec<Account>;

    fn run(self, seat: &Seat<'_>) -> Result<Self::Reply, Fault> {
        let store = seat.store()?;
        let rows = ::store::account::list(&*store.reader()?)?;
        rows.into_iter().map(|row| seen(store, row)).collect()
    }
}

#[derive(Deserialize, TS)]
pub struct Add {
    pub name: String,
    pub provider: String,
    /// Empty: the provider's own.
    pub url: String,
    pub settings: BTreeMap<String, String>,
    pub secrets: BTreeMap<String, String>,
    /// As [`Account::schedule`]; off when absent.
    pub schedule: Option<String>,
}

impl Call for Add {
    const NAME: &'static str = "accounts.add";
    const RIGHT: Right = Right::Accounts;
    type Reply = Account;

    fn run(self, seat: &Seat<'_>) -> Result<Account, Fault> {
        let name = checked_name(&self.name)?;
        let schedule = Schedule::parse(self.schedule.as_deref().unwrap_or_default())?;
        let open = seat.open()?;
        if ::store::account::by_name(&*open.store.reader()?, &name)?.is_some() {
            return Err(Fault::new(
                FaultCode::Exists,
                format!("There is an account named {name:?} already."),
                "",
                "Choose another name.",
            ));
        }
        let now = Desk::now();
        let new = NewAccount {
            url: address(&self.provider, &self.url),
            name,
            provider: self.provider,
            settings: filled(self.settings),
            secrets: filled(self.secrets),
        };
        if new.url != demo::URL {
            // Settings that cannot work are told before they are kept.
            reach(&new, Limits::default())?;
        }
        let id = open.store.write(|tx| {
            let id = tx.account_add(&new, now)?;
            tx.account_set_schedule(id, &schedule.to_string())?;
            Ok(id)
        })?;
        enter(seat, EntryKind::AccountAdded, &new.name, BTreeMap::new())?;
        account(open, id)
    }
}

/// The address that is meant: the provider's own where none is given.
pub(crate) fn address(provider: &str, given: &str) -> String {
    let own = || provider::described(provider).and_then(|described| described.url).unwrap_or_default();
    match given.trim() {
        "" => own().to_owned(),
        given => given.to_owned(),
    }
}

/// Without fields that were left empty.
pub(crate) fn filled(mut fields: BTreeMap<String, String>) -> BTreeMap<String, String> {
    fields.retain(|_, value| !value.trim().is_empty());
    fields
}

/// An account that is there.
pub(crate) fn row(store: &Store, id: i64) -> Result<AccountRow, Fault> {
    let found = ::store::account::get(&*store.reader()?, id)?;
    found.filter(|row| row.removed_at.is_none()).ok_or_else(|| Fault::not_found("account"))
}

pub(crate) fn account(open: &Open, id: i64) -> Result<Account, Fault> {
    let row = row(&open.store, id)?;
    seen(&open.store, row)
}

pub(crate) fn seen(store: &Store, row: AccountRow) -> Result<Account, Fault> {
    let counts = ::store::account::counts(&*store.reader()?, row.id)?;
    let next_sync_at = timetable::next(store, &row, Desk::now())?;
    let described = provider::described(&row.provider);
    Ok(Account {
        id: row.id,
        provider_title: match described {
            Some(known) => known.title.to_owned(),
            None if row.provider == IMPORT_PROVIDER => "Files".to_owned(),
            None => row.provider.clone(),
        },
        name: row.name,
        provider: row.provider,
        url: row.url,
        created_at: row.created_at,
        last_sync_at: row.last_sync_at,
        last_sync_note: row.last_sync_note,
        schedule: Schedule::kept(&row.schedule).to_string(),
        next_sync_at,
        pause: row.pause.map(|pause| PauseView {
            at: pause.at,
            refused: pause.why == PauseWhy::Refused,
            words: pause.note,
        }),
        sessions: counts.sessions,
        messages: counts.messages,
        deliveries: counts.deliveries,
    })
}

pub(crate) fn enter(
    seat: &Seat<'_>,
    kind: EntryKind,
    account: &str,
    mut detail: BTreeMap<String, Value>,
) -> Result<(), Fault> {
    let person = seat.person()?.name.clone();
    detail.insert("account".to_owned(), account.into());
    register::append(seat.store()?, Draft { at: Desk::now(), person, kind, detail })?;
    Ok(())
}
