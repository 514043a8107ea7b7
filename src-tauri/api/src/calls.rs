//! Every call there is: one file a noun.

pub mod accounts;
pub mod columns;
pub mod deliveries;
pub mod demo;
pub mod exports;
pub mod facets;
pub mod jobs;
pub mod passwords;
pub mod provenance;
pub mod providers;
pub mod query;
pub mod register;
pub mod results;
pub mod sessions;
pub mod store;
pub mod sync;

use crate::call::{Call, Visit, reply, table};
use crate::fault::Fault;

table![
    store::Status,
    store::Create,
    store::Unlock,
    store::Lock,
    store::Passphrase,
    providers::List,
    accounts::List,
    accounts::Add,
    accounts::Test,
    accounts::Remove,
    demo::Start,
    sync::Start,
    jobs::List,
    jobs::Get,
    jobs::Cancel,
    columns::List,
    query::Check,
    results::Open,
    results::Rows,
    results::Close,
    facets::Count,
    facets::Histogram,
    sessions::Detail,
    sessions::Messages,
    deliveries::Detail,
    provenance::Get,
    passwords::Words,
    exports::Preview,
    exports::Start,
    exports::Print,
    exports::Identify,
    register::List,
    register::Verify,
];
