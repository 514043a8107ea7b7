//! The OpenAPI document beside docs/LOG-API.md, held against what the demo provider really answers.

#![cfg(test)]

mod common;

use common::{Desk, json, plain};
use demo::{Misbehaviour, Options, Source};
use serde_json::Value;
use std::collections::BTreeSet;

const DOCUMENT: &str = include_str!("../../../docs/log-api.openapi.json");
const GUIDE: &str = include_str!("../../../docs/LOG-API.md");

fn document() -> Value {
    serde_json::from_str(DOCUMENT).unwrap()
}

/// The schema of what a path answers with a status, following one reference to a response.
fn answer_schema<'a>(document: &'a Value, path: &str, status: &str) -> &'a Value {
    let response = &document["paths"][path]["get"]["responses"][status];
    let response = match response["$ref"].as_str() {
        Some(link) => document.pointer(link.trim_start_matches('#')).unwrap(),
        None => response,
    };
    &response["content"]["application/json"]["schema"]
}

/// Fails unless the answer is what the document says a path answers with its status.
fn check(document: &Value, path: &str, status: u16, answer: &Value) {
    let schema = answer_schema(document, path, &status.to_string());
    assert!(schema.is_object(), "{path} {status} is documented");
    let whole = serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "components": document["components"], "$ref": schema["$ref"],
    });
    let validator = jsonschema::options().should_validate_formats(true).build(&whole).unwrap();
    let faults: Vec<String> = validator
        .iter_errors(answer)
        .take(3)
        .map(|fault| format!("{} at {}", fault, fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{path} {status}: {faults:?}");
}

/// Every `(schema, field)` that occurs in a value, following references and lists.
fn note(document: &Value, schema: &Value, value: &Value, seen: &mut BTreeSet<(String, String)>) {
    if let Some(name) = schema["$ref"].as_str().and_then(|link| link.strip_prefix("#/components/schemas/")) {
        let target = &document["components"]["schemas"][name];
        for (field, part) in value.as_object().into_iter().flatten() {
            seen.insert((name.to_owned(), field.clone()));
            note(document, &target["properties"][field], part, seen);
        }
    }
    for item in value.as_array().into_iter().flatten() {
        note(document, &schema["items"], item, seen);
    }
}

#[tokio::test]
async fn every_answer_is_documented_and_every_documented_field_occurs() {
    let document = document();
    let desk =
        Desk::open(Options { source: Source::Generated { seed: 1, messages: 2560 }, ..Options::default() })
            .await;
    let mut seen = BTreeSet::new();
    for path in document["paths"].as_object().unwrap().keys() {
        let mut query = "?limit=200".to_owned();
        let mut pages = 0;
        loop {
            let (status, answer) = desk.get(&format!("{path}{query}")).await;
            assert_eq!(status, 200, "{path}");
            check(&document, path, status, &answer);
            note(&document, answer_schema(&document, path, "200"), &answer, &mut seen);
            pages += 1;
            match answer["next"].as_str() {
                Some(next) => query = format!("?limit=200&cursor={next}"),
                None => break,
            }
        }
        assert!(
            pages > 1 || !matches!(path.as_str(), "/v1/messages" | "/v1/sessions" | "/v1/deliveries"),
            "{path}"
        );
    }
    let foreign = vec![Misbehaviour::ForeignNext];
    let desk = Desk::open(Options { misbehave: foreign, ..Options::default() }).await;
    let (_, answer) = desk.get("/v1/messages").await;
    check(&document, "/v1/messages", 200, &answer);
    assert!(answer["next"].is_null() && answer["next_url"].as_str().unwrap().starts_with("https://"));

    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        let elsewhere = |field: &str| name == "Error" || field == "next_url" || field.starts_with("x_");
        for field in schema["properties"].as_object().into_iter().flatten().map(|(field, _)| field) {
            assert!(
                elsewhere(field) || seen.contains(&(name.clone(), field.clone())),
                "{name}.{field} never occurs"
            );
            assert!(
                GUIDE.contains(&format!("`{field}`"))
                    || name == "Party"
                    || name == "Parameter"
                    || name == "Error"
                    || name == "Root" && field != "windows",
                "{name}.{field} is not in the guide"
            );
        }
    }
}

/// The own time of each kind's records, as the guide names it.
const OWN_TIMES: [(&str, &str); 6] = [
    ("sessions", "created_at"),
    ("session-events", "at"),
    ("messages", "at"),
    ("batches", "created_at"),
    ("deliveries", "recorded_at"),
    ("delivery-events", "at"),
];

#[tokio::test]
async fn windows_of_time_are_documented_announced_and_kept() {
    let document = document();
    let source = Source::Generated { seed: 1, messages: 1280 };
    let desk = Desk::open(Options { source, ..Options::default() }).await;
    let (_, front) = desk.get("/v1").await;
    let all = async |path: &str, query: &str| {
        let (mut found, mut next) = (Vec::new(), String::new());
        loop {
            let (status, page) = desk.get(&format!("/v1/{path}?limit=90{query}{next}")).await;
            check(&document, &format!("/v1/{path}"), status, &page);
            found.extend(page["data"].as_array().unwrap().iter().cloned());
            match page["next"].as_str() {
                Some(cursor) => next = format!("&cursor={cursor}"),
                None => return found,
            }
        }
    };
    for (path, parameters) in document["paths"].as_object().unwrap() {
        let path = path.trim_start_matches("/v1").trim_start_matches('/');
        let own = OWN_TIMES.iter().find(|(kind, _)| *kind == path);
        let links = parameters["get"]["parameters"].to_string();
        assert_eq!(links.contains("parameters/From") && links.contains("parameters/Until"), own.is_some());
        let announced = front["windows"].as_array().unwrap();
        let named = announced.iter().any(|n| provider_path(n.as_str().unwrap()) == path);
        assert_eq!(named, own.is_some(), "{path}");
        let Some((_, own)) = own else { continue };

        let whole = all(path, "").await;
        let at = |record: &Value| model::Stamp::parse(record[own].as_str().unwrap()).unwrap().at;
        let edge = whole[whole.len() / 3][own].as_str().unwrap().replace('+', "%2B");
        let moment = at(&whole[whole.len() / 3]);
        let (newer, older) =
            (all(path, &format!("&from={edge}")).await, all(path, &format!("&until={edge}")).await);
        assert!(newer.iter().all(|r| at(r) >= moment) && older.iter().all(|r| at(r) < moment), "{path}");
        assert!(!newer.is_empty() && !older.is_empty());
        assert_eq!(newer.len() + older.len(), whole.len(), "{path}");
        assert_eq!(all(path, &format!("&from={edge}&until={edge}")).await, Vec::<Value>::new(), "{path}");
    }
}

/// The last part of a path that serves a kind.
fn provider_path(kind: &str) -> String {
    match kind {
        "batch" => "batches".to_owned(),
        "delivery" => "deliveries".to_owned(),
        _ => format!("{}s", kind.replace('_', "-")),
    }
}

#[tokio::test]
async fn refusals_are_documented() {
    let document = document();
    let desk = Desk::open(Options::default()).await;
    for (path, query, status, code) in [
        ("/v1/messages", "?limit=0", 400, "bad_request"),
        ("/v1/messages", "?limit=1001", 400, "bad_request"),
        ("/v1/messages", "?limit=ten", 400, "bad_request"),
        ("/v1/messages", "?updated_since=yesterday", 400, "bad_request"),
        ("/v1/messages", "?from=yesterday", 400, "bad_request"),
        ("/v1/messages", "?until=2026-13-01T00:00:00Z", 400, "bad_request"),
        ("/v1/messages", "?cursor=abc", 400, "bad_cursor"),
        ("/v1/messages", "?cursor=c1.session.f.0.0", 400, "bad_cursor"),
        ("/v1/messages", "/1", 404, "not_found"),
    ] {
        let (got, answer) = desk.get(&format!("{path}{query}")).await;
        assert_eq!((got, answer["error"]["code"].as_str()), (status, Some(code)), "{path}{query}");
        check(&document, path, got, &answer);
    }
    for path in ["/", "/v2/messages", "/v1/secrets", "/v1/session_events"] {
        assert_eq!(desk.get(path).await.0, 404, "{path}");
    }
    for header in [None, Some("Bearer wrong"), Some("Basic dXNlcjpwYXNz"), Some("Bearer ")] {
        let mut request = plain().get(format!("{}/v1/tags", desk.running.url));
        if let Some(header) = header {
            request = request.header("authorization", header);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 401, "{header:?}");
        check(&document, "/v1/tags", 401, &json(response).await);
    }
}

#[tokio::test]
async fn rate_limits_and_server_errors_are_documented() {
    let document = document();
    let misbehave = vec![Misbehaviour::RateLimit, Misbehaviour::ServerErrors];
    let desk = Desk::open(Options { misbehave, ..Options::default() }).await;
    let mut statuses = Vec::new();
    for _ in 0..8 {
        let response = desk.send("/v1/bots").await;
        let (status, retry) = (response.status().as_u16(), response.headers().get("retry-after").cloned());
        check(&document, "/v1/bots", status, &json(response).await);
        assert_eq!(retry.is_some_and(|v| v == "1"), matches!(status, 429 | 503), "{status}");
        statuses.push(status);
    }
    assert_eq!(statuses, [200, 200, 200, 500, 429, 200, 200, 503]);
}
