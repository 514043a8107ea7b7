//! `import`: a file into an account; list, undo.

use super::account::by_name;
use crate::args::{self, Global};
use crate::end::End;
use crate::out::{Out, table};
use crate::{door, wait};
use api::calls::imports::{Accept, ImportInfo, ImportSpec, List, Preview, Undo};
use api::{Asker, Desk, ImportEncoding, ImportForm, ImportMapping, ImportPreview};
use std::path::{Path, PathBuf};

pub fn run(global: &Global, out: &Out, asked: args::Import) -> Result<(), End> {
    match asked.what {
        None => file(global, out, asked.file),
        Some(args::ImportVerb::List) => list(global, out),
        Some(args::ImportVerb::Undo { number }) => undo(global, out, number),
    }
}

fn file(global: &Global, out: &Out, asked: args::ImportFile) -> Result<(), End> {
    let missing = |what: &str| End::Usage(format!("{what} is missing; see counterfoil import --help."));
    let path = absolute(&asked.file.ok_or_else(|| missing("The file"))?)?;
    let into = asked.account.ok_or_else(|| missing("--account NAME"))?;
    let form = asked.form.as_deref().map(form).transpose()?;
    let encoding = asked.encoding.as_deref().map(encoding).transpose()?;
    let mapping = asked.map.as_deref().map(mapping).transpose()?;
    let password = door::given(asked.password_fd, "COUNTERFOIL_IMPORT_PASSWORD")?;
    let (desk, asker) = door::unlocked(global)?;
    let (account, new_account) = match by_name(&desk, asker, &into) {
        Ok(id) => (Some(id), None),
        Err(_) if asked.new_account => (None, Some(into)),
        Err(End::Usage(words)) => {
            return Err(End::Usage(format!(
                "{words} --new-account makes one that is filled from files alone."
            )));
        }
        Err(end) => return Err(end),
    };
    let only_new = asked.only_new;
    let zone = asked.zone;
    let spec = ImportSpec { path, account, new_account, form, zone, encoding, password, mapping, only_new };
    let job = desk.ask(asker, Preview(spec.clone()))?;
    let job = wait::wait(&desk, asker, out, job)?;
    let Some(preview) = job.preview else { return Err(End::System("the preview came to nothing".into())) };
    if !asked.accept {
        desk.close();
        return out
            .result(&preview, || format!("{}\nNothing is written yet: add --accept.", words(&preview)));
    }
    let job = desk.ask(asker, Accept { spec, sha256: preview.sha256 })?;
    let job = wait::wait(&desk, asker, out, job)?;
    desk.close();
    out.result(&job.import, || match &job.import {
        Some(done) => format!(
            "{}\nTaken in as import {}. Undo it with: import undo {}",
            words(&done.preview),
            done.id,
            done.id
        ),
        None => String::new(),
    })
}

fn absolute(path: &Path) -> Result<String, End> {
    let path: PathBuf = std::path::absolute(path)?;
    path.to_str()
        .map(str::to_owned)
        .ok_or_else(|| End::Usage("The name of the file is not Unicode text.".into()))
}

fn form(name: &str) -> Result<ImportForm, End> {
    let known = || ImportForm::ALL.iter().map(|form| form.as_str()).collect::<Vec<_>>().join(", ");
    ImportForm::from_name(name)
        .ok_or_else(|| End::Usage(format!("There is no form {name:?}. There are: {}.", known())))
}

fn encoding(name: &str) -> Result<ImportEncoding, End> {
    let known = || ImportEncoding::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", ");
    ImportEncoding::from_name(name)
        .ok_or_else(|| End::Usage(format!("There is no encoding {name:?}. There are: {}.", known())))
}

fn mapping(path: &Path) -> Result<ImportMapping, End> {
    ImportMapping::load(path).map_err(|words| End::Usage(words.to_string()))
}

fn words(preview: &ImportPreview) -> String {
    let heads =
        ["Records", "New", "Changed", "Unchanged", "Left as they are", "Deleted here"].map(str::to_owned);
    let row = |name: &str, counts: [u64; 5]| {
        [vec![name.to_owned()], counts.iter().map(u64::to_string).collect()].concat()
    };
    let mut rows: Vec<Vec<String>> = preview
        .kinds
        .iter()
        .map(|of| row(of.kind.as_str(), [of.new, of.changed, of.unchanged, of.kept, of.deleted]))
        .collect();
    let all = [preview.new, preview.changed, preview.unchanged, preview.kept, preview.deleted];
    rows.push(row("all", all));
    let mut lines = vec![format!("{}: {} rows, {} rejected", preview.file, preview.rows, preview.rejected)];
    lines.extend(preview.notes.iter().cloned());
    lines.push(table(&heads, &rows));
    lines.extend(preview.rejects.iter().map(|reject| format!("  line {}: {}", reject.place, reject.why)));
    let more = preview.rejected.saturating_sub(preview.rejects.len() as u64);
    if more > 0 {
        lines.push(format!("  and {more} more"));
    }
    lines.join("\n")
}

fn list(global: &Global, out: &Out) -> Result<(), End> {
    let (desk, asker) = door::unlocked(global)?;
    let imports = desk.ask(asker, List {})?;
    let heads =
        ["No.", "File", "Into", "Form", "By", "New", "Changed", "Rejected", "State"].map(str::to_owned);
    let row = |one: &ImportInfo| {
        let state = match (one.undone_at, one.done_at) {
            (Some(_), _) => "undone",
            (None, Some(_)) => "done",
            (None, None) => "broken off",
        };
        let words = [&one.name, &one.into, &one.form, &one.person].map(String::clone);
        let counts = [one.new, one.changed, one.rejected].map(|n| n.to_string());
        [vec![one.id.to_string()], words.to_vec(), counts.to_vec(), vec![state.to_owned()]].concat()
    };
    out.result(&imports, || table(&heads, &imports.iter().map(row).collect::<Vec<_>>()))
}

fn undo(global: &Global, out: &Out, number: i64) -> Result<(), End> {
    let (desk, asker): (Desk, Asker) = door::unlocked(global)?;
    let job = desk.ask(asker, Undo { id: number })?;
    let job = wait::wait(&desk, asker, out, job)?;
    desk.close();
    out.result(&job.undone, || match &job.undone {
        Some(done) => {
            let mut words = format!("{} records removed, {} put back.", done.removed, done.restored);
            if done.left > 0 {
                words +=
                    &format!(" {} were changed again since, or deleted, and stay as they are:", done.left);
                done.first_left.iter().for_each(|left| words += &format!("\n  {left}"));
            }
            words
        }
        None => String::new(),
    })
}
