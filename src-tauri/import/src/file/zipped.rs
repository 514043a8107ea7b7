//! A zip that holds one file, encrypted or not. Nothing is unpacked to the disk.

use super::no_form;
use crate::error::{Error, Result};
use crate::limits;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use zip::ZipArchive;
use zip::read::ZipReadOptions;
use zip::result::ZipError;

type Archive = ZipArchive<BufReader<File>>;

fn archive(path: &Path) -> Result<Archive> {
    let archive = ZipArchive::new(BufReader::new(File::open(path)?)).map_err(fault)?;
    match archive.len() > limits::FILES {
        true => Err(Error::TooLarge { what: format!("it holds more than {} files", limits::FILES) }),
        false => Ok(archive),
    }
}

/// As docs/FORMAT.md has it.
const MANIFEST: &str = "manifest.json";

/// The one file in it that a person put there. The password is tried.
pub(super) fn only_entry(path: &Path, password: Option<&str>) -> Result<usize> {
    let mut archive = archive(path)?;
    let mut found = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(fault)?;
        let name = entry.name().map_err(fault)?.into_owned();
        // Our own exports say beside the data what it is.
        let hidden = name == MANIFEST
            || name.starts_with("__MACOSX/")
            || name.rsplit('/').next().is_some_and(|n| n.starts_with('.'));
        if entry.is_file() && !hidden {
            found.push((index, entry.encrypted()));
        }
        if found.len() > 1 {
            return Err(no_form("the zip holds several files; unpack it, then import them one by one"));
        }
    }
    let Some((index, encrypted)) = found.pop() else { return Err(no_form("the zip holds no file")) };
    if encrypted && password.is_none() {
        return Err(Error::PasswordNeeded);
    }
    open(&mut archive, index, password, |_| Ok(()))?;
    Ok(index)
}

/// Reads an entry.
pub(super) fn with<T>(
    path: &Path,
    entry: usize,
    password: Option<&str>,
    work: impl FnOnce(&mut dyn Read) -> Result<T>,
) -> Result<T> {
    open(&mut archive(path)?, entry, password, work)
}

fn open<T>(
    archive: &mut Archive,
    entry: usize,
    password: Option<&str>,
    work: impl FnOnce(&mut dyn Read) -> Result<T>,
) -> Result<T> {
    let options = ZipReadOptions::new().password(password.map(str::as_bytes));
    let mut file = archive.by_index_with_options(entry, options).map_err(fault)?;
    let encrypted = file.encrypted();
    work(&mut file).map_err(|error| match error {
        // The old cipher lets one wrong password in 256 pass, which shows only in what comes out.
        Error::Io(inner) if encrypted && inner.kind() == std::io::ErrorKind::InvalidData => {
            Error::PasswordWrong
        }
        other => other,
    })
}

fn fault(error: ZipError) -> Error {
    match error {
        ZipError::InvalidPassword => Error::PasswordWrong,
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Error::PasswordNeeded,
        ZipError::Io(error) => error.into(),
        other => no_form(&format!("the zip is damaged or of a kind that is not known here ({other})")),
    }
}
