//! Who asks, and what they may.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a call needs. `Door` is everything that can be asked in front of a locked store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    Door,
    Read,
    Sync,
    /// Files into accounts, and their undoing.
    Import,
    Accounts,
    Export,
    Register,
    People,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Every right. More roles come with more people on one store.
    Manager,
}

impl Role {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Manager => "manager",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        (name == Self::Manager.as_str()).then_some(Self::Manager)
    }

    pub const fn rights(self) -> &'static [Right] {
        match self {
            Self::Manager => {
                const ALL: &[Right] = &[
                    Right::Read,
                    Right::Sync,
                    Right::Import,
                    Right::Accounts,
                    Right::Export,
                    Right::Register,
                    Right::People,
                ];
                ALL
            }
        }
    }
}

/// A person of this store, with what their role allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Person {
    pub id: i64,
    pub name: String,
    pub role: Role,
    pub rights: Vec<Right>,
}

impl Person {
    pub(crate) fn new(id: i64, name: String, role: Role) -> Self {
        Self { id, name, role, rights: role.rights().to_vec() }
    }
}

/// Who asks. Made by the shell or the command line, checked by [`crate::Desk::ask`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asker {
    /// Id of the person, once they have unlocked the store.
    pub person: Option<i64>,
}

impl Asker {
    /// Somebody in front of the locked store.
    pub const NOBODY: Self = Self { person: None };
}
