//! What would leave, before anyone gives a purpose or a password.

use crate::error::Result;
use crate::spec::Spec;
use crate::table::Table;
use model::SessionState;
use query::{Query, Subject, Term, Test, Value};
use store::Store;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Rows that would leave.
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
    Ok(Preview { rows: query::count(&store.view()?, &leaving(spec))?, columns })
}

/// The query, and where open chats are left out, that too.
fn leaving(spec: &Spec) -> Query {
    let mut query = spec.query.clone();
    if !spec.include_open && spec.subject != Subject::Deliveries {
        let values = vec![Value::Choice(SessionState::Closed.as_str().to_owned())];
        query.terms.push(Term { negated: false, test: Test::Field { name: "state", values } });
    }
    query
}
