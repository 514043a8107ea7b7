//! The demo account (B23): a provider of our own, inside this program, on loopback.

use super::accounts::{self, Account};
use crate::fault::{Fault, FaultCode};
use crate::{Call, Right, Seat};
use ::demo::{Options, Running, Source};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use tokio::runtime::Handle;
use ts_rs::TS;

/// Stands in the account instead of an address, since the port changes from start to start.
pub(crate) const URL: &str = "demo:";
const NAME: &str = "Demo";
/// Enough to look like a company's year, little enough to be there in a few seconds.
const MESSAGES: u64 = 13_000;
const SEED: u64 = 2026;

/// The provider, once somebody has asked for it.
#[derive(Default)]
pub(crate) struct Demo {
    running: Mutex<Option<Running>>,
    offered: AtomicBool,
}

impl Demo {
    /// Was this program started to show the demo?
    pub fn offered(&self) -> bool {
        self.offered.load(Ordering::Relaxed)
    }

    pub fn offer(&self) {
        self.offered.store(true, Ordering::Relaxed);
    }

    /// Its address and credentials; starts it when it is not running.
    pub fn address(&self, runtime: &Handle) -> Result<(String, BTreeMap<String, String>), Fault> {
        let mut slot = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if slot.is_none() {
            let options = Options {
                source: Source::Generated { seed: SEED, messages: MESSAGES },
                live: true,
                ..Options::default()
            };
            *slot = Some(runtime.block_on(::demo::serve(options)).map_err(not_started)?);
        }
        let running = slot.as_ref().ok_or_else(|| Fault::internal("the demo provider did not start"))?;
        let secrets = BTreeMap::from([("token".to_owned(), running.token.clone())]);
        Ok((running.url.clone(), secrets))
    }
}

/// Adds the demo account, unless it is there. Its logs are made up; nothing leaves the machine.
#[derive(Debug, Deserialize, TS)]
pub struct Start {}

impl Call for Start {
    const NAME: &'static str = "demo.start";
    const RIGHT: Right = Right::Accounts;
    type Reply = Account;

    fn run(self, seat: &Seat<'_>) -> Result<Account, Fault> {
        seat.desk.demo.address(seat.desk.runtime())?;
        let open = seat.open()?;
        let known = ::store::account::list(&*open.store.reader()?)?;
        match known.into_iter().find(|row| row.url == URL) {
            Some(row) => accounts::account(open, row.id),
            None => accounts::Add {
                name: NAME.to_owned(),
                provider: "log-api".to_owned(),
                url: URL.to_owned(),
                settings: BTreeMap::new(),
                secrets: BTreeMap::new(),
                schedule: None,
            }
            .run(seat),
        }
    }
}

fn not_started(error: ::demo::Error) -> Fault {
    let todo = "Check that programs may listen on 127.0.0.1, then try again.";
    Fault::new(FaultCode::Provider, "The demo provider did not start.", error.to_string(), todo)
}
