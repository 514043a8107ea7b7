//! What went wrong, at the border: a code where the window acts differently, and always words.

use crate::Right;
use serde::Serialize;
use ts_rs::TS;

/// Only codes on which the window or an exit code of the command line depends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FaultCode {
    WrongPassphrase,
    /// A file is protected: its password is missing or wrong.
    PasswordNeeded,
    /// Store, slot file, register or export is damaged.
    Damaged,
    /// Written by a newer version of this program.
    Newer,
    /// The store is locked: nobody has unlocked it.
    Locked,
    /// Another program has the store open.
    InUse,
    Absent,
    Exists,
    Forbidden,
    /// The request itself cannot be meant so.
    Invalid,
    /// The query text cannot be read; `at` says where.
    Query,
    Provider,
    /// The rules of the house say no: no purpose, too short a password.
    Refused,
    Cancelled,
    NotFound,
    Internal,
}

/// What happened, why, and what to do next. Never a Debug string.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Fault {
    pub code: FaultCode,
    pub what: String,
    pub why: String,
    pub todo: String,
    /// Characters of the query text that cannot be read: start and end.
    pub at: Option<(usize, usize)>,
    pub suggestion: Option<String>,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [&self.what, &self.why, &self.todo];
        let said: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        f.write_str(&said.join(" "))
    }
}

impl std::error::Error for Fault {}

impl Fault {
    pub(crate) fn new(
        code: FaultCode,
        what: impl Into<String>,
        why: impl Into<String>,
        todo: impl Into<String>,
    ) -> Self {
        Self { code, what: what.into(), why: why.into(), todo: todo.into(), at: None, suggestion: None }
    }

    pub fn internal(why: &str) -> Self {
        Self::new(
            FaultCode::Internal,
            "This did not work, through a fault of the program.",
            format!("It was noticed that {why}."),
            "Nothing was changed. Try again; if it happens again, report it with what you did.",
        )
    }

    pub(crate) fn invalid(what: impl Into<String>) -> Self {
        Self::new(FaultCode::Invalid, what, "", "Correct it and ask again.")
    }

    pub(crate) fn locked() -> Self {
        Self::new(
            FaultCode::Locked,
            "The store is locked.",
            "Nobody has unlocked it.",
            "Unlock it with your passphrase.",
        )
    }

    pub(crate) fn forbidden(right: Right) -> Self {
        let right = format!("{right:?}").to_lowercase();
        Self::new(
            FaultCode::Forbidden,
            "You may not do this.",
            format!("It needs the right to {right}, which your role does not have."),
            "Ask a manager of this store.",
        )
    }

    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(
            FaultCode::NotFound,
            format!("This {what} is not in the store."),
            "It may have been deleted since it was listed.",
            "Refresh the list.",
        )
    }
}

/// Words of an error below, which already say what happened, why and what to do: the first sentence
/// is what happened, the rest is the advice.
fn told(code: FaultCode, error: &impl std::fmt::Display) -> Fault {
    let words = error.to_string();
    let (what, todo) = words.split_once(". ").or_else(|| words.split_once("; ")).unwrap_or((&words, ""));
    Fault::new(code, sentence(what), "", sentence(todo))
}

/// Capital letter and full stop.
fn sentence(words: &str) -> String {
    let mut letters = words.trim().chars();
    let Some(first) = letters.next() else { return String::new() };
    let mut text: String = first.to_uppercase().chain(letters).collect();
    if !text.ends_with(['.', '?', '!']) {
        text.push('.');
    }
    text
}

impl From<vault::Error> for Fault {
    fn from(error: vault::Error) -> Self {
        use vault::Error as E;
        let code = match &error {
            E::Absent => FaultCode::Absent,
            E::Exists(_) => FaultCode::Exists,
            E::Damaged { .. } | E::Cost { .. } => FaultCode::Damaged,
            E::Newer { .. } => FaultCode::Newer,
            E::WrongPassphrase => FaultCode::WrongPassphrase,
            E::PassphraseLength(_) | E::PersonName => FaultCode::Refused,
            _ => FaultCode::Internal,
        };
        told(code, &error)
    }
}

impl From<store::Error> for Fault {
    fn from(error: store::Error) -> Self {
        use store::Error as E;
        let code = match &error {
            E::Absent(_) => FaultCode::Absent,
            E::Exists(_) | E::Taken(_) => FaultCode::Exists,
            E::Locked(_) => FaultCode::InUse,
            E::NotEncrypted(_) | E::WrongKey | E::Damaged { .. } => FaultCode::Damaged,
            // Of another version, either way; the words say which.
            E::Newer { .. } | E::Trial { .. } => FaultCode::Newer,
            E::Missing { .. } => FaultCode::NotFound,
            E::Interrupted => FaultCode::Cancelled,
            _ => FaultCode::Internal,
        };
        told(code, &error)
    }
}

impl From<query::ParseError> for Fault {
    fn from(error: query::ParseError) -> Self {
        let todo = match &error.suggestion {
            Some(suggestion) => format!("Did you mean {suggestion}?"),
            None => "Correct the marked part; the last result stays.".to_owned(),
        };
        let fault = Self::new(FaultCode::Query, sentence(&error.message), "", todo);
        Self { at: Some(error.at), suggestion: error.suggestion, ..fault }
    }
}

impl From<query::Error> for Fault {
    fn from(error: query::Error) -> Self {
        use query::Error as E;
        match error {
            E::Text(error) => error.into(),
            E::Stopped => told(FaultCode::Cancelled, &error),
            E::Sql(_) | E::Index(_) | E::Store(_) => told(FaultCode::Internal, &error),
            _ => told(FaultCode::Invalid, &error),
        }
    }
}

impl From<provider::Error> for Fault {
    fn from(error: provider::Error) -> Self {
        use provider::Error as E;
        let code = match &error {
            E::Cancelled => FaultCode::Cancelled,
            E::Settings { .. } => FaultCode::Invalid,
            _ => FaultCode::Provider,
        };
        told(code, &error)
    }
}

impl From<sync::Error> for Fault {
    fn from(error: sync::Error) -> Self {
        use sync::Error as E;
        match error {
            E::Store { source } => source.into(),
            E::Cancelled(_) | E::Account(provider::Error::Cancelled) => told(FaultCode::Cancelled, &error),
            E::Stream { source: provider::Error::Cancelled, .. } => told(FaultCode::Cancelled, &error),
            E::Account(provider::Error::Settings { .. }) => told(FaultCode::Invalid, &error),
            E::Account(_) | E::Stream { .. } => told(FaultCode::Provider, &error),
            E::Broken => told(FaultCode::Internal, &error),
        }
    }
}

impl From<import::Error> for Fault {
    fn from(error: import::Error) -> Self {
        use import::Error as E;
        let code = match &error {
            E::PasswordNeeded | E::PasswordWrong => FaultCode::PasswordNeeded,
            E::Io(source) if source.kind() == std::io::ErrorKind::NotFound => FaultCode::Absent,
            E::Stopped => FaultCode::Cancelled,
            _ => FaultCode::Invalid,
        };
        told(code, &error)
    }
}

impl From<sync::intake::Error> for Fault {
    fn from(error: sync::intake::Error) -> Self {
        use sync::intake::Error as E;
        match error {
            E::File(error) => error.into(),
            E::Store(error) => error.into(),
            E::Missing(_) => told(FaultCode::NotFound, &error),
            E::UndoneAlready(_) | E::Changed => told(FaultCode::Refused, &error),
            E::TooMany(_) => told(FaultCode::Invalid, &error),
            E::Cancelled => told(FaultCode::Cancelled, &error),
        }
    }
}

impl From<register::Error> for Fault {
    fn from(error: register::Error) -> Self {
        use register::Error as E;
        match error {
            E::Store(error) => error.into(),
            E::Form(error) => error.into(),
            E::TooLarge(_) => told(FaultCode::Invalid, &error),
            E::Unreadable { .. } => told(FaultCode::Damaged, &error),
            E::Checkpoint { .. } | E::Attempts { .. } => told(FaultCode::Internal, &error),
        }
    }
}

impl From<export::Error> for Fault {
    fn from(error: export::Error) -> Self {
        use export::Error as E;
        match error {
            E::Store(error) => error.into(),
            E::Query(error) => error.into(),
            E::Register(error) => error.into(),
            E::Refused { .. } | E::Password(_) => told(FaultCode::Refused, &error),
            E::Cancelled => told(FaultCode::Cancelled, &error),
            E::Exists(_) => told(FaultCode::Exists, &error),
            E::Column(_) => told(FaultCode::Invalid, &error),
            E::Disk { .. } => told(FaultCode::Absent, &error),
            E::Zip(_) | E::Csv(_) | E::Json(_) => told(FaultCode::Internal, &error),
        }
    }
}
