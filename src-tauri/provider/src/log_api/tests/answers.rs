//! What an answer may say, and what is refused.

use super::{ONE, TOKEN, bots, client, of, serve, tight};
use crate::{Error, Offer, Place, Provider, Window};
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use model::{Kind, Record};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

/// The error of one page of bots served with this body.
async fn refused(body: impl Into<String>) -> Error {
    let body = body.into();
    let (url, count) = serve(move |_, _| body.clone()).await;
    let error = bots(&url, &Place::default()).await.unwrap_err();
    assert_eq!(count.load(Ordering::SeqCst), 1, "what cannot pass is not asked again");
    error
}

#[tokio::test]
async fn a_page_comes_with_its_raw_records_and_where_it_is_from() {
    // shows B9
    let seen = Arc::new(Mutex::new((String::new(), HeaderMap::new())));
    let keep = seen.clone();
    let (url, _) = serve(move |_, request: Request| {
        *keep.lock().unwrap() = (request.uri().to_string(), request.headers().clone());
        ONE.replace("null", r#""c 2/ü","remaining":7,"as_of":"2026-01-01T00:00:02+01:00""#)
    })
    .await;
    let page = bots(
        &format!("{url}/gate/v1"),
        &Place { cursor: Some("c&1".into()), updated_since: Some(0), ..Place::default() },
    )
    .await
    .unwrap();
    assert_eq!(page.endpoint, format!("GET {url}/gate/v1/bots"));
    assert_eq!(page.next.as_deref(), Some("c 2/ü"));
    assert_eq!(
        (page.remaining, page.as_of, page.newest),
        (Some(7), Some(1_767_222_002_000), Some(1_767_225_601_000))
    );
    let [bot] = page.records.as_slice() else { panic!() };
    assert_eq!(
        bot.raw(),
        r#"{"id":"b1","updated_at":"2026-01-01T00:00:01Z" , "name":"Ünï"}"#,
        "to the letter"
    );
    assert!(matches!(&*bot.record().unwrap(), Record::Bot(b) if b.name.as_deref() == Some("Ünï")));
    let (uri, headers) = seen.lock().unwrap().clone();
    assert_eq!(uri, "/gate/v1/bots?limit=1000&cursor=c%261&updated_since=1970-01-01T00%3A00%3A00.000Z");
    assert_eq!(headers.get(header::AUTHORIZATION).unwrap(), "Bearer tok-f00ba4");
}

#[tokio::test]
async fn windows_are_asked_for_and_a_server_that_ignores_them_is_seen() {
    let root = r#"{"name":"G","version":1,"time":"2026-01-01T00:00:00Z","kinds":["message","tag","bot"],
        "windows":["messages","tag","delivery","moon"]}"#;
    let (url, _) = serve(move |_, _| root).await;
    let standing = client(&url, tight()).test().await.unwrap();
    let windows = standing.offers.iter().filter(|(_, offer)| *offer == Offer::Windows);
    let windows: Vec<&str> = windows.map(|(stream, _)| *stream).collect();
    assert_eq!(windows, ["message"], "served, known, and with a time of its own");
    assert_eq!(standing.as_of, Some(1_767_225_600_000));

    let one = r#"{"data":[{"id":"m","updated_at":"2026-01-01T23:00:00Z","session_id":"s","at":"1970-01-01T00:00:09Z"}],"next":null}"#;
    for (from, until, query, strays) in [
        (None, None, "", false),
        (Some(9_000), None, "&from=1970-01-01T00%3A00%3A09.000Z", false),
        (None, Some(9_001), "&until=1970-01-01T00%3A00%3A09.001Z", false),
        (None, Some(9_000), "&until=1970-01-01T00%3A00%3A09.000Z", true),
        (Some(9_001), None, "&from=1970-01-01T00%3A00%3A09.001Z", true),
    ] {
        let seen = Arc::new(Mutex::new(String::new()));
        let keep = seen.clone();
        let (url, _) = serve(move |_, request: Request| {
            *keep.lock().unwrap() = request.uri().to_string();
            one
        })
        .await;
        let since = Place { window: Window { from, until }, ..Place::default() };
        let page = client(&url, tight()).page(of(Kind::Message), &since).await.unwrap();
        assert_eq!(*seen.lock().unwrap(), format!("/v1/messages?limit=1000{query}"));
        assert_eq!((page.records.len(), page.strays), (1, strays), "{query}");
    }
}

#[tokio::test]
async fn what_a_token_may_read_is_said_in_words() {
    let root = r#"{"name":"Gate\u0007 9","version":1,"time":"2020-01-01T00:00:00Z","kinds":["message","tag","moon"]}"#;
    let (url, _) = serve(move |_, _| root).await;
    let standing = client(&url, tight()).test().await.unwrap();
    let offered: Vec<&str> = standing.offers.iter().map(|(stream, _)| *stream).collect();
    assert_eq!(offered, ["tag", "message"]);
    assert!(
        standing.words.starts_with("Gate 9 answers and lets this token read: tags, messages."),
        "{}",
        standing.words
    );
    assert!(standing.words.contains("behind"), "a clock years off is told: {}", standing.words);
    for (from, to, says) in
        [("\"version\":1", "\"version\":2", "version 2"), ("\"message\",\"tag\",", "", "no kind")]
    {
        let other = root.replace(from, to);
        let (url, _) = serve(move |_, _| other.clone()).await;
        let error = client(&url, tight()).test().await.unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
}

#[tokio::test]
async fn answers_that_cannot_be_read_are_refused_with_the_reason() {
    let record = r#"{"id":"b","updated_at":"2026-01-01T00:00:00Z"}"#;
    let many = format!(r#"{{"data":[{}],"next":null}}"#, vec![record; 21].join(","));
    let deep = ONE.replace("\"Ünï\"", &format!("\"\",\"x\":{}{}", "[".repeat(63), "]".repeat(63)));
    let cases: Vec<(String, &str)> = vec![
        ("<!doctype html><title>Log in</title>".into(), "web page"),
        ("  ".into(), "empty"),
        ("[1,2]".into(), "bots"),
        (r#"{"rows":[]}"#.into(), "data"),
        (r#"{"data":[],"data":[],"next":null}"#.into(), "duplicate field `data`"),
        (ONE.replace("\"name\"", "\"id\""), "record 1 of the page: duplicate field `id`"),
        (ONE.replace("2026-01-01T00:00:01Z", "noon"), "RFC 3339"),
        (ONE.replace("null", &format!("\"{}\"", "c".repeat(4_000))) + &" ".repeat(300), "over 4096 bytes"),
        (many, "over 20 records"),
        (deep, "nested too deep"),
        (
            ONE.replace("null", r#""c","next_url":"https://evil.example/v1/bots?cursor=c""#),
            "https://evil.example",
        ),
        (ONE.replace("null", r#"null,"next_url":"https://evil.example/v1/bots""#), "https://evil.example"),
        (ONE.replace("null", r#""http://127.0.0.1:1/v1/bots""#), "http://127.0.0.1:1"),
        (ONE.replace("null", r#"null,"next_url":"bots?cursor=2""#), "not an address"),
    ];
    for (body, says) in cases {
        let error = refused(body.clone()).await.to_string();
        assert!(error.contains(says), "{says}: {error}");
    }
    let cursor = "c".repeat(5_000);
    let error =
        bots("http://127.0.0.1:1", &Place { cursor: Some(cursor), updated_since: None, ..Place::default() })
            .await
            .unwrap_err();
    assert!(error.to_string().contains("cursor"), "{error}");
}

#[tokio::test]
async fn text_that_is_no_text_is_refused() {
    let (url, _) = serve(|_, _| vec![0xffu8, 0xfe, b'{']).await;
    assert!(bots(&url, &Place::default()).await.unwrap_err().to_string().contains("UTF-8"));
}

#[test]
fn a_token_is_never_printed() {
    let api = client("http://127.0.0.1:1", tight());
    assert!(!format!("{api:?} {api:#?}").contains(TOKEN));
}
