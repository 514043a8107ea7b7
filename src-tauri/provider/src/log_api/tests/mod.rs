//! The log API against real servers on loopback, good ones and bad ones.

mod answers;
mod patience;
mod places;
mod transfers;

use super::LogApi;
use crate::limits::Limits;
use crate::{Error, Page, Place, Provider, Result, Stream, system_clock};
use axum::extract::Request;
use axum::response::IntoResponse;
use model::Kind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const TOKEN: &str = "tok-f00ba4";
const ONE: &str = r#"{"data":[{"id":"b1","updated_at":"2026-01-01T00:00:01Z" , "name":"Ünï"}],"next":null}"#;

/// Small enough that a bad server is seen through in moments.
fn tight() -> Limits {
    Limits {
        body_bytes: 4096,
        page_records: 20,
        read: Duration::from_millis(300),
        total: Duration::from_millis(900),
        tries: 2,
        backoff_first: Duration::from_millis(4),
        ..Limits::default()
    }
}

fn client(url: &str, limits: Limits) -> LogApi {
    LogApi::new(url, TOKEN, limits, system_clock()).unwrap()
}

fn of(kind: Kind) -> &'static Stream {
    LogApi::STREAMS.iter().find(|stream| stream.kinds == [kind]).unwrap()
}

#[test]
fn there_is_a_stream_for_each_kind_and_it_is_named_as_the_kind() {
    let ids: Vec<&str> = LogApi::STREAMS.iter().map(|stream| stream.id).collect();
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(ids, kinds, "in the order of syncing");
}

/// Serves `answer`, which is told how many requests came before. Gives the address and the count.
async fn serve<R: IntoResponse>(
    answer: impl Fn(usize, Request) -> R + Clone + Send + Sync + 'static,
) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    let handler = move |request: Request| {
        let answer = answer(counted.fetch_add(1, Ordering::SeqCst), request).into_response();
        async move { answer }
    };
    let router = axum::Router::new().fallback(handler);
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, count)
}

/// Serves bytes as they are, then a silence of `hold`, then the end of the connection.
async fn serve_bytes(bytes: String, hold: Duration) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let bytes = bytes.clone();
            tokio::spawn(async move {
                let mut request = [0u8; 2048];
                let _ = socket.read(&mut request).await;
                let _ = socket.write_all(bytes.as_bytes()).await;
                tokio::time::sleep(hold).await;
            });
        }
    });
    url
}

/// A page with every record read, as a sync does it with those that are new to it.
async fn bots(url: &str, since: &Place) -> Result<Page> {
    let page = client(url, tight()).page(of(Kind::Bot), since).await?;
    if let Some(what) = page.rejected.first.clone() {
        return Err(Error::Malformed { what });
    }
    page.records
        .iter()
        .try_for_each(|one| one.record().map(|_| ()))
        .map_err(|what| Error::Malformed { what })?;
    Ok(page)
}
