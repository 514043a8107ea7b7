//! Real files, read from the disk.

mod b2chat;
mod channel_talk;
mod hostile;
mod whatsapp;

use crate::{Flow, Nothing, Opened, Options, Piece, Result, open};
use model::Record;
use std::path::PathBuf;
use tempfile::TempDir;

pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

/// Records, and why rows were rejected.
pub fn read(file: &mut Opened) -> (Vec<Record>, Vec<(u64, String)>) {
    let (mut records, mut rejected) = (Vec::new(), Vec::new());
    let mut take = |all: Vec<model::Fetched>| {
        records.extend(all.iter().map(|one| one.record().unwrap().into_owned()));
    };
    file.read(&Nothing, &mut |piece| {
        match piece {
            Piece::Row { records: Ok(all), .. } | Piece::Rest(all) => take(all),
            Piece::Row { place, records: Err(why) } => rejected.push((place, why)),
        }
        Flow::On
    })
    .unwrap();
    (records, rejected)
}

pub fn opened(path: &std::path::Path, zone: Option<&str>) -> Result<Opened> {
    open(path, &Options { zone: zone.and_then(crate::zone), ..Options::default() })
}

#[test]
fn the_page_on_imports_names_every_field_and_form() {
    // shows B16
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/IMPORT.md")).unwrap();
    for form in crate::Form::ALL {
        assert!(page.contains(&format!("| `{}` |", form.as_str())), "{form:?}");
    }
    for subject in crate::plain::Subject::ALL {
        let name = format!("{subject:?}").to_lowercase();
        let line = page.lines().find(|line| line.starts_with(&format!("| `{name}` | **"))).unwrap();
        let told: Vec<&str> = line.split('|').nth(2).unwrap().split_whitespace().collect();
        let mark = |field: &crate::plain::Field| {
            if field.required { format!("**{}**", field.id) } else { field.id.to_owned() }
        };
        assert_eq!(told, crate::plain::fields(subject).iter().map(mark).collect::<Vec<_>>(), "{name}");
    }
}
