//! What the window and the command line may ask.
//!
//! Every request is a type that names itself and the right it needs ([`Call`]); [`Desk::ask`] is the
//! one place where the asker is looked up, the right is checked and a panic is caught. The window's
//! JSON and the command line's types go through it alike. Nothing here knows a window.

mod background;
pub mod bindings;
mod call;
pub mod calls;
mod coverage;
mod desk;
mod fault;
mod held;
mod highlight;
mod jobs;
mod limits;
mod place;
mod question;
mod rights;
mod schedule;
#[cfg(test)]
mod tests;
mod timetable;
mod ways;

pub use ::import::{Encoding as ImportEncoding, Form as ImportForm, Mapping as ImportMapping};
pub use call::Call;
pub use desk::{Desk, Seat};
pub use export::{CsvProfile, Form, Purpose};
pub use fault::{Fault, FaultCode};
pub use jobs::{
    ExportDone, ImportDone, ImportPreview, ImportUndone, Job, JobKind, JobProgress, JobState, SyncDone,
};
pub use model::Stamp;
pub use place::{data_folder, local_offset};
pub use query::{Cell, ColumnInfo, Row, Sort, Subject};
pub use register::Entry;
pub use rights::{Asker, Person, Right, Role};
