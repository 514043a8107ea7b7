//! When to ask again, and how long to wait before.

use crate::limits::{Limits, TIMEOUT_TRIES};
use crate::{Error, Reason, Wait};
use chrono::DateTime;
use model::{Millis, Stamp};
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use std::error::Error as _;

/// The wait that the server asks for, from now, in milliseconds: seconds, an HTTP date, or RFC 3339.
/// A date is measured against the server's own `Date`, so that its clock need not agree with ours.
pub(super) fn after(headers: &HeaderMap, now: Millis) -> Option<Millis> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        // More digits than a number holds is still a wait: a very long one.
        return Some(text.parse::<Millis>().unwrap_or(Millis::MAX).saturating_mul(1000));
    }
    let moment = |text: &str| {
        let rfc3339 = Stamp::parse(text).map(|stamp| stamp.at).ok();
        rfc3339.or_else(|| DateTime::parse_from_rfc2822(text).map(|t| t.timestamp_millis()).ok())
    };
    let server_now = headers.get(DATE).and_then(|d| d.to_str().ok()).and_then(moment).unwrap_or(now);
    Some(moment(text)?.saturating_sub(server_now).max(0))
}

/// How often a request that meets this fault is sent at all.
pub(super) fn tries(error: &Error, limits: &Limits) -> u32 {
    match error {
        Error::Timeout { .. } => limits.tries.min(TIMEOUT_TRIES),
        passing if passing.is_passing() => limits.tries,
        _ => 1,
    }
}

/// The wait before try `tried + 1`: what the server asks plus a little, else back-off with full jitter.
/// `None` when the server asks for more than we may wait: asking sooner would break its rule.
/// `draw` lies in 0..1.
pub(super) fn wait(
    error: &Error,
    asked: Option<Millis>,
    tried: u32,
    draw: f64,
    limits: &Limits,
) -> Option<Wait> {
    let most = limits.wait_max.as_millis() as f64;
    let first = limits.backoff_first.as_millis() as f64;
    let millis = match asked {
        Some(asked) if asked as f64 > most => return None,
        Some(asked) => asked as f64 + draw * first,
        None => draw * (first * 2f64.powi(tried.min(30) as i32)).min(most),
    };
    let reason = match error {
        Error::RateLimited { .. } => Reason::RateLimited,
        Error::Status { .. } => Reason::ServerFault,
        _ => Reason::Network,
    };
    Some(Wait { reason, millis: millis.ceil() as Millis })
}

/// A fault of the transfer as ours, without the address.
pub(super) fn network(error: &reqwest::Error) -> Error {
    if error.is_timeout() {
        let why = if error.is_connect() {
            "it did not take the connection"
        } else {
            "its answer did not come to an end"
        };
        return Error::Timeout { why: why.to_owned() };
    }
    let what = if error.is_connect() { "no connection" } else { "the answer broke off" };
    Error::Network { why: format!("{what} ({})", cause(error)) }
}

/// The innermost cause: reqwest's own text holds the whole address.
pub(super) fn cause(error: &reqwest::Error) -> String {
    let mut inner = match error.source() {
        Some(inner) => inner,
        None => return "unknown cause".to_owned(),
    };
    while let Some(next) = inner.source() {
        inner = next;
    }
    inner.to_string().chars().take(160).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_timeout_is_tried_less_often_and_a_lasting_fault_once() {
        let (why, said) = (String::new, String::new);
        let count = |error: Error| tries(&error, &Limits::default());
        assert_eq!(count(Error::Network { why: why() }), 6);
        assert_eq!(count(Error::RateLimited { after: None, said: said() }), 6);
        assert_eq!(count(Error::Timeout { why: why() }), 2);
        assert_eq!(count(Error::Status { code: 404, said: said() }), 1);
    }

    #[test]
    fn retry_after_is_read_in_each_form() {
        let now = Stamp::parse("2026-11-21T10:00:00Z").unwrap().at;
        for (text, date, wait) in [
            ("3", None, Some(3_000)),
            (" 0 ", None, Some(0)),
            ("99999999999999999999999", None, Some(Millis::MAX)),
            ("2026-11-21T11:00:02.5+01:00", None, Some(2_500)),
            ("Sat, 21 Nov 2026 10:00:07 GMT", None, Some(7_000)),
            ("Sat, 21 Nov 2026 09:00:00 GMT", None, Some(0)),
            ("Sat, 21 Nov 2026 12:00:07 GMT", Some("Sat, 21 Nov 2026 12:00:00 GMT"), Some(7_000)),
            ("soon", None, None),
            ("-1", None, None),
            ("", None, None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, text.parse().unwrap());
            if let Some(date) = date {
                headers.insert(DATE, date.parse().unwrap());
            }
            assert_eq!(after(&headers, now), wait, "{text}");
        }
        assert_eq!(after(&HeaderMap::new(), now), None);
    }

    #[test]
    fn a_wait_is_never_shorter_than_asked_nor_longer_than_the_bound() {
        let limits = Limits {
            backoff_first: Duration::from_millis(500),
            wait_max: Duration::from_secs(120),
            ..Limits::default()
        };
        let error = Error::Status { code: 503, said: String::new() };
        let millis = |asked, tried, draw| wait(&error, asked, tried, draw, &limits).map(|w| w.millis);
        assert_eq!(millis(Some(3_000), 1, 0.0), Some(3_000));
        assert_eq!(millis(Some(3_000), 1, 0.5), Some(3_250));
        assert_eq!(millis(Some(120_001), 1, 0.0), None, "we give up rather than ask too soon");
        assert_eq!(millis(None, 1, 0.5), Some(500));
        assert_eq!(millis(None, 3, 0.5), Some(2_000));
        assert_eq!(millis(None, 3, 0.0), Some(0), "full jitter begins at nothing");
        assert_eq!(millis(None, u32::MAX, 1.0), Some(120_000));
        let words =
            wait(&Error::RateLimited { after: None, said: String::new() }, Some(2_400), 1, 0.0, &limits);
        assert_eq!(words.unwrap().to_string(), "rate limited: 3 s");
    }
}
