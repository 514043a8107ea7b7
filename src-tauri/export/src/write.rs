//! The part file: rows in their form, manifest, zip, and all of it on the disk.
//!
//! Rows pass through in batches, all from one state of the store; memory does not grow with their
//! number, but for eight bytes an id.

use crate::digest::{Counting, HashingWriter, Print};
use crate::error::{Error, Result};
use crate::manifest::{self, FileSaid};
use crate::progress::{Meter, Progress};
use crate::run::{Begun, Run};
use crate::table::Table;
use crate::zipped::ProtectedZip;
use crate::{form, limits, part};
use model::Stamp;
use query::{Sort, View};
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// What came to stand in the file.
pub(crate) struct Contents {
    pub rows: u64,
    pub left_out: u64,
    pub complete: bool,
}

/// Who is told how far it is, and who may stop it.
pub(crate) struct Ear<'e> {
    pub cancel: &'e AtomicBool,
    pub on: &'e mut dyn FnMut(Progress),
}

impl Ear<'_> {
    fn heed(&self) -> Result<()> {
        if self.cancel.load(Ordering::Relaxed) { Err(Error::Cancelled) } else { Ok(()) }
    }
}

pub(crate) fn write(begun: &Begun<'_>, ear: &mut Ear<'_>) -> Result<(Print, Contents)> {
    let Run { store, spec, .. } = begun.run;
    let table = Table::of(spec.subject, &spec.columns)?;
    let bytes = Cell::new(0);
    let file = BufWriter::with_capacity(limits::WRITE_BUFFER, part::create(&spec.out)?);
    let file = HashingWriter::new(Counting::new(file, &bytes));
    let at = Stamp { at: begun.at, offset: spec.offset };
    let mut zip = ProtectedZip::new(file, &spec.password, at)?;

    let name = spec.entry_name();
    let mut data = zip.entry(&name)?;
    let contents =
        Rows { run: begun.run, table: &table, bytes: &bytes }.write(&store.long_view()?, &mut data, ear)?;
    let print = data.print();
    let manifest = manifest::say(begun, table.heads(), &contents, FileSaid::new(name, print));
    serde_json::to_writer_pretty(zip.entry(manifest::ENTRY)?, &manifest)?;

    let (file, print) = zip.finish()?.finish();
    sync(file.inner).map_err(Error::disk(&part::part_path(&spec.out)))?;
    // Bytes and name: what the register is about to vouch for must be there after a power cut.
    part::sync_folder(&spec.out)?;
    Ok((print, contents))
}

fn sync(file: BufWriter<File>) -> io::Result<()> {
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}

struct Rows<'r> {
    run: Run<'r>,
    table: &'r Table,
    bytes: &'r Cell<u64>,
}

impl Rows<'_> {
    fn write(&self, view: &View<'_>, to: &mut dyn Write, ear: &mut Ear<'_>) -> Result<Contents> {
        let spec = self.run.spec;
        let ids = query::ids(view, spec.subject, &spec.query, &oldest_first(spec.subject))?;
        let mut form = form::begin(to, spec.form, spec.profile, &self.table.heads())?;
        let mut meter = Meter::new((self.run.clock)(), ids.len() as u64);
        let mut contents = Contents { rows: 0, left_out: 0, complete: true };
        let mut read = 0;
        self.tell(&mut meter, read, ear);
        for batch in ids.chunks(limits::BATCH) {
            ear.heed()?;
            contents.left_out += self.table.read(view, batch, spec, &mut |cells| {
                contents.rows += 1;
                form.row(cells)
            })?;
            read += batch.len() as u64;
            self.tell(&mut meter, read, ear);
        }
        ear.heed()?;
        form.finish()?;
        contents.complete = contents.rows + contents.left_out == read;
        Ok(contents)
    }

    fn tell(&self, meter: &mut Meter, read: u64, ear: &mut Ear<'_>) {
        if let Some(progress) = meter.tell(read, self.bytes.get(), (self.run.clock)()) {
            (ear.on)(progress);
        }
    }
}

/// A file is read from its beginning, and a conversation too.
fn oldest_first(subject: query::Subject) -> Sort {
    Sort { desc: false, ..Sort::newest(subject) }
}
