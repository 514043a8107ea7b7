//! Changing an account: what it is told, when it is synced, whether it is paused.

use super::{Account, account, address, filled, row};
use crate::calls::demo;
use crate::calls::store::checked_name;
use crate::fault::{Fault, FaultCode};
use crate::schedule::Schedule;
use crate::ways::{given, reach};
use crate::{Call, Desk, Right, Seat};
use ::store::{Account as AccountRow, NewAccount, PauseWhy};
use provider::limits::Limits;
use provider::{Described, Takes};
use serde::Deserialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// Changes an account. What is absent stays as it is; so do settings and secrets that are not named. An empty value
/// takes one away.
#[derive(Deserialize, TS)]
pub struct Edit {
    pub id: i64,
    pub name: Option<String>,
    pub url: Option<String>,
    pub settings: BTreeMap<String, String>,
    pub secrets: BTreeMap<String, String>,
    /// As [`Account::schedule`].
    pub schedule: Option<String>,
}

impl Call for Edit {
    const NAME: &'static str = "accounts.edit";
    const RIGHT: Right = Right::Accounts;
    type Reply = Account;

    fn run(self, seat: &Seat<'_>) -> Result<Account, Fault> {
        let open = seat.open()?;
        let was = row(&open.store, self.id)?;
        let id = was.id;
        let schedule = self.schedule.as_deref().map(Schedule::parse).transpose()?;
        let new = self.applied(&was)?;
        let told_anew = new != NewAccount { name: new.name.clone(), ..given(&was) };
        if told_anew {
            self.check(&was, &new)?;
        }
        open.store.write(|tx| {
            if new.name != was.name {
                tx.account_rename(id, &new.name)?;
            }
            if let Some(schedule) = schedule {
                tx.account_set_schedule(id, &schedule.to_string())?;
            }
            if told_anew {
                tx.account_set_secrets(id, &new.url, &new.settings, &new.secrets)?;
                // Other credentials may be let in.
                if was.pause.as_ref().is_some_and(|pause| pause.why == PauseWhy::Refused) {
                    tx.account_set_pause(id, None)?;
                }
            }
            Ok(())
        })?;
        account(open, id)
    }
}

impl Edit {
    fn applied(&self, was: &AccountRow) -> Result<NewAccount, Fault> {
        let mut new = given(was);
        if let Some(name) = &self.name {
            new.name = checked_name(name)?;
        }
        if let Some(url) = self.url.as_deref().filter(|url| url.trim() != was.url) {
            new.url = address(&was.provider, url);
        }
        new.settings.extend(self.settings.clone());
        new.secrets.extend(self.secrets.clone());
        (new.settings, new.secrets) = (filled(new.settings), filled(new.secrets));
        Ok(new)
    }

    /// What cannot work is told before it is kept. Credentials that are kept go to no other address than the one
    /// they were given for: whoever sits here could read them there.
    fn check(&self, was: &AccountRow, new: &NewAccount) -> Result<(), Fault> {
        if was.url == demo::URL {
            let what = "The demo account is inside this program and takes no settings.";
            return Err(Fault::new(FaultCode::Refused, what, "", "Add an account for another provider."));
        }
        let settings = provider::described(&was.provider).into_iter().flat_map(Described::all_settings);
        let mut addresses = settings.filter(|setting| setting.takes() == Takes::Address);
        let elsewhere =
            new.url != was.url || addresses.any(|it| new.settings.get(it.name) != was.settings.get(it.name));
        let kept = |name: &String| self.secrets.get(name).is_none_or(|value| value.trim().is_empty());
        if elsewhere && new.secrets.keys().any(kept) {
            return Err(Fault::new(
                FaultCode::Refused,
                "Another address needs the credentials once more.",
                "Those that are kept are sent only to the address they were given for.",
                "Give them together with the address.",
            ));
        }
        reach(new, Limits::default()).map(|_| ())
    }
}

/// From now on an account is not synced. A sync that reads it just now goes on to its end.
#[derive(Debug, Deserialize, TS)]
pub struct Pause {
    pub id: i64,
}

impl Call for Pause {
    const NAME: &'static str = "accounts.pause";
    const RIGHT: Right = Right::Accounts;
    type Reply = Account;

    fn run(self, seat: &Seat<'_>) -> Result<Account, Fault> {
        let open = seat.open()?;
        if row(&open.store, self.id)?.pause.is_none() {
            let pause = ::store::Pause { at: Desk::now(), why: PauseWhy::Person, note: None };
            open.store.write(|tx| tx.account_set_pause(self.id, Some(&pause)))?;
        }
        account(open, self.id)
    }
}

/// An account is synced again, with the credentials that it has.
#[derive(Debug, Deserialize, TS)]
pub struct Resume {
    pub id: i64,
}

impl Call for Resume {
    const NAME: &'static str = "accounts.resume";
    const RIGHT: Right = Right::Accounts;
    type Reply = Account;

    fn run(self, seat: &Seat<'_>) -> Result<Account, Fault> {
        let open = seat.open()?;
        row(&open.store, self.id)?;
        open.store.write(|tx| tx.account_set_pause(self.id, None))?;
        account(open, self.id)
    }
}
