//! Amounts and lengths of time as people write them.

use model::Millis;

/// Units from large to small; the canonical text takes each at most once.
const UNITS: [(&str, Millis); 5] =
    [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

pub fn read_amount(text: &str) -> Option<f64> {
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    text.parse().ok().filter(|n: &f64| plain && n.is_finite())
}

/// `1h30m`, `90s`, `250ms`. Never negative.
pub fn read_duration(text: &str) -> Option<Millis> {
    let mut rest = text;
    let mut total: Millis = 0;
    while !rest.is_empty() {
        let (number, after) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit())?);
        let (unit, after) = after.split_at(after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len()));
        let (_, millis) = UNITS.iter().find(|(name, _)| *name == unit)?;
        total = total.checked_add(number.parse::<Millis>().ok()?.checked_mul(*millis)?)?;
        rest = after;
    }
    (!text.is_empty()).then_some(total)
}

pub fn print_duration(length: Millis) -> String {
    let mut rest = length.max(0);
    let mut text = String::new();
    for (name, millis) in UNITS {
        if rest >= millis {
            text.push_str(&format!("{}{name}", rest / millis));
            rest %= millis;
        }
    }
    if text.is_empty() { "0s".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_and_printed() {
        for (text, millis, canonical) in [
            ("90s", 90_000, "1m30s"),
            ("1h30m", 5_400_000, "1h30m"),
            ("36h", 129_600_000, "1d12h"),
            ("250ms", 250, "250ms"),
            ("0s", 0, "0s"),
        ] {
            assert_eq!(read_duration(text), Some(millis), "{text}");
            assert_eq!(print_duration(millis), canonical);
        }
        for text in ["", "5", "h", "5x", "-5m", "5.5h", "99999999999999999999s", "9223372036854775807d"] {
            assert_eq!(read_duration(text), None, "{text}");
        }
    }

    #[test]
    fn amounts_are_finite_numbers() {
        assert_eq!(read_amount("-1.5"), Some(-1.5));
        for text in ["", "inf", "NaN", "1e9", "1,5", "0x10"] {
            assert_eq!(read_amount(text), None, "{text}");
        }
    }
}
