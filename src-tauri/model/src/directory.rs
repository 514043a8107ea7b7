//! The records that sessions and deliveries point at.

use crate::time::Stamp;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub id: String,
    pub name: Option<String>,
    /// Identification number (passport, customer number …).
    pub identification: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub mobile: Option<String>,
    pub language: Option<String>,
    pub country: Option<String>,
    pub company: Option<String>,
    pub created_at: Option<Stamp>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    pub id: String,
    pub name: Option<String>,
    pub username: Option<String>,
    pub email: Option<String>,
    pub mobile: Option<String>,
    pub role: Option<String>,
    pub removed: bool,
    pub created_at: Option<Stamp>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bot {
    pub id: String,
    pub name: Option<String>,
    pub created_at: Option<Stamp>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportBot {
    pub id: String,
    pub name: Option<String>,
    pub revision_id: Option<String>,
    /// The path of sections customers chose.
    pub section_path: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Campaign {
    pub id: String,
    pub name: Option<String>,
    /// `campaign` or `one_time`.
    pub kind: Option<String>,
    pub state: Option<String>,
    pub starts_at: Option<Stamp>,
    pub ends_at: Option<Stamp>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    pub id: String,
    pub name: String,
    pub description: Option<String>,
    pub colour: Option<String>,
    pub created_at: Option<Stamp>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    pub id: String,
    pub name: String,
    pub language: Option<String>,
    pub category: Option<String>,
    /// Text with `{{1}}` or `{{name}}` where parameters go.
    pub body: String,
    pub channel: Option<String>,
}
