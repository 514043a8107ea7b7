//! A figure and its peer, as people and scripts read them.

use serde::Serialize;

/// One figure beside its peer's.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    pub name: String,
    /// Messages in the store.
    pub scale: u64,
    pub value: Option<f64>,
    pub unit: Unit,
    /// What the same was asked of; `not on PATH` where it could not be.
    pub peer: String,
    pub peer_value: Option<f64>,
    /// What the value must reach, in its unit. No bars are set yet.
    pub bar: Option<f64>,
    pub holds: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Unit {
    #[serde(rename = "rows/s")]
    RowsPerSecond,
    #[serde(rename = "rows/CPU s")]
    RowsPerCpuSecond,
    #[serde(rename = "ms")]
    Millis,
    #[serde(rename = "CPU ms")]
    CpuMillis,
    #[serde(rename = "MB")]
    Megabytes,
}

impl Unit {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RowsPerSecond => "rows/s",
            Self::RowsPerCpuSecond => "rows/CPU s",
            Self::Millis => "ms",
            Self::CpuMillis => "CPU ms",
            Self::Megabytes => "MB",
        }
    }

    const fn more_is_better(self) -> bool {
        matches!(self, Self::RowsPerSecond | Self::RowsPerCpuSecond)
    }
}

/// The table for people: a head, and a line a figure.
pub fn table(figures: &[Figure]) -> String {
    let head = ["what", "value", "peer's", "unit", "against the peer", "peer"].map(str::to_owned);
    let rows: Vec<[String; 6]> = std::iter::once(head).chain(figures.iter().map(line)).collect();
    let width = |at: usize| {
        rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..6).map(width).collect();
    let mut out = String::new();
    for row in &rows {
        for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let right = at == 1 || at == 2;
            let padded = if right { format!("{cell:>width$}") } else { format!("{cell:<width$}") };
            out.push_str(&padded);
            out.push_str("  ");
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out
}

fn line(figure: &Figure) -> [String; 6] {
    [
        figure.name.clone(),
        number(figure.value),
        number(figure.peer_value),
        figure.unit.as_str().to_owned(),
        against(figure),
        figure.peer.clone(),
    ]
}

/// Three digits that count, and thousands apart.
fn number(value: Option<f64>) -> String {
    let Some(value) = value else { return "–".to_owned() };
    match value {
        v if v < 1.0 => format!("{v:.3}"),
        v if v < 10.0 => format!("{v:.2}"),
        v if v < 100.0 => format!("{v:.1}"),
        v => {
            let digits = format!("{v:.0}");
            let mut out = String::new();
            for (at, digit) in digits.chars().enumerate() {
                if at > 0 && (digits.len() - at).is_multiple_of(3) {
                    out.push(',');
                }
                out.push(digit);
            }
            out
        }
    }
}

fn against(figure: &Figure) -> String {
    let Some((ours, peer)) = figure.value.zip(figure.peer_value).filter(|(a, b)| *a > 0.0 && *b > 0.0) else {
        return String::new();
    };
    let better = if figure.unit.more_is_better() { ours / peer } else { peer / ours };
    if (0.95..1.05).contains(&better) {
        "about equal".to_owned()
    } else if better > 1.0 {
        format!("{better:.1} × better")
    } else {
        format!("{:.1} × worse", 1.0 / better)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: Option<f64>, unit: Unit, peer_value: Option<f64>) -> Figure {
        let (name, peer) = ("x".to_owned(), "y".to_owned());
        Figure { name, scale: 1, value, unit, peer, peer_value, bar: None, holds: None }
    }

    #[test]
    fn a_figure_says_who_is_better_whichever_way_its_unit_counts() {
        let cases = [
            (Some(10.0), Unit::RowsPerSecond, Some(20.0), "2.0 × worse"),
            (Some(10.0), Unit::Millis, Some(20.0), "2.0 × better"),
            (Some(10.0), Unit::Megabytes, Some(10.1), "about equal"),
            (None, Unit::Millis, Some(1.0), ""),
            (Some(1.0), Unit::Millis, None, ""),
        ];
        for (value, unit, peer, said) in cases {
            assert_eq!(against(&figure(value, unit, peer)), said, "{value:?} {unit:?} {peer:?}");
        }
    }

    #[test]
    fn numbers_are_short_and_thousands_stand_apart() {
        let said = [0.0421, 4.2, 42.0, 4_200.4, 1_234_567.0].map(|v| number(Some(v)));
        assert_eq!(said, ["0.042", "4.20", "42.0", "4,200", "1,234,567"]);
        assert_eq!(number(None), "–");
    }
}
