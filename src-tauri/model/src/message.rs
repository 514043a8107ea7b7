//! What was said in a session.

use crate::time::Stamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Incoming,
    Outgoing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PersonKind {
    /// The customer.
    User,
    Agent,
    Bot,
    /// The provider itself: notices, state changes written into the chat.
    System,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    Text,
    Image,
    Audio,
    Video,
    File,
    Location,
    Template,
    /// Written among agents; the customer never saw it.
    Note,
    Other,
}

macro_rules! names {
    ($type:ty { $($variant:ident = $name:literal),+ $(,)? }) => {
        impl $type {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.as_str() == name)
            }
        }
    };
}
pub(crate) use names;

names!(Direction { Incoming = "incoming", Outgoing = "outgoing" });
names!(PersonKind { User = "user", Agent = "agent", Bot = "bot", System = "system" });
names!(MessageKind {
    Text = "text", Image = "image", Audio = "audio", Video = "video", File = "file",
    Location = "location", Template = "template", Note = "note", Other = "other",
});

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub id: String,
    pub session_id: String,
    pub at: Stamp,
    pub direction: Direction,
    pub person: PersonKind,
    pub person_id: Option<String>,
    pub kind: MessageKind,
    pub text: String,
    pub caption: Option<String>,
    /// A link is data: shown, never fetched on its own.
    pub attachment: Option<String>,
    pub template_id: Option<String>,
    /// The delivery that carried it, where the provider links them.
    pub delivery_id: Option<String>,
}
