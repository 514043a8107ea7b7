//! Nothing is asked anywhere but at home.

use super::{ONE, bots, client, of, serve, tight};
use crate::{Error, Place, Provider, Trail};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use model::Kind;
use std::sync::atomic::Ordering;

#[tokio::test]
async fn links_are_followed_on_the_own_origin_only() {
    let (url, _) = serve(|n, request: Request| {
        let host = request.headers().get(header::HOST).unwrap().to_str().unwrap().to_owned();
        match n {
            0 => ONE.replace("null", &format!(r#"null,"next_url":"http://{host}/other/place?page=2""#)),
            _ => ONE.replace("b1", request.uri().path()),
        }
    })
    .await;
    let api = client(&url, tight());
    let next = api.page(of(Kind::Bot), &Place::default()).await.unwrap().next;
    let page = api
        .page(of(Kind::Bot), &Place { cursor: next, updated_since: None, ..Place::default() })
        .await
        .unwrap();
    assert_eq!(page.records.first().unwrap().id(), "/other/place");
    let planted =
        Place { cursor: Some("https://evil.example/".into()), updated_since: None, ..Place::default() };
    assert!(
        matches!(api.page(of(Kind::Bot), &planted).await, Err(Error::ForeignLink { .. })),
        "even out of the store"
    );
}

#[tokio::test]
async fn redirects_stay_at_home() {
    let (thief, visits) = serve(|_, _| ONE).await;
    let to = |place: String| (StatusCode::FOUND, [(header::LOCATION, place)]);
    let (url, _) = serve(move |_, _| to(thief.clone())).await;
    assert!(matches!(bots(&url, &Place::default()).await, Err(Error::ForeignLink { .. })));
    assert_eq!(visits.load(Ordering::SeqCst), 0, "no credentials went abroad");
    let (url, _) = serve(move |n, _| match n {
        0 => to("/elsewhere".to_owned()).into_response(),
        _ => ONE.into_response(),
    })
    .await;
    assert_eq!(bots(&url, &Place::default()).await.unwrap().records.len(), 1);
    let (url, count) = serve(move |n, _| to(format!("/{n}"))).await;
    assert!(matches!(bots(&url, &Place::default()).await, Err(Error::Loop { .. })));
    assert!(count.load(Ordering::SeqCst) < 10);
    let (url, _) = serve(|_, _| StatusCode::FOUND).await;
    assert!(matches!(bots(&url, &Place::default()).await, Err(Error::Malformed { .. })));
}

#[tokio::test]
async fn a_repeated_cursor_is_a_loop_and_its_records_are_given_all_the_same() {
    let (url, _) = serve(|_, _| ONE.replace("null", "\"again\"")).await;
    let since = Place { cursor: Some("again".into()), updated_since: None, ..Place::default() };
    let mut trail = Trail::from_cursor(since.cursor.as_deref());
    let page = bots(&url, &since).await.unwrap();
    assert_eq!(page.records.len(), 1);
    assert!(matches!(trail.step(&page), Err(Error::Loop { .. })));
}
