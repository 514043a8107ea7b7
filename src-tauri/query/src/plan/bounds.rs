//! A stretch of numbers as the whole numbers in it.

use crate::text::Span;

/// From this number (included) until that one (not included); `None` is open.
pub type Bounds = (Option<i64>, Option<i64>);

pub const fn whole(span: Span<i64>) -> Bounds {
    match span {
        Span::At(a) => (Some(a), Some(a.saturating_add(1))),
        Span::From(a) => (Some(a), None),
        Span::To(a) => (None, Some(a.saturating_add(1))),
        Span::Over(a) => (Some(a.saturating_add(1)), None),
        Span::Under(a) => (None, Some(a)),
        Span::Between(a, b) => (Some(a), Some(b.saturating_add(1))),
    }
}

/// Whole numbers within a stretch of any numbers; the last one that a float can name is no count.
pub fn amounts(span: Span<f64>) -> Bounds {
    // Casts of floats stop at the ends of their range.
    let (ceil, over) = (|a: f64| a.ceil() as i64, |a: f64| (a.floor() as i64).saturating_add(1));
    match span {
        Span::At(a) => (Some(ceil(a)), Some(over(a))),
        Span::From(a) => (Some(ceil(a)), None),
        Span::To(a) => (None, Some(over(a))),
        Span::Over(a) => (Some(over(a)), None),
        Span::Under(a) => (None, Some(ceil(a))),
        Span::Between(a, b) => (Some(ceil(a)), Some(over(b))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_numbers_of_a_stretch_are_those_it_holds() {
        let values = [-2.5_f64, -2.0, -0.5, 0.0, 0.5, 1.0, 1.5, 3.0];
        let within =
            |(from, until): Bounds, n: i64| from.is_none_or(|f| n >= f) && until.is_none_or(|u| n < u);
        for a in values {
            for b in values {
                let spans = [
                    Span::At(a),
                    Span::From(a),
                    Span::To(a),
                    Span::Over(a),
                    Span::Under(a),
                    Span::Between(a.min(b), a.max(b)),
                ];
                for (span, n) in spans.into_iter().flat_map(|span| (-5..6).map(move |n| (span, n))) {
                    assert_eq!(within(amounts(span), n), span.holds(n as f64), "{span:?} {n}");
                }
                let (a, b) = (a as i64, b as i64);
                let spans = [
                    Span::At(a),
                    Span::From(a),
                    Span::To(a),
                    Span::Over(a),
                    Span::Under(a),
                    Span::Between(a.min(b), a.max(b)),
                ];
                for (span, n) in spans.into_iter().flat_map(|span| (-5..6).map(move |n| (span, n))) {
                    assert_eq!(within(whole(span), n), span.holds(n), "{span:?} {n}");
                }
            }
        }
    }
}
