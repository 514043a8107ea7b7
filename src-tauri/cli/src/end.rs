//! How a run ends: words on standard error, and an exit code.

use crate::out::Out;
use api::{Fault, FaultCode};
use std::process::ExitCode;

/// Why a run did not do what was asked.
#[derive(Debug)]
pub enum End {
    /// The command line cannot be meant so.
    Usage(String),
    Fault(Box<Fault>),
    /// The register or a file is not what it was: told already, only the exit code is left to say.
    Damaged,
    Interrupted,
    /// The system did not let us.
    System(String),
}

impl From<Fault> for End {
    fn from(fault: Fault) -> Self {
        Self::Fault(Box::new(fault))
    }
}

impl From<std::io::Error> for End {
    fn from(error: std::io::Error) -> Self {
        Self::System(error.to_string())
    }
}

impl End {
    pub fn tell(self, out: &Out) -> ExitCode {
        let code = self.code();
        match &self {
            Self::Usage(words) | Self::System(words) => out.complain(words, None),
            Self::Fault(fault) => out.complain(&fault.to_string(), Some(fault)),
            Self::Interrupted => out.complain("Interrupted. What was finished stays.", None),
            Self::Damaged => {}
        }
        ExitCode::from(code)
    }

    /// docs/CLI.md lists them.
    fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Damaged => 6,
            Self::Interrupted => 7,
            Self::System(_) => 1,
            Self::Fault(fault) => match fault.code {
                FaultCode::WrongPassphrase | FaultCode::PasswordNeeded => 3,
                FaultCode::Refused | FaultCode::Forbidden => 4,
                FaultCode::Provider => 5,
                FaultCode::Damaged | FaultCode::Newer => 6,
                FaultCode::Cancelled => 7,
                FaultCode::Invalid
                | FaultCode::Query
                | FaultCode::NotFound
                | FaultCode::Absent
                | FaultCode::Exists => 2,
                FaultCode::Locked | FaultCode::InUse | FaultCode::Internal => 1,
            },
        }
    }
}
