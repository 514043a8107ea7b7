//! When it asks again, and when it does not.

use super::{ONE, TOKEN, bots, client, of, serve, tight};
use crate::{Error, Place, Provider, Reason};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::Kind;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[tokio::test]
async fn rate_limits_are_obeyed_and_shown() {
    // shows B8
    let first = Arc::new(Mutex::new(None::<std::time::Instant>));
    let (url, count) = serve(move |_, _| -> Response {
        let mut first = first.lock().unwrap();
        match *first {
            None => {
                *first = Some(std::time::Instant::now());
                (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "1")]).into_response()
            }
            Some(then) if then.elapsed() < Duration::from_secs(1) => StatusCode::BAD_REQUEST.into_response(),
            Some(_) => ONE.into_response(),
        }
    })
    .await;
    let api = client(&url, tight());
    let mut waits = api.waits();
    let since = Place::default();
    let (page, wait) = tokio::join!(api.page(of(Kind::Bot), &since), async {
        waits.wait_for(Option::is_some).await.map(|wait| *wait)
    });
    assert_eq!(page.unwrap().records.len(), 1);
    let wait = wait.unwrap().unwrap();
    assert_eq!(wait.reason, Reason::RateLimited);
    assert!(wait.millis >= 1_000 && wait.to_string().starts_with("rate limited: "), "{wait}");
    assert_eq!(*api.waits().borrow(), None, "the wait is over");
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_wait_beyond_the_bound_is_passed_on_and_not_cut_short() {
    let (url, count) = serve(|_, _| (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "3600")])).await;
    let error = bots(&url, &Place::default()).await.unwrap_err();
    assert_eq!(error, Error::RateLimited { after: Some(3_600_000), said: String::new() });
    assert!(error.to_string().contains("in 60 minutes"), "{error}");
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn faults_that_may_pass_are_tried_again_and_others_are_not() {
    for (code, tries) in
        [(500, 2), (503, 2), (408, 2), (501, 1), (400, 1), (401, 1), (403, 1), (404, 1), (204, 1)]
    {
        let (url, count) = serve(move |_, _| {
            let said = format!(r#"{{"error":{{"code":"c","message":"It is {TOKEN}."}}}}"#);
            (StatusCode::from_u16(code).unwrap(), said)
        })
        .await;
        let error = bots(&url, &Place::default()).await.unwrap_err();
        match code {
            401 | 403 => assert!(matches!(error, Error::Unauthorized { .. }), "{error}"),
            _ => assert!(matches!(error, Error::Status { code: seen, .. } if seen == code), "{error}"),
        }
        let text = format!("{error} {error:?}");
        assert!(!text.contains(TOKEN), "an echoed secret is taken out: {text}");
        assert_eq!(count.load(Ordering::SeqCst), tries, "{code}");
        let (url, _) = serve(move |n, _| match n {
            0 => StatusCode::from_u16(code).unwrap().into_response(),
            _ => ONE.into_response(),
        })
        .await;
        assert_eq!(bots(&url, &Place::default()).await.is_ok(), tries == 2, "{code}");
    }
}
