//! `account`: add, list, test.

use crate::args::{Account, Global};
use crate::door;
use crate::end::End;
use crate::out::{Out, table};
use api::calls::accounts::{Add, List, Test};
use api::{Asker, Desk};
use std::collections::BTreeMap;

pub fn run(global: &Global, out: &Out, what: Account) -> Result<(), End> {
    match what {
        Account::Add { name, provider, url, set, secret } => {
            // Told before the passphrase is asked for.
            let settings = pairs(&set, "--set KEY=VALUE")?;
            let secrets = secrets(&secret)?;
            let (desk, asker) = door::unlocked(global)?;
            let account = desk.ask(asker, Add { name, provider, url, settings, secrets })?;
            out.result(&account, || {
                format!("The account {} is added. Fetch its logs with: sync {}", account.name, account.name)
            })
        }
        Account::List => {
            let (desk, asker) = door::unlocked(global)?;
            list(&desk, asker, out)
        }
        Account::Test { name } => {
            let (desk, asker) = door::unlocked(global)?;
            let id = by_name(&desk, asker, &name)?;
            let reply = desk.ask(asker, Test { id })?;
            out.result(&reply, || reply.words.clone())
        }
    }
}

fn list(desk: &Desk, asker: Asker, out: &Out) -> Result<(), End> {
    let accounts = desk.ask(asker, List {})?;
    let heads =
        ["Name", "Provider", "Address", "Chats", "Messages", "Deliveries", "Last sync"].map(str::to_owned);
    let words = || {
        let row = |a: &api::calls::accounts::Account| {
            let last = a.last_sync_note.clone().unwrap_or_else(|| "never".into());
            let counts = [a.sessions, a.messages, a.deliveries].map(|n| n.to_string());
            [vec![a.name.clone(), a.provider.clone(), a.url.clone()], counts.to_vec(), vec![last]].concat()
        };
        table(&heads, &accounts.iter().map(row).collect::<Vec<_>>())
    };
    out.result(&accounts, words)
}

pub fn by_name(desk: &Desk, asker: Asker, name: &str) -> Result<i64, End> {
    let accounts = desk.ask(asker, List {})?;
    match accounts.iter().find(|account| account.name == name) {
        Some(account) => Ok(account.id),
        None => {
            let known: Vec<&str> = accounts.iter().map(|account| account.name.as_str()).collect();
            Err(End::Usage(format!("There is no account {name:?}. There are: {}.", known.join(", "))))
        }
    }
}

fn pairs(given: &[String], form: &str) -> Result<BTreeMap<String, String>, End> {
    let pair = |text: &String| match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err(End::Usage(format!("{text:?} is not of the form {form}."))),
    };
    given.iter().map(pair).collect()
}

/// The values come from the environment, so that they stand in no list of processes and no history.
fn secrets(given: &[String]) -> Result<BTreeMap<String, String>, End> {
    let value = |(key, variable): (String, String)| match std::env::var(&variable) {
        Ok(value) if !value.is_empty() => Ok((key, value)),
        _ => Err(End::Usage(format!("The environment variable {variable} (for {key}) is not set."))),
    };
    pairs(given, "--secret KEY=ENVVAR")?.into_iter().map(value).collect()
}
