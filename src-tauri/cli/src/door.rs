//! Secrets, from where they may come: a file descriptor, the environment, a prompt. Never an argument.

use crate::args::Global;
use crate::end::End;
use api::calls::store::Unlock;
use api::{Asker, Desk};
use std::io::{IsTerminal, Read};

/// A longer line is not a passphrase.
const LONGEST: u64 = 4096;

/// The desk of the named store, locked.
pub fn desk(global: &Global) -> Result<Desk, End> {
    let dir = match &global.store {
        Some(dir) => dir.clone(),
        None => api::data_folder()
            .ok_or_else(|| End::Usage("No home folder was found: say --store DIR.".into()))?,
    };
    Ok(Desk::new(dir)?)
}

/// The desk, unlocked, and the person who sits at it.
pub fn unlocked(global: &Global) -> Result<(Desk, Asker), End> {
    let desk = desk(global)?;
    let passphrase = passphrase(global, false)?;
    let person = desk.ask(Asker::NOBODY, Unlock { passphrase })?;
    Ok((desk, Asker { person: Some(person.id) }))
}

/// The store's passphrase; asked twice when it is a new one.
pub fn passphrase(global: &Global, new: bool) -> Result<String, End> {
    if let Some(given) = given(global.passphrase_fd, "COUNTERFOIL_PASSPHRASE")? {
        return Ok(given);
    }
    let missing =
        "No passphrase: give --passphrase-fd N, set COUNTERFOIL_PASSPHRASE, or run it in a terminal.";
    prompt("Passphrase of the store: ", new, missing)
}

/// From the descriptor or the environment, where one of them is given.
pub fn given(descriptor: Option<u32>, variable: &str) -> Result<Option<String>, End> {
    if let Some(number) = descriptor {
        return from_descriptor(number).map(Some);
    }
    match std::env::var(variable) {
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(End::Usage(format!("{variable} is not Unicode text."))),
    }
}

pub fn prompt(question: &str, twice: bool, missing: &str) -> Result<String, End> {
    if !std::io::stdin().is_terminal() {
        return Err(End::Usage(missing.into()));
    }
    let first = rpassword::prompt_password(question)?;
    if twice && first != rpassword::prompt_password("Once more: ")? {
        return Err(End::Usage("The two do not match. Nothing was done.".into()));
    }
    Ok(first)
}

#[cfg(unix)]
fn from_descriptor(number: u32) -> Result<String, End> {
    let unreadable =
        |why: std::io::Error| End::Usage(format!("File descriptor {number} cannot be read: {why}."));
    let file = std::fs::File::open(format!("/dev/fd/{number}")).map_err(unreadable)?;
    let mut text = String::new();
    file.take(LONGEST).read_to_string(&mut text).map_err(unreadable)?;
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}

#[cfg(not(unix))]
fn from_descriptor(_: u32) -> Result<String, End> {
    Err(End::Usage("File descriptors cannot be named on this system: use the environment variable.".into()))
}
