//! Every call there is: one file a noun.

pub mod accounts;
pub mod columns;
pub mod deliveries;
pub mod demo;
pub mod exports;
pub mod facets;
pub mod imports;
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
    accounts::Get,
    accounts::Calendar,
    accounts::Edit,
    accounts::Pause,
    accounts::Resume,
    accounts::Test,
    accounts::Remove,
    demo::Start,
    sync::Start,
    imports::Look,
    imports::Preview,
    imports::Accept,
    imports::List,
    imports::Undo,
    jobs::List,
    jobs::Get,
    jobs::Cancel,
    columns::List,
    query::Check,
    results::Open,
    results::Rows,
    results::Find,
    results::State,
    results::Stop,
    results::Close,
    facets::Count,
    facets::Histogram,
    sessions::Detail,
    sessions::Messages,
    sessions::Place,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Asker, Desk, FaultCode, Right};
    use serde_json::{Value, json};

    #[derive(Default)]
    struct Rights(Vec<(&'static str, Right)>);

    impl Visit for Rights {
        fn call<C: Call>(&mut self) {
            self.0.push((C::NAME, C::RIGHT));
        }
    }

    fn rights() -> Vec<(&'static str, Right)> {
        let mut rights = Rights::default();
        each(&mut rights);
        rights.0
    }

    #[test]
    fn every_call_has_a_name_of_its_own() {
        let mut names: Vec<&str> = rights().into_iter().map(|(name, _)| name).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        assert!(names.iter().all(|name| name.split('.').count() == 2), "noun.verb: {names:?}");
    }

    #[test]
    fn only_these_may_be_asked_in_front_of_the_door() {
        // shows S4.3
        let open: Vec<&str> =
            rights().into_iter().filter(|(_, right)| *right == Right::Door).map(|(name, _)| name).collect();
        let known = ["store.status", "store.create", "store.unlock", "store.lock"];
        let said = ["providers.list", "columns.list", "query.check"];
        assert_eq!(open, [&known[..], &said[..]].concat());
    }

    #[test]
    fn everything_else_is_refused_while_locked_whatever_is_asked() {
        // shows S3.7, S4.3
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::new(folder.path().join("store")).unwrap();
        // Bodies that fit: the door must be what refuses, not the form.
        let bodies = [
            ("accounts.list", json!({})),
            ("sync.start", json!({ "accounts": [] })),
            ("sessions.detail", json!({ "id": 1 })),
            ("register.list", json!({ "from": 0, "len": 1 })),
            ("passwords.words", json!({})),
        ];
        for (name, body) in bodies {
            for asker in [Asker::NOBODY, Asker { person: Some(1) }] {
                assert_eq!(
                    desk.ask_json(asker, name, body.clone()).unwrap_err().code,
                    FaultCode::Locked,
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn what_is_no_call_is_told_and_harms_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::new(folder.path().join("store")).unwrap();
        for (name, body) in [
            ("store.erase", json!({})),
            ("store.unlock", json!({ "passphrase": 1 })),
            ("store.unlock", Value::Null),
            ("query.check", json!({ "subject": "sessions", "text": "x".repeat(2 << 20), "offset": 0 })),
        ] {
            let fault = desk.ask_json(Asker::NOBODY, name, body).unwrap_err();
            assert_eq!(fault.code, FaultCode::Invalid, "{name}: {fault}");
        }
    }
}
