//! Requests and answers held against a provider's official document (OpenAPI 3.0 or 3.1, Swagger 2.0): the path and
//! its method are there, parameters are known and of their types, bodies are what the document says.
//!
//! It reads what such documents say of JSON over HTTP and passes over the rest: headers, security, servers, forms.

mod document;
mod operation;
mod schema;

pub use document::Document;
pub use operation::Checked;

use fakes::{Answer, Asked};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A document of a provider.
#[derive(Debug, Clone, Copy)]
pub struct File {
    /// Its name in the folder of documents.
    pub name: &'static str,
    /// What stands before the document's paths in requests.
    pub base: &'static str,
}

/// What a document says too strictly, with everybody knowing better.
#[derive(Debug, Clone, Copy, Default)]
pub struct Lenient {
    /// `format: uri` means relative ones too.
    pub relative_uris: bool,
    /// A further page of a list has a part more in its path, which the document leaves out.
    pub pages_in_path: bool,
    /// Fields, and values of them, that the document leaves out.
    pub values: &'static [(&'static str, &'static str)],
    /// Parameters of queries that the document leaves out.
    pub parameters: &'static [&'static str],
}

/// Where the documents lie, beside the project; `None`, said aloud, where they do not.
pub fn folder() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/specs");
    if path.is_dir() {
        return Some(path);
    }
    eprintln!(
        "NOT RUN: the official documents are not here; the folder shared/specs lies beside the project where they are"
    );
    None
}

/// Checks what was asked and answered.
///
/// # Errors
/// What is wrong with the first few, each in a line.
pub fn check(documents: &[Document], said: &[(Asked, Answer)]) -> Result<BTreeMap<String, Checked>, String> {
    let (mut checked, mut faults) = (BTreeMap::<String, Checked>::new(), Vec::new());
    for (asked, answer) in said {
        let found = documents.iter().find_map(|document| {
            let list = asked.path.rsplit_once('/').filter(|_| document.lenient().pages_in_path);
            let whole = document.operation(&asked.method, &asked.path);
            whole.or_else(|| document.operation(&asked.method, list?.0))
        });
        let Some(operation) = found else {
            faults.push(format!("{} {}: no document has it", asked.method, asked.path));
            continue;
        };
        let each = checked.entry(operation.name.clone()).or_default();
        each.requests += 1;
        faults.extend(operation.request(asked));
        match operation.answer(answer) {
            Ok(described) => each.answers += usize::from(described),
            Err(more) => faults.extend(more),
        }
    }
    faults.sort();
    faults.dedup();
    if faults.is_empty() {
        Ok(checked)
    } else {
        Err(faults.iter().take(12).cloned().collect::<Vec<_>>().join("\n"))
    }
}
