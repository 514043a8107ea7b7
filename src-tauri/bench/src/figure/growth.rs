//! How figures grow with the data: each at every scale, and the slope of the line through them.

use super::table::{Look, draw};
use super::{Figure, Unit, number};
use std::collections::BTreeSet;

/// A table with a column a scale. A slope of 1 grows as the data does, of 0 not at all; rates and ratios
/// have none.
pub fn table(figures: &[Figure], look: Look) -> String {
    let scales: BTreeSet<u64> = figures.iter().map(|figure| figure.scale).collect();
    let mut head = vec!["figure".to_owned()];
    head.extend(scales.iter().map(|scale| number(Some(*scale as f64))));
    head.extend(["unit", "slope"].map(str::to_owned));
    let mut rows = vec![head];
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for first in figures.iter().filter(|figure| figure.value.is_some()) {
        if !seen.insert(&first.name) {
            continue;
        }
        let at = |scale: &u64| {
            figures.iter().find(|f| f.name == first.name && f.scale == *scale).and_then(|f| f.value)
        };
        let values: Vec<(u64, Option<f64>)> = scales.iter().map(|scale| (*scale, at(scale))).collect();
        let mut row = vec![format!("`{}`", first.name)];
        row.extend(values.iter().map(|(_, value)| number(*value)));
        row.push(first.unit.as_str().to_owned());
        let grows = !matches!(first.unit, Unit::Times | Unit::RowsPerSecond | Unit::RowsPerCpuSecond);
        let slope = slope(&values).filter(|_| grows);
        row.push(slope.map_or_else(|| "–".to_owned(), |slope| format!("{slope:.2}")));
        rows.push(row);
    }
    draw(&rows, look, 1)
}

/// Of the straight line through the logarithms, by least squares; `None` below two points.
fn slope(values: &[(u64, Option<f64>)]) -> Option<f64> {
    let points: Vec<(f64, f64)> = values
        .iter()
        .filter_map(|(scale, value)| Some(((*scale as f64).log10(), value.filter(|v| *v > 0.0)?.log10())))
        .collect();
    let count = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|p| p.0), mean(|p| p.1));
    let spread: f64 = points.iter().map(|p| (p.0 - x) * (p.0 - x)).sum();
    let together: f64 = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum();
    (points.len() >= 2 && spread > 0.0).then(|| together / spread)
}

#[cfg(test)]
mod tests {
    use super::super::tests::figure;
    use super::*;

    #[test]
    fn slopes_are_those_of_powers() {
        let of = |f: fn(f64) -> f64| -> Vec<(u64, Option<f64>)> {
            [1_000, 10_000, 100_000].map(|n| (n, Some(f(n as f64)))).to_vec()
        };
        for (values, want) in [(of(|n| n * 3.0), 1.0), (of(|_| 5.0), 0.0), (of(f64::sqrt), 0.5)] {
            let slope = slope(&values).expect("three points");
            assert!((slope - want).abs() < 1e-9, "{slope} {want}");
        }
        assert_eq!(slope(&[(1, Some(1.0)), (10, None)]), None);
        assert_eq!(slope(&[]), None);
    }

    #[test]
    fn a_figure_has_one_line_with_all_its_scales() {
        let of = |scale, value| figure("x.p50", scale, Some(value), Unit::Millis, None);
        let said = table(&[of(1_000, 1.0), of(100_000, 100.0)], Look::Markdown);
        assert!(said.contains("| `x.p50` | 1.00 | 100 | ms | 1.00 |"), "{said}");
    }
}
