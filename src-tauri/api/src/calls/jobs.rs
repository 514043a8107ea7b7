//! Long work: look at it, cancel it.

use crate::fault::Fault;
use crate::{Call, Job, Right, Seat};
use serde::Deserialize;
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
pub struct List {}

impl Call for List {
    const NAME: &'static str = "jobs.list";
    const RIGHT: Right = Right::Read;
    type Reply = Vec<Job>;

    /// Newest first.
    fn run(self, seat: &Seat<'_>) -> Result<Self::Reply, Fault> {
        Ok(seat.desk.jobs.list())
    }
}

#[derive(Debug, Deserialize, TS)]
pub struct Get {
    pub id: u64,
}

impl Call for Get {
    const NAME: &'static str = "jobs.get";
    const RIGHT: Right = Right::Read;
    type Reply = Job;

    fn run(self, seat: &Seat<'_>) -> Result<Job, Fault> {
        seat.desk.jobs.get(self.id).ok_or_else(|| Fault::not_found("piece of work"))
    }
}

/// Asks it to stop at the next safe place. What was finished stays.
#[derive(Debug, Deserialize, TS)]
pub struct Cancel {
    pub id: u64,
}

impl Call for Cancel {
    const NAME: &'static str = "jobs.cancel";
    const RIGHT: Right = Right::Read;
    type Reply = ();

    fn run(self, seat: &Seat<'_>) -> Result<(), Fault> {
        if seat.desk.jobs.cancel(self.id) { Ok(()) } else { Err(Fault::not_found("piece of work")) }
    }
}
