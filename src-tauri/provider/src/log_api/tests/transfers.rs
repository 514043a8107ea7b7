//! Answers that break off, come too slowly, or never end.

use super::{ONE, bots, serve, serve_bytes, tight};
use crate::{Error, Place};
use axum::http::header;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

#[tokio::test]
async fn broken_transfers_are_told_from_slow_ones() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    let soon = Duration::ZERO;
    let cut = ONE.get(..60).unwrap();
    for (bytes, name) in [
        (format!("{head}content-length: 500\r\n\r\n{cut}"), "length not reached"),
        (format!("{head}transfer-encoding: chunked\r\n\r\n3c\r\n{cut}\r\n"), "no last chunk"),
        (format!("{head}connection: close\r\n\r\n{cut}"), "JSON without its end"),
        (String::new(), "no answer"),
    ] {
        let url = serve_bytes(bytes, soon).await;
        let error = bots(&url, &Place::default()).await.unwrap_err();
        assert!(matches!(error, Error::Network { .. }), "{name}: {error:?}");
    }
    for (bytes, name) in [
        (String::new(), "silence"),
        (format!("{head}content-length: 500\r\n\r\n{cut}"), "silence within the body"),
    ] {
        let url = serve_bytes(bytes, Duration::from_secs(60)).await;
        let error = bots(&url, &Place::default()).await.unwrap_err();
        assert!(matches!(error, Error::Timeout { .. }), "{name}: {error:?}");
    }
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let error = bots(&format!("http://{nobody}"), &Place::default()).await.unwrap_err();
    assert!(matches!(error, Error::Network { .. }) && !error.to_string().contains("bots"), "{error}");
}

#[tokio::test]
async fn a_body_that_never_ends_is_stopped() {
    for (piece, pause, says) in [(vec![b' '; 1024], 1, "too large"), (vec![b' '; 1], 50, "too long")] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let piece = piece.clone();
                tokio::spawn(async move {
                    let mut request = [0u8; 2048];
                    let _ = socket.read(&mut request).await;
                    let _ = socket.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{").await;
                    while socket.write_all(&piece).await.is_ok() {
                        tokio::time::sleep(Duration::from_millis(pause)).await;
                    }
                });
            }
        });
        let error = bots(&url, &Place::default()).await.unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
}

#[tokio::test]
async fn a_compressed_answer_counts_by_what_comes_out() {
    // 64 KiB of spaces around `{}`, gzipped: well under the bound before, well over it after.
    let bomb: &[u8] = include_bytes!("spaces.json.gz");
    assert!(bomb.len() < tight().body_bytes);
    let (url, _) = serve(move |_, _| ([(header::CONTENT_ENCODING, "gzip")], bomb)).await;
    assert!(matches!(bots(&url, &Place::default()).await, Err(Error::TooLarge { .. })));
}
