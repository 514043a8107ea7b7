//! The columns, by their titles.

use crate::error::{Error, Result};
use crate::json::Object;
use crate::table::Table;
use csv::StringRecord;

macro_rules! columns {
    ($($name:ident = $title:literal $part:ident),+ $(,)?) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Column { $($name),+ }

        impl Column {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title),+ }
            }

            pub const fn part(self) -> Part {
                match self { $(Self::$name => Part::$part),+ }
            }
        }
    };
}

/// What a column tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Chat,
    Contact,
    Agent,
    Message,
}

// In the order and under the titles of seed S1.
columns! {
    ChatId = "Chat ID" Chat,
    MerchantId = "Merchant ID" Chat,
    Provider = "Provider" Chat,
    ChatCreatedAt = "Chat Created At" Chat,
    MessageCreatedAt = "Message Created At" Message,
    ContactId = "Contact ID" Contact,
    ContactIdentification = "Contact Identification" Contact,
    ContactName = "Contact Name" Contact,
    ContactEmail = "Contact Email" Contact,
    ContactPhone = "Contact Phone Number" Contact,
    ContactMobile = "Contact Mobile Number" Contact,
    AgentId = "Agent ID" Agent,
    AgentName = "Agent Name" Agent,
    AgentUsername = "Agent Username" Agent,
    AgentEmail = "Agent Email" Agent,
    Incoming = "Message Incoming" Message,
    SaidByContact = "Message Contact" Message,
    SaidByAgent = "Message Agent" Message,
    MessageType = "Message Type" Message,
    Caption = "Message Caption" Message,
    Alias = "Alias" Message,
    Bot = "Bot" Message,
    Status = "Status" Chat,
    OpenedAt = "Opened at" Chat,
    PickedUpAt = "Picked up at" Chat,
    ClosedAt = "Closed at" Chat,
    Duration = "Duration" Chat,
}

/// Those without which nothing can be made of a row.
const NEEDED: [Column; 4] =
    [Column::ChatId, Column::MessageCreatedAt, Column::SaidByContact, Column::SaidByAgent];

/// Of the 27, how many make a table such an export.
const ENOUGH: usize = 14;

/// Where the columns stand in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns {
    /// By [`Column::ALL`].
    places: Vec<Option<usize>>,
    /// What each column of the file tells of; those that are not known, of the message.
    parts: Vec<Part>,
}

impl Columns {
    /// Whether a table with this heading is such an export.
    pub fn fit(heads: &[String]) -> bool {
        let is_there = |column: &&Column| heads.iter().any(|head| same(head, column.title()));
        Column::ALL.iter().filter(is_there).count() >= ENOUGH
    }

    pub fn of(table: &Table) -> Result<Self> {
        let place = |column: &Column| table.heads.iter().position(|head| same(head, column.title()));
        let places: Vec<Option<usize>> = Column::ALL.iter().map(place).collect();
        let part = |head: &String| {
            let column = Column::ALL.iter().find(|column| same(head, column.title()));
            column.map_or(Part::Message, |column| column.part())
        };
        let parts = table.heads.iter().map(part).collect();
        let columns = Self { places, parts };
        let lacking: Vec<_> =
            NEEDED.iter().filter(|c| columns.place(**c).is_none()).map(|c| c.title()).collect();
        match lacking.as_slice() {
            [] => Ok(columns),
            _ => Err(Error::Form {
                form: "a B2Chat export",
                what: format!("it has no column {}", lacking.join(" and none ")),
            }),
        }
    }

    fn place(&self, column: Column) -> Option<usize> {
        Column::ALL
            .iter()
            .zip(&self.places)
            .find(|(known, _)| **known == column)
            .and_then(|(_, place)| *place)
    }

    /// Titles of those that the file lacks.
    pub fn missing(&self) -> Vec<&'static str> {
        let all = Column::ALL.iter().zip(&self.places);
        all.filter(|(_, place)| place.is_none()).map(|(column, _)| column.title()).collect()
    }
}

/// Letters and digits alone count: `Chat Id` is `Chat ID`, `chat_id` too.
fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    plain(one) == plain(other)
}

/// A row under its columns.
pub(crate) struct Line<'r> {
    pub columns: &'r Columns,
    pub cells: &'r StringRecord,
    pub heads: &'r [String],
}

impl<'r> Line<'r> {
    /// Empty where the file has no such column.
    pub fn get(&self, column: Column) -> &'r str {
        self.columns.place(column).and_then(|place| self.cells.get(place)).unwrap_or_default()
    }

    /// `None` where it is empty.
    pub fn given(&self, column: Column) -> Option<String> {
        Some(self.get(column).trim()).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// The cells that tell of some parts, under the file's own titles.
    pub fn raw(&self, parts: &[Part]) -> Object {
        let mut object = Object::new();
        for ((head, cell), part) in self.heads.iter().zip(self.cells).zip(&self.columns.parts) {
            if parts.contains(part) {
                object.put(head, cell);
            }
        }
        object
    }
}
