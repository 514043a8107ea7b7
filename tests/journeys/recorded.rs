//! Real dialogues arrive exactly: every message and every text, spelling mistakes included.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by a panic"
)]

use api::{Cell, JobState, Sort, Subject};
use demo::{Options, Source};
use journeys::office::{Office, shared_data};
use model::Kind;
use std::collections::BTreeMap;

#[test]
fn recorded_dialogues_arrive_exactly() {
    // shows S0.6, S4.4
    let Some(file) = shared_data("support-chats.ndjson.gz") else { return };
    let office = Office::new();
    let provider = office.serve(Options { source: Source::Recorded(file), ..Options::default() });
    office.add_account("Recorded", &provider);
    let job = office.sync();
    assert_eq!(job.state, JobState::Done, "{:?}", job.fault);

    let sort = Sort { column: "sent".into(), desc: false };
    let rows = office.rows(Subject::Messages, "", sort, &["id", "text"]);
    assert_eq!(rows.len(), 53_693);
    let texts: BTreeMap<&str, &str> = rows
        .iter()
        .map(|row| match (&row.cells[0], &row.cells[1]) {
            (Cell::Text(id), Cell::Text(text)) => (id.as_str(), text.as_str()),
            other => panic!("{other:?}"),
        })
        .collect();
    let truth = provider.truth();
    assert_eq!(truth.counts[&Kind::Message], 53_693);
    assert_eq!(demo::hash_texts(texts), truth.texts_sha256);
}
