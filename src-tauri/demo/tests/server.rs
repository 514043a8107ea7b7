//! The server as a client meets it: exact data, paging, live activity, misbehaviour.

#![cfg(test)]

mod common;

use common::{Desk, json};
use demo::{Error, Misbehaviour, Options, Source, hash_texts, serve};
use model::Kind;
use serde_json::Value;
use std::io::Write;

fn generated(messages: u64) -> Options {
    Options { source: Source::Generated { seed: 7, messages }, ..Options::default() }
}

/// All objects of a kind, page by page.
async fn all(desk: &Desk, kind: &str, limit: usize) -> Vec<Value> {
    let mut found = Vec::new();
    let mut path = format!("/v1/{kind}?limit={limit}");
    loop {
        let (status, mut page) = desk.get(&path).await;
        assert_eq!(status, 200, "{path}");
        found.append(page["data"].as_array_mut().unwrap());
        match page["next"].as_str() {
            Some(next) => path = format!("/v1/{kind}?limit={limit}&cursor={next}"),
            None => return found,
        }
    }
}

fn texts(messages: &[Value]) -> String {
    hash_texts(messages.iter().map(|m| (m["id"].as_str().unwrap(), m["text"].as_str().unwrap())))
}

#[tokio::test]
async fn what_arrives_is_what_the_source_holds() {
    let desk = Desk::open(generated(1500)).await;
    let messages = all(&desk, "messages", 333).await;
    let truth = desk.running.truth();
    assert_eq!(messages.len() as u64, truth.counts[&Kind::Message]);
    assert_eq!(texts(&messages), truth.texts_sha256);
    assert_eq!(all(&desk, "delivery-events", 1000).await.len() as u64, truth.counts[&Kind::DeliveryEvent]);
    let middle = messages[700]["updated_at"].as_str().unwrap();
    let (_, page) = desk.get(&format!("/v1/messages?limit=1000&updated_since={middle}")).await;
    assert_eq!(page["data"][0]["id"], messages[700]["id"], "updated_since is inclusive");
    assert_eq!(page["data"].as_array().unwrap().len(), 800);
    desk.running.shutdown().await.unwrap();
}

#[tokio::test]
async fn recorded_dialogues_arrive_to_the_letter() {
    let said = ["Hello\tthere, =1+1", "I   need help", "same second", "Ünïcödé 🙂 \u{200b}", ""];
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let mut gzip = flate2::write::GzEncoder::new(&mut file, flate2::Compression::fast());
    for id in [12, 3] {
        let lines: Vec<Value> = (0..)
            .zip(said)
            .map(|(n, text)| {
                let at = 1_589_375_700 + n / 3;
                serde_json::json!({"at": at, "from": if n % 2 == 0 { "user" } else { "agent" }, "text": text})
            })
            .collect();
        let dialogue = serde_json::json!({"id": id, "user": "u-1", "agent": "a-1", "batch": "b", "completion": "Complete",
            "domains": ["doctor", null], "happy": true, "messages": lines});
        writeln!(gzip, "{dialogue}").unwrap();
    }
    gzip.finish().unwrap();
    let options = Options { source: Source::Recorded(file.path().to_owned()), ..Options::default() };
    let desk = Desk::open(options).await;
    let messages = all(&desk, "messages", 3).await;
    let ours: Vec<_> = messages.iter().filter(|m| m["session_id"] == "dialogue-00012").collect();
    assert_eq!(ours.iter().map(|m| m["text"].as_str().unwrap()).collect::<Vec<_>>(), said);
    assert_eq!(ours[0]["at"], ours[2]["at"], "equal times stay equal");
    assert_eq!(texts(&messages), desk.running.truth().texts_sha256);
    assert_eq!(all(&desk, "contacts", 10).await.len(), 1, "the same customer twice is one contact");
    assert_eq!(all(&desk, "sessions", 10).await[0]["tags"], serde_json::json!(["doctor", "happy"]));
}

#[tokio::test]
async fn live_activity_is_appended_and_seen_by_updated_since() {
    let desk = Desk::open(Options { live: true, ..generated(1000) }).await;
    let since = "/v1/messages?updated_since=2026-11-20T18:00:01Z";
    let (_, page) = desk.get(since).await;
    let fresh = page["data"].as_array().unwrap();
    assert!(!fresh.is_empty() && fresh.iter().all(|m| m["id"].as_str().unwrap().contains('m')), "{page}");
    let every = all(&desk, "messages", 400).await;
    assert!(every.len() > 1000, "the fixed log comes first, the live one after it");
    let ids: std::collections::BTreeSet<&str> = every.iter().map(|m| m["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), every.len());
    let sessions = all(&desk, "sessions", 50).await;
    let ids: std::collections::BTreeSet<&str> = sessions.iter().map(|m| m["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), sessions.len(), "a session that went on is not there twice");
}

#[tokio::test]
async fn each_misbehaviour_shows() {
    async fn third(kind: Misbehaviour) -> reqwest::Response {
        let desk = Desk::open(Options { misbehave: vec![kind], ..generated(1000) }).await;
        for _ in 0..2 {
            assert_eq!(desk.send("/v1/bots").await.status(), 200);
        }
        let response = desk.send("/v1/messages?limit=500").await;
        // The server has to live until the body is read.
        std::mem::forget(desk);
        response
    }
    assert!(third(Misbehaviour::CutOff).await.text().await.is_err(), "the body ends before its length");
    assert!(third(Misbehaviour::Html).await.text().await.unwrap().starts_with("<!doctype"));
    assert!(json(third(Misbehaviour::Slow).await).await["data"].is_array());
    for (kind, most) in [(Misbehaviour::Huge, 33 << 20), (Misbehaviour::Endless, 50 << 20)] {
        let (mut response, mut read) = (third(kind).await, 0);
        while read < most {
            read += response.chunk().await.unwrap().expect("the body goes on").len();
        }
    }
    let desk = Desk::open(Options { misbehave: vec![Misbehaviour::RepeatPage], ..generated(1000) }).await;
    let (_, first) = desk.get("/v1/messages?limit=10").await;
    let next = first["next"].as_str().unwrap();
    let (_, second) = desk.get(&format!("/v1/messages?limit=10&cursor={next}")).await;
    assert_eq!(second["next"].as_str(), Some(next), "the same page again and again");
    let desk = Desk::open(Options { misbehave: vec![Misbehaviour::ClockSkew], ..generated(1000) }).await;
    let fair = Desk::open(generated(1000)).await;
    let clock = async |desk: &Desk| {
        model::Stamp::parse(desk.get("/v1").await.1["time"].as_str().unwrap()).unwrap().at
    };
    assert!(clock(&desk).await - clock(&fair).await > 10_000_000);
}

#[tokio::test]
async fn options_out_of_bounds_are_refused_in_words() {
    let refused = async |options: Options| serve(options).await.err().expect("refused");
    assert!(matches!(refused(generated(0)).await, Error::Messages(0)));
    assert!(matches!(refused(generated(10_000_001)).await, Error::Messages(_)));
    assert!(matches!(
        refused(Options { token: Some("two words".to_owned()), ..generated(10) }).await,
        Error::Token
    ));
    let missing = Source::Recorded("/nowhere/dialogues.ndjson".into());
    assert!(matches!(
        refused(Options { source: missing, ..Options::default() }).await,
        Error::Unreadable { .. }
    ));
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "not json").unwrap();
    let bad = Source::Recorded(file.path().to_owned());
    assert!(matches!(
        refused(Options { source: bad, ..Options::default() }).await,
        Error::NotADialogue { line: 1, .. }
    ));
    let running = serve(generated(10)).await.unwrap();
    let port = running.url.rsplit(':').next().unwrap().parse().unwrap();
    let said = refused(Options { port, ..generated(10) }).await.to_string();
    assert!(said.contains(&port.to_string()), "{said}");
}
