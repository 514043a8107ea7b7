//! What would leave, before anyone gives a purpose or a password.

use crate::error::Result;
use crate::spec::Spec;
use crate::table::Table;
use store::Store;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Rows the query finds. With open chats left out, at most this many leave.
    pub rows: u64,
    /// Titles, in order.
    pub columns: Vec<String>,
}

/// Counts and names what `spec` would hand out. Writes nothing.
///
/// # Errors
/// An unknown column; a read that was stopped.
pub fn preview(store: &Store, spec: &Spec) -> Result<Preview> {
    let columns =
        Table::of(spec.subject, &spec.columns)?.heads().into_iter().map(|head| head.title).collect();
    let reader = store.reader()?;
    Ok(Preview { rows: query::count(&reader, &spec.query)?, columns })
}
