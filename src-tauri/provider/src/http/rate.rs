//! How many requests are left, as providers tell it in headers.

use crate::Rate;
use model::Millis;
use reqwest::header::HeaderMap;

/// The headers of one provider.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names {
    pub limit: &'static str,
    pub left: &'static str,
    /// The moment of renewal, in seconds since 1970.
    pub reset: &'static str,
}

/// Where the provider says it.
pub(super) fn read(headers: &HeaderMap, names: &Names) -> Option<Rate> {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<u64>().ok();
    let seconds = |name: &str| number(name).and_then(|n| Millis::try_from(n).ok()?.checked_mul(1000));
    Some(Rate { left: number(names.left)?, of: number(names.limit), resets_at: seconds(names.reset) })
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
    fn what_is_left_is_read() {
        let names = Names { limit: "x-limit", left: "x-left", reset: "x-reset" };
        let mut headers = HeaderMap::new();
        assert_eq!(read(&headers, &names), None);
        for (name, value) in [("x-left", " 0 "), ("x-reset", "9")] {
            headers.insert(name, value.parse().unwrap());
        }
        let epoch = read(&headers, &names);
        assert_eq!(epoch, Some(Rate { left: 0, of: None, resets_at: Some(9_000) }));
        assert_eq!((wait(epoch, 5_000), wait(epoch, 9_000)), (Some(4_000), None));
        headers.insert("x-left", "3".parse().unwrap());
        headers.insert("x-limit", "1000".parse().unwrap());
        headers.insert("x-reset", "99999999999999999999".parse().unwrap());
        let some = read(&headers, &names);
        assert_eq!(some, Some(Rate { left: 3, of: Some(1_000), resets_at: None }));
        assert_eq!(wait(some, 0), None);
    }
}
