//! The register, read and verified. Nothing here can write to it.

use crate::fault::Fault;
use crate::{Call, Right, Seat, limits};
use ::register::{Entry, Verdict};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Entries, newest first.
#[derive(Debug, Deserialize, TS)]
pub struct List {
    pub from: u64,
    pub len: usize,
}

#[derive(Debug, Serialize, TS)]
pub struct RegisterPage {
    pub total: u64,
    pub entries: Vec<Entry>,
}

impl Call for List {
    const NAME: &'static str = "register.list";
    const RIGHT: Right = Right::Register;
    type Reply = RegisterPage;

    fn run(self, seat: &Seat<'_>) -> Result<RegisterPage, Fault> {
        let reader = seat.store()?.reader()?;
        let total = ::register::len(&reader)?;
        let entries = ::register::newest(&reader, self.from, self.len.min(limits::ROWS))?;
        Ok(RegisterPage { total, entries })
    }
}

/// Checks every entry, the chain, and the checkpoint kept beside the store.
#[derive(Debug, Deserialize, TS)]
pub struct Verify {}

impl Call for Verify {
    const NAME: &'static str = "register.verify";
    const RIGHT: Right = Right::Register;
    type Reply = Verdict;

    fn run(self, seat: &Seat<'_>) -> Result<Verdict, Fault> {
        Ok(::register::verify(seat.store()?)?)
    }
}
