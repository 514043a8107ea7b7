//! What a column is: one declaration from which grid, filters, order and exports follow.

use serde::Serialize;
use ts_rs::TS;

/// How a cell is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    Text,
    Number,
    Time,
    /// Milliseconds.
    Duration,
    /// One of named values; the cell holds the value, the label is in `choices`.
    Choice,
    List,
    Flag,
}

/// A named value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    pub value: &'static str,
    pub label: &'static str,
    /// The stored values it stands for: itself when empty.
    pub means: &'static [&'static str],
}

/// How a field is asked. The strings are SQL expressions over the subject's alias.
#[derive(Debug, Clone, Copy)]
pub enum Filter {
    /// A fragment of any of these texts; with `=` the whole text.
    Text(&'static [&'static str]),
    /// A fragment of a name, or of a number however it is spaced.
    Party {
        name: &'static str,
        number: &'static str,
    },
    /// A phone number, address or identifier: a fragment, however it is spaced.
    Number(&'static str),
    /// A provider's id, whole. `account` and `ext` lead to the index.
    Id {
        account: &'static str,
        ext: &'static str,
    },
    /// A named value. With `open` the data may hold others too.
    Choice {
        sql: &'static str,
        choices: &'static [Choice],
        open: bool,
    },
    /// A response code: itself, its class (`4xx`), `ok` or `failed`.
    Code(&'static str),
    Time(&'static str),
    Amount(&'static str),
    /// Milliseconds.
    Duration(&'static str),
    /// Whole tags of the session whose row id this is.
    Tags(&'static str),
    /// A fragment of the account's name; the SQL is the account's id.
    Account(&'static str),
    /// `has:thing`: name, label, and the SQL condition.
    Has(&'static [(&'static str, &'static str, &'static str)]),
}

/// A [`Filter`] without its SQL, for the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FilterKind {
    Text,
    Choice,
    Code,
    Time,
    Amount,
    Duration,
    Tags,
    Has,
}

impl Filter {
    pub const fn kind(&self) -> FilterKind {
        match self {
            Self::Text(_) | Self::Party { .. } | Self::Number(_) | Self::Id { .. } | Self::Account(_) => {
                FilterKind::Text
            }
            Self::Choice { .. } => FilterKind::Choice,
            Self::Code(_) => FilterKind::Code,
            Self::Time(_) => FilterKind::Time,
            Self::Amount(_) => FilterKind::Amount,
            Self::Duration(_) => FilterKind::Duration,
            Self::Tags(_) => FilterKind::Tags,
            Self::Has(_) => FilterKind::Has,
        }
    }

    /// The named values a person may pick, with their labels.
    pub fn choices(&self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::Choice { choices, .. } => choices.iter().map(|c| (c.value, c.label)).collect(),
            Self::Code(_) => vec![
                ("ok", "Success (2xx)"),
                ("failed", "Failure (anything else)"),
                ("4xx", "4xx"),
                ("5xx", "5xx"),
            ],
            Self::Has(things) => things.iter().map(|(value, label, _)| (*value, *label)).collect(),
            _ => Vec::new(),
        }
    }
}

/// A name in the query text, and how it is asked.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub name: &'static str,
    /// Other names that are understood; the canonical text has `name`.
    pub aliases: &'static [&'static str],
    pub title: &'static str,
    pub filter: Filter,
}

#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub id: &'static str,
    /// Heading in grid and export.
    pub title: &'static str,
    /// One sentence for the person who looks at the heading.
    pub explain: &'static str,
    pub kind: ColumnKind,
    /// The cell. For a time its epoch milliseconds.
    pub sql: &'static str,
    /// A time's offset in minutes; empty for other kinds.
    pub offset: &'static str,
    /// What is sorted by, where that is not the cell.
    pub order: Option<&'static str>,
    /// The cell is never empty, and an index may give the order.
    pub always: bool,
    pub field: Option<Field>,
    pub sort: bool,
    /// Shown before a person chooses columns.
    pub shown: bool,
    /// Pixels.
    pub width: u16,
    /// Rows of the feature list that name it.
    pub seeds: &'static str,
}

/// What the window and the exports need to know about a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ColumnInfo {
    pub id: &'static str,
    pub title: &'static str,
    pub explain: &'static str,
    pub kind: ColumnKind,
    pub sort: bool,
    pub shown: bool,
    pub width: u16,
    /// Name of its filter in the query text.
    pub field: Option<&'static str>,
    pub filter: Option<FilterKind>,
    pub choices: Vec<ChoiceInfo>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ChoiceInfo {
    pub value: &'static str,
    pub label: &'static str,
}

impl Column {
    pub fn info(&self) -> ColumnInfo {
        let choices = self.field.map(|f| f.filter.choices()).unwrap_or_default();
        ColumnInfo {
            id: self.id,
            title: self.title,
            explain: self.explain,
            kind: self.kind,
            sort: self.sort,
            shown: self.shown,
            width: self.width,
            field: self.field.map(|f| f.name),
            filter: self.field.map(|f| f.filter.kind()),
            choices: choices.into_iter().map(|(value, label)| ChoiceInfo { value, label }).collect(),
        }
    }
}
