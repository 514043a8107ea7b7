//! What is asked, page after page, and what comes of a login.

use super::*;
use crate::http::{Exchange, Secret};
use crate::limits::Limits;
use crate::{Window, system_clock};
use std::collections::BTreeMap;

#[test]
fn pages_follow_until_the_window_is_read() {
    let window = Window { from: Some(at("2023-11-01T12:00:00Z")), until: Some(at("2024-02-01T12:00:00Z")) };
    let place =
        |cursor: Option<&str>| Place { cursor: cursor.map(str::to_owned), window, ..Place::default() };
    let few = B2Chat { page: 1, ..connector() };
    let next = |cursor: Option<&str>, text: &str| few.read(stream(CHATS), &place(cursor), text).unwrap().next;
    let full = format!(r#"{{"chats":[{CHAT}]}}"#);
    let cut = format!(r#"{{"chats":[{CHAT}],"total":3}}"#);
    assert_eq!(
        next(None, &full).as_deref(),
        Some("2023-12-04 2024-02-02 1"),
        "without a total a full page goes on"
    );
    assert_eq!(next(Some("2023-12-04 2024-02-02 1"), &cut).as_deref(), Some("2023-12-04 2024-02-02 2"));
    assert_eq!(
        next(Some("2023-12-04 2024-02-02 2"), r#"{"chats":[],"total":3}"#).as_deref(),
        Some("2023-10-31 2023-12-04 0")
    );
    assert_eq!(next(Some("2023-10-31 2023-12-04 0"), r#"{"chats":[]}"#), None);
    let large = connector();
    let one = large.read(stream(CHATS), &place(Some("2023-10-31 2023-12-04 0")), &full).unwrap();
    assert_eq!(one.next, None, "a page that is not full is the last");
    for cursor in ["", "2024", "2024-01-01 2024-01-02 x"] {
        assert!(
            matches!(few.ask(stream(CHATS), &place(Some(cursor))), Err(Error::Malformed { .. })),
            "{cursor}"
        );
    }
    assert!(matches!(few.ask(stream(CONTACTS), &place(Some("x"))), Err(Error::Malformed { .. })));
}

#[test]
fn what_is_no_export_is_said_to_be_none() {
    for text in ["{}", "7", r#"{"chats":{}}"#, r#"{"access_token":"hush-hush"}"#, r#"{"chats":null}"#] {
        let error = connector().read(stream(CHATS), &Place::default(), text).unwrap_err();
        assert!(matches!(error, Error::Malformed { .. }), "{error:?}");
        assert!(!error.to_string().contains("hush"));
        assert!(connector().greeted(text).is_err());
    }
    let broken = connector().read(stream(CHATS), &Place::default(), r#"{"chats":[{"chat"#).unwrap_err();
    assert!(broken.is_passing(), "{broken:?}");
}

#[test]
fn a_token_near_its_end_is_used_to_its_end() {
    let login = token::ClientCredentials { client: "me".into(), secret: Secret::new("hush") };
    let lasts = |text: &str| login.token(text).map(|token| token.lasts);
    assert_eq!(
        lasts(r#"{"access_token":"t","token_type":"bearer","expires_in":86400}"#),
        Ok(Some(86_400_000))
    );
    assert_eq!(lasts(r#"{"access_token":"t","expires_in":20}"#), Ok(None));
    assert_eq!(lasts(r#"{"access_token":"t"}"#), Ok(None));
    assert!(matches!(lasts("{}"), Err(Error::Malformed { .. })));
    assert!(login.renew(&Secret::new("x")).is_none());
}

#[tokio::test]
async fn the_zone_is_checked_and_not_repeated() {
    let map = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let secrets = map(&[(SECRET, "hush")]);
    let connect = |zone: &str| {
        let settings = map(&[(CLIENT, "me"), (ZONE, zone)]);
        crate::connect("b2chat", "", &settings, &secrets, Limits::default(), system_clock()).map(|_| ())
    };
    assert_eq!(connect("America/Bogota"), Ok(()));
    let error = connect("Mars/Base-17").unwrap_err().to_string();
    assert!(error.contains("time zone") && !error.contains("Mars"), "{error}");
}

#[test]
fn the_pace_shrinks_with_the_limits() {
    assert_eq!(pace(Limits::default().backoff_first), PACE);
    assert_eq!(pace(Duration::from_millis(2)), Duration::from_millis(2));
    assert_eq!(pace(Duration::ZERO), Duration::from_millis(1));
}
