//! The columns of a list, as declared once in `query`.

use crate::fault::Fault;
use crate::{Call, Right, Seat};
use ::query::{ColumnInfo, Subject};
use serde::Deserialize;
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
pub struct List {
    pub subject: Subject,
}

impl Call for List {
    const NAME: &'static str = "columns.list";
    const RIGHT: Right = Right::Door;
    type Reply = Vec<ColumnInfo>;

    fn run(self, _: &Seat<'_>) -> Result<Self::Reply, Fault> {
        Ok(::query::infos(self.subject))
    }
}
