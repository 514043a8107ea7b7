//! `export`: the way out.

use super::query::subject;
use crate::args::{self, Global};
use crate::end::End;
use crate::out::Out;
use crate::{door, wait};
use api::calls::exports::{ExportSpec, Start};
use api::calls::passwords::Words;
use api::{Asker, CsvProfile, Desk, Form, Purpose};
use std::io::{IsTerminal, Write};
use std::path::Path;

pub fn run(global: &Global, out: &Out, asked: args::Export) -> Result<(), End> {
    let args::Protect::Zip = asked.protect;
    let (folder, file) = place(&asked.out)?;
    let (desk, asker) = door::unlocked(global)?;
    let password = password(&desk, asker, &asked)?;
    let spec = ExportSpec {
        subject: subject(asked.subject),
        text: asked.query,
        offset: api::local_offset(),
        form: match asked.form {
            args::Form::Csv => Form::Csv,
            args::Form::Json => Form::Json,
        },
        profile: match asked.profile {
            args::Profile::Spreadsheet => CsvProfile::Spreadsheet,
            args::Profile::Raw => CsvProfile::Raw,
        },
        columns: asked.columns,
        include_open: !asked.closed_only,
        purpose: Purpose {
            category: asked.category,
            text: asked.purpose.unwrap_or_default(),
            ticket: asked.ticket,
        },
        password,
        folder: Some(folder),
        file: Some(file),
    };
    let job = desk.ask(asker, Start(spec))?;
    let job = wait::wait(&desk, asker, out, job)?;
    desk.close();
    let words = || match &job.export {
        Some(done) => format!(
            "{} rows in {} ({} bytes)\nSHA-256 {}\nRegister entry {}",
            done.rows, done.path, done.bytes, done.sha256, done.number
        ),
        None => String::new(),
    };
    out.result(&job.export, words)
}

fn place(out: &Path) -> Result<(String, String), End> {
    let not_unicode = || End::Usage("The name of the file is not Unicode text.".into());
    let file = out.file_name().ok_or_else(|| End::Usage("--out names no file.".into()))?;
    let folder = std::path::absolute(out)?.parent().map(Path::to_path_buf).unwrap_or_default();
    let text = |path: &std::ffi::OsStr| path.to_str().map(str::to_owned).ok_or_else(not_unicode);
    Ok((text(folder.as_os_str())?, text(file)?))
}

/// Given, asked for twice, or made up and shown once on the terminal.
fn password(desk: &Desk, asker: Asker, asked: &args::Export) -> Result<String, End> {
    if !asked.generate_password {
        if let Some(given) = door::given(asked.password_fd, "COUNTERFOIL_EXPORT_PASSWORD")? {
            return Ok(given);
        }
        let missing =
            "No password: give --password-fd N, set COUNTERFOIL_EXPORT_PASSWORD, or run it in a terminal.";
        let typed = door::prompt("Password for the export (empty: one is made up): ", true, missing)?;
        if !typed.is_empty() {
            return Ok(typed);
        }
    }
    let mut terminal = std::io::stderr();
    if !terminal.is_terminal() {
        let words =
            "A made-up password is shown on the terminal only, and there is none: give --password-fd N.";
        return Err(End::Usage(words.into()));
    }
    let password = desk.ask(asker, Words {})?.password;
    writeln!(terminal, "Password, shown this once: {password}")?;
    Ok(password)
}
