//! How many requests are left, as providers tell it in headers.

use crate::Rate;
use model::Millis;
use reqwest::header::HeaderMap;

/// The headers of one provider.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names {
    pub limit: &'static str,
    pub left: &'static str,
    pub reset: &'static str,
    pub form: Form,
}

/// How the moment of renewal is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Seconds since 1970.
    Epoch,
    /// Seconds from now.
    Delta,
}

/// Where the provider says it.
pub(super) fn read(headers: &HeaderMap, names: &Names, now: Millis) -> Option<Rate> {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<u64>().ok();
    let seconds = |name: &str| number(name).and_then(|n| Millis::try_from(n).ok()?.checked_mul(1000));
    let resets_at = seconds(names.reset).map(|reset| match names.form {
        Form::Epoch => reset,
        Form::Delta => now.saturating_add(reset),
    });
    Some(Rate { left: number(names.left)?, of: number(names.limit), resets_at })
}

/// How long to wait before the next request, if none is left.
pub(super) fn wait(rate: Option<Rate>, now: Millis) -> Option<Millis> {
    let rate = rate.filter(|rate| rate.left == 0)?;
    Some(rate.resets_at?.saturating_sub(now)).filter(|wait| *wait > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_read_in_both_forms() {
        let names = |form| Names { limit: "x-limit", left: "x-left", reset: "x-reset", form };
        let mut headers = HeaderMap::new();
        assert_eq!(read(&headers, &names(Form::Epoch), 5_000), None);
        for (name, value) in [("x-left", " 0 "), ("x-reset", "9")] {
            headers.insert(name, value.parse().unwrap());
        }
        let epoch = read(&headers, &names(Form::Epoch), 5_000);
        assert_eq!(epoch, Some(Rate { left: 0, of: None, resets_at: Some(9_000) }));
        assert_eq!((wait(epoch, 5_000), wait(epoch, 9_000)), (Some(4_000), None));
        let delta = read(&headers, &names(Form::Delta), 5_000);
        assert_eq!(delta.unwrap().resets_at, Some(14_000));
        headers.insert("x-left", "3".parse().unwrap());
        headers.insert("x-limit", "1000".parse().unwrap());
        headers.insert("x-reset", "99999999999999999999".parse().unwrap());
        let some = read(&headers, &names(Form::Epoch), 5_000);
        assert_eq!(some, Some(Rate { left: 3, of: Some(1_000), resets_at: None }));
        assert_eq!(wait(some, 0), None);
    }
}
