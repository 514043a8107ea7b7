//! `account`: add, list, show, test, edit, pause, resume, remove.

mod show;

use crate::args::{Account, Global, Told};
use crate::door;
use crate::end::End;
use crate::out::{Out, table};
use api::calls::accounts::{self, Add, Edit, List, Pause, Remove, Resume, Test};
use api::{Asker, Desk};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{BufRead, IsTerminal};

pub fn run(global: &Global, out: &Out, what: Account) -> Result<(), End> {
    match what {
        Account::Add { name, provider, told } => add(global, out, name, provider, told),
        Account::Edit { name, rename, told } => edit(global, out, &name, rename, told),
        Account::Remove { name, with_data, yes } => remove(global, out, &name, with_data, yes),
        Account::List => {
            let (desk, asker) = door::unlocked(global)?;
            list(&desk, asker, out)
        }
        Account::Show { name } => on(global, &name, |desk, asker, id| show::run(desk, asker, out, id)),
        Account::Test { name } => on(global, &name, |desk, asker, id| {
            let reply = desk.ask(asker, Test { id })?;
            out.result(&reply, || reply.words.clone())
        }),
        Account::Pause { name } => on(global, &name, |desk, asker, id| {
            let account = desk.ask(asker, Pause { id })?;
            out.result(&account, || {
                format!("{} is paused. Sync it again after: account resume", account.name)
            })
        }),
        Account::Resume { name } => on(global, &name, |desk, asker, id| {
            let account = desk.ask(asker, Resume { id })?;
            out.result(&account, || format!("{} is synced again.", account.name))
        }),
    }
}

/// Does something with an account of this name.
fn on(
    global: &Global,
    name: &str,
    work: impl FnOnce(&Desk, Asker, i64) -> Result<(), End>,
) -> Result<(), End> {
    let (desk, asker) = door::unlocked(global)?;
    let id = by_name(&desk, asker, name)?;
    work(&desk, asker, id)
}

fn add(global: &Global, out: &Out, name: String, provider: String, told: Told) -> Result<(), End> {
    // Told before the passphrase is asked for.
    let (settings, secrets) = (pairs(&told.set, "--set KEY=VALUE")?, secrets(&told.secret)?);
    let (url, schedule) = (told.url.unwrap_or_default(), told.schedule);
    let (desk, asker) = door::unlocked(global)?;
    let account = desk.ask(asker, Add { name, provider, url, settings, secrets, schedule })?;
    out.result(&account, || {
        format!("The account {} is added. Fetch its logs with: sync {}", account.name, account.name)
    })
}

fn edit(global: &Global, out: &Out, name: &str, rename: Option<String>, told: Told) -> Result<(), End> {
    let (settings, secrets) = (pairs(&told.set, "--set KEY=VALUE")?, secrets(&told.secret)?);
    on(global, name, |desk, asker, id| {
        let (url, schedule) = (told.url, told.schedule);
        let account = desk.ask(asker, Edit { id, name: rename, url, settings, secrets, schedule })?;
        out.result(&account, || format!("The account {} is changed.", account.name))
    })
}

fn remove(global: &Global, out: &Out, name: &str, data: bool, yes: bool) -> Result<(), End> {
    on(global, name, |desk, asker, id| {
        if data && !yes {
            sure(desk, asker, id)?;
        }
        desk.ask(asker, Remove { id, data })?;
        let document =
            json!({ "name": name, "removed": true, "data": if data { "deleted" } else { "kept" } });
        out.result(&document, || match data {
            true => format!("The account {name} is removed, and what it brought is deleted."),
            false => format!("The account {name} is removed. What it brought stays."),
        })
    })
}

/// Data goes for good, so its name is asked for once more; without a terminal there is `--yes`.
fn sure(desk: &Desk, asker: Asker, id: i64) -> Result<(), End> {
    if !std::io::stdin().is_terminal() {
        let words = "Deleting what an account brought cannot be undone: say --yes to mean it.";
        return Err(End::Usage(words.to_owned()));
    }
    let account = desk.ask(asker, List {})?.into_iter().find(|account| account.id == id);
    let Some(account) = account else { return Ok(()) };
    eprintln!(
        "{} chats, {} messages and {} deliveries are deleted for good. Type the account's name to mean it:",
        account.sessions, account.messages, account.deliveries
    );
    let mut said = String::new();
    std::io::stdin().lock().read_line(&mut said)?;
    match said.trim() == account.name {
        true => Ok(()),
        false => Err(End::Usage("That is not its name. Nothing was removed.".to_owned())),
    }
}

fn list(desk: &Desk, asker: Asker, out: &Out) -> Result<(), End> {
    let accounts = desk.ask(asker, List {})?;
    let heads = ["Name", "Provider", "Address", "Chats", "Messages", "Deliveries", "Schedule", "Last sync"]
        .map(str::to_owned);
    let words = || {
        let row = |a: &accounts::Account| {
            let last = match (&a.pause, &a.last_sync_note) {
                (Some(pause), _) if pause.refused => "paused: its login was refused".to_owned(),
                (Some(_), _) => "paused".to_owned(),
                (None, Some(note)) => note.clone(),
                (None, None) => "never".to_owned(),
            };
            let counts = [a.sessions, a.messages, a.deliveries].map(|n| n.to_string());
            let names = vec![a.name.clone(), a.provider.clone(), a.url.clone()];
            [names, counts.to_vec(), vec![a.schedule.clone(), last]].concat()
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
