//! What the index knows of a session, a message and a delivery: the three schemas, and how a record
//! becomes a row of them.
//!
//! A value is what the record says, as it says it; nothing stands for what it leaves open. A field that
//! refers to another record holds [`reference`]: the provider's id and the name as it is known now.

pub mod delivery;
mod entry;
pub mod message;
mod schema;
pub mod session;

pub(crate) use entry::Entry;
use index::Schema;
use model::Kind;

pub use delivery::SCHEMA as DELIVERY;
pub use message::SCHEMA as MESSAGE;
pub use session::SCHEMA as SESSION;

/// Stands between id and name in the value of a reference.
pub const BETWEEN: char = '\u{1f}';

/// What is searched: each has a table and an index of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    Session,
    Message,
    Delivery,
}

impl Subject {
    pub const ALL: [Self; 3] = [Self::Session, Self::Message, Self::Delivery];

    /// The kind of its records, and by name its table.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Session => Kind::Session,
            Self::Message => Kind::Message,
            Self::Delivery => Kind::Delivery,
        }
    }

    /// The subject whose records are of this kind.
    pub fn of(kind: Kind) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.kind() == kind)
    }

    pub const fn schema(self) -> &'static Schema {
        match self {
            Self::Session => &SESSION,
            Self::Message => &MESSAGE,
            Self::Delivery => &DELIVERY,
        }
    }

    /// The column that the index is ordered by.
    pub(crate) const fn time(self) -> &'static str {
        match self {
            Self::Session => "created_at",
            Self::Message => "at",
            Self::Delivery => "recorded_at",
        }
    }

    /// Stored; never change one.
    pub(crate) const fn code(self) -> i64 {
        match self {
            Self::Session => 1,
            Self::Message => 2,
            Self::Delivery => 3,
        }
    }
}

/// The value of a field that refers to the record `ext`: its id, [`BETWEEN`], and its name, which is
/// empty as long as none is known.
pub fn reference(ext: &str, name: Option<&str>) -> String {
    // A provider's id may hold anything; what separates must not.
    let mut value = ext.replace(BETWEEN, " ");
    value.push(BETWEEN);
    value.push_str(name.unwrap_or_default());
    value
}

/// The id and the name in the value of a reference.
pub fn referred(value: &str) -> (&str, &str) {
    value.split_once(BETWEEN).unwrap_or((value, ""))
}

/// A field that may refer to records of a kind.
pub(crate) struct Refers {
    pub subject: Subject,
    pub field: u8,
    pub kind: Kind,
}

const fn refers(subject: Subject, field: u8, kind: Kind) -> Refers {
    Refers { subject, field, kind }
}

/// All of them. Who spoke in a message is of the kind that its person says.
pub(crate) const REFERS: &[Refers] = &[
    refers(Subject::Session, session::CONTACT, Kind::Contact),
    refers(Subject::Session, session::AGENT, Kind::Agent),
    refers(Subject::Session, session::CAMPAIGN, Kind::Campaign),
    refers(Subject::Message, message::NAME, Kind::Agent),
    refers(Subject::Message, message::NAME, Kind::Bot),
    refers(Subject::Message, message::NAME, Kind::Contact),
    refers(Subject::Message, message::TEMPLATE, Kind::Template),
    refers(Subject::Message, message::AGENT, Kind::Agent),
    refers(Subject::Message, message::CAMPAIGN, Kind::Campaign),
    refers(Subject::Delivery, delivery::TEMPLATE, Kind::Template),
    refers(Subject::Delivery, delivery::BATCH, Kind::Batch),
    refers(Subject::Delivery, delivery::CONTACT, Kind::Contact),
    refers(Subject::Delivery, delivery::CAMPAIGN, Kind::Campaign),
];

#[cfg(test)]
mod tests;
