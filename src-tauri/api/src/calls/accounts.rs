//! Accounts: a provider, its address, its credentials.

use super::demo;
use super::store::checked_name;
use crate::desk::Open;
use crate::fault::{Fault, FaultCode};
use crate::{Call, Desk, JobKind, Right, Seat};
use ::store::{Account as AccountRow, NewAccount};
use model::Millis;
use provider::Provider;
use register::{Draft, EntryKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use ts_rs::TS;

/// An account as people see it. Secrets never leave the store.
#[derive(Debug, Serialize, TS)]
pub struct Account {
    pub id: i64,
    pub name: String,
    pub provider: String,
    pub url: String,
    pub created_at: Millis,
    pub last_sync_at: Option<Millis>,
    /// What the last sync ended with, in words.
    pub last_sync_note: Option<String>,
    pub sessions: u64,
    pub messages: u64,
    pub deliveries: u64,
}

#[derive(Debug, Deserialize, TS)]
pub struct List {}

impl Call for List {
    const NAME: &'static str = "accounts.list";
    const RIGHT: Right = Right::Read;
    type Reply = Vec<Account>;

    fn run(self, seat: &Seat<'_>) -> Result<Self::Reply, Fault> {
        let reader = seat.store()?.reader()?;
        ::store::account::list(&reader)?.into_iter().map(|row| seen(&reader, row)).collect()
    }
}

#[derive(Deserialize, TS)]
pub struct Add {
    pub name: String,
    pub provider: String,
    pub url: String,
    pub settings: BTreeMap<String, String>,
    pub secrets: BTreeMap<String, String>,
}

impl Call for Add {
    const NAME: &'static str = "accounts.add";
    const RIGHT: Right = Right::Accounts;
    type Reply = Account;

    fn run(self, seat: &Seat<'_>) -> Result<Account, Fault> {
        let name = checked_name(&self.name)?;
        let open = seat.open()?;
        if ::store::account::by_name(&*open.store.reader()?, &name)?.is_some() {
            return Err(Fault::new(
                FaultCode::Exists,
                format!("There is an account named {name:?} already."),
                "",
                "Choose another name.",
            ));
        }
        if self.url != demo::URL {
            // Settings that cannot work are told before they are kept.
            reach(&self.provider, &self.url, &self.settings, &self.secrets)?;
        }
        let now = Desk::now();
        let new = NewAccount {
            name,
            provider: self.provider,
            url: self.url,
            settings: self.settings,
            secrets: self.secrets,
        };
        let id = open.store.write(|tx| tx.account_add(&new, now))?;
        enter(seat, EntryKind::AccountAdded, &new.name)?;
        account(open, id)
    }
}

/// Makes a first call and tells what the credentials may read.
#[derive(Debug, Deserialize, TS)]
pub struct Test {
    pub id: i64,
}

#[derive(Debug, Serialize, TS)]
pub struct TestReply {
    pub words: String,
}

impl Call for Test {
    const NAME: &'static str = "accounts.test";
    const RIGHT: Right = Right::Accounts;
    type Reply = TestReply;

    fn run(self, seat: &Seat<'_>) -> Result<TestReply, Fault> {
        let provider = connect(seat.desk, &row(seat.open()?, self.id)?)?;
        let standing = seat.desk.runtime().block_on(provider.test())?;
        Ok(TestReply { words: standing.words })
    }
}

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
        if seat.desk.jobs.running(JobKind::Sync).is_some() {
            let todo = "Wait until it has ended, or cancel it.";
            return Err(Fault::new(
                FaultCode::Refused,
                "A sync is running.",
                "It may be writing to this account.",
                todo,
            ));
        }
        let open = seat.open()?;
        let name = row(open, self.id)?.name;
        open.store.write(|tx| tx.account_remove(self.id, self.data, Desk::now()))?;
        enter(seat, EntryKind::AccountRemoved, &name)
    }
}

pub(crate) fn row(open: &Open, id: i64) -> Result<AccountRow, Fault> {
    ::store::account::get(&*open.store.reader()?, id)?.ok_or_else(|| Fault::not_found("account"))
}

pub(crate) fn account(open: &Open, id: i64) -> Result<Account, Fault> {
    let row = row(open, id)?;
    let reader = open.store.reader()?;
    seen(&reader, row)
}

/// The provider of an account, ready to be asked.
pub(crate) fn connect(desk: &Desk, row: &AccountRow) -> Result<Box<dyn Provider>, Fault> {
    if row.url == demo::URL {
        let (url, secrets) = desk.demo.address(desk)?;
        return reach(&row.provider, &url, &row.settings, &secrets);
    }
    reach(&row.provider, &row.url, &row.settings, &row.secrets)
}

fn reach(
    provider: &str,
    url: &str,
    settings: &BTreeMap<String, String>,
    secrets: &BTreeMap<String, String>,
) -> Result<Box<dyn Provider>, Fault> {
    let limits = provider::limits::Limits::default();
    Ok(provider::connect(provider, url, settings, secrets, limits, Arc::new(Desk::now))?)
}

fn seen(reader: &::store::Reader<'_>, row: AccountRow) -> Result<Account, Fault> {
    let counts = ::store::account::counts(reader, row.id)?;
    Ok(Account {
        id: row.id,
        name: row.name,
        provider: row.provider,
        url: row.url,
        created_at: row.created_at,
        last_sync_at: row.last_sync_at,
        last_sync_note: row.last_sync_note,
        sessions: counts.sessions,
        messages: counts.messages,
        deliveries: counts.deliveries,
    })
}

fn enter(seat: &Seat<'_>, kind: EntryKind, account: &str) -> Result<(), Fault> {
    let person = seat.person()?.name.clone();
    let detail = BTreeMap::from([("account".to_owned(), account.into())]);
    register::append(seat.store()?, Draft { at: Desk::now(), person, kind, detail })?;
    Ok(())
}
