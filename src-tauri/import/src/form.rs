//! What a file may be.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "ImportForm")]
pub enum Form {
    /// B2Chat's export of conversations, and this program's own export of messages: 27 columns.
    B2chat,
    /// Channel Talk's download: a workbook, or JSON.
    ChannelTalk,
    /// Bodies of WhatsApp's webhooks, one a line or one a file of a folder.
    Whatsapp,
    /// A table whose columns a person names.
    Csv,
}

impl Form {
    pub const ALL: [Self; 4] = [Self::B2chat, Self::ChannelTalk, Self::Whatsapp, Self::Csv];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::B2chat => "b2chat",
            Self::ChannelTalk => "channel-talk",
            Self::Whatsapp => "whatsapp",
            Self::Csv => "csv",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.as_str() == name)
    }

    /// For a person.
    pub const fn title(self) -> &'static str {
        match self {
            Self::B2chat => "B2Chat export (27 columns)",
            Self::ChannelTalk => "Channel Talk download (XLSX or JSON)",
            Self::Whatsapp => "WhatsApp webhook bodies",
            Self::Csv => "another CSV",
        }
    }
}
