//! Which providers there are, and what each must be told.

use crate::fault::Fault;
use crate::{Call, Right, Seat};
use provider::Takes;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Serialize, TS)]
pub struct ProviderField {
    pub name: String,
    pub title: String,
    pub help: String,
    pub required: bool,
    pub takes: FieldKind,
}

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    Text,
    /// Where requests go, credentials with them: changing it asks for the credentials once more.
    Address,
    /// A time zone by its IANA name.
    Zone,
    /// Hours of the week.
    Hours,
}

#[derive(Debug, Serialize, TS)]
pub struct ProviderInfo {
    pub id: String,
    pub title: String,
    /// The address where most accounts are, taken when none is given; absent when each has its own.
    pub url: Option<String>,
    pub settings: Vec<ProviderField>,
    pub secrets: Vec<ProviderField>,
}

#[derive(Debug, Deserialize, TS)]
pub struct List {}

impl Call for List {
    const NAME: &'static str = "providers.list";
    const RIGHT: Right = Right::Door;
    type Reply = Vec<ProviderInfo>;

    fn run(self, _: &Seat<'_>) -> Result<Self::Reply, Fault> {
        Ok(provider::catalogue().iter().map(info).collect())
    }
}

fn info(described: &provider::Described) -> ProviderInfo {
    ProviderInfo {
        id: described.id.to_owned(),
        title: described.title.to_owned(),
        url: described.url.map(str::to_owned),
        settings: described.all_settings().map(field).collect(),
        secrets: described.secrets.iter().map(field).collect(),
    }
}

fn field(setting: &provider::Setting) -> ProviderField {
    ProviderField {
        name: setting.name.to_owned(),
        title: setting.title.to_owned(),
        help: setting.help.to_owned(),
        required: setting.required,
        takes: match setting.takes() {
            Takes::Text => FieldKind::Text,
            Takes::Address => FieldKind::Address,
            Takes::Zone => FieldKind::Zone,
            Takes::Hours => FieldKind::Hours,
        },
    }
}
