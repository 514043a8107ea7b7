//! The way to the providers of accounts.

use crate::Desk;
use crate::calls::accounts::IMPORT_PROVIDER;
use crate::calls::demo::{self, Demo};
use crate::fault::{Fault, FaultCode};
use ::store::{Account, NewAccount};
use provider::Provider;
use provider::limits::Limits;
use std::sync::Arc;
use tokio::runtime::Handle;

/// What reaching a provider takes; cheap to clone.
#[derive(Clone)]
pub(crate) struct Ways {
    pub demo: Arc<Demo>,
    pub runtime: Handle,
}

impl Ways {
    /// The provider of an account, ready to be asked.
    ///
    /// # Errors
    /// `Refused` for an account that files fill; `Invalid` for settings that cannot work; those of the demo provider when it does not start.
    pub fn connect(&self, row: &Account, limits: Limits) -> Result<Box<dyn Provider>, Fault> {
        if row.provider == IMPORT_PROVIDER {
            let why = "It is filled from files, so there is no provider to ask.";
            let what = format!("The account {} cannot be synced.", row.name);
            return Err(Fault::new(FaultCode::Refused, what, why, "Import a file into it."));
        }
        let mut given = given(row);
        if row.url == demo::URL {
            (given.url, given.secrets) = self.demo.address(&self.runtime)?;
        }
        reach(&given, limits)
    }
}

/// What was given to make an account as it is now.
pub(crate) fn given(row: &Account) -> NewAccount {
    NewAccount {
        name: row.name.clone(),
        provider: row.provider.clone(),
        url: row.url.clone(),
        settings: row.settings.clone(),
        secrets: row.secrets.clone(),
    }
}

/// Nothing is asked of the server yet.
pub(crate) fn reach(given: &NewAccount, limits: Limits) -> Result<Box<dyn Provider>, Fault> {
    let NewAccount { provider, url, settings, secrets, .. } = given;
    Ok(provider::connect(provider, url, settings, secrets, limits, Arc::new(Desk::now))?)
}
