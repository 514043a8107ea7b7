//! A figure and its peer, as people and scripts read them.

pub mod growth;
pub mod table;

use serde::{Deserialize, Serialize};

/// One figure beside its peer's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    pub name: String,
    /// Messages in the store.
    pub scale: u64,
    pub value: Option<f64>,
    pub unit: Unit,
    /// What the same was asked of; a reason where it could not be.
    pub peer: String,
    pub peer_value: Option<f64>,
    /// What the value must reach, in its unit.
    pub bar: Option<f64>,
    pub holds: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    #[serde(rename = "rows/s")]
    RowsPerSecond,
    #[serde(rename = "rows/CPU s")]
    RowsPerCpuSecond,
    #[serde(rename = "ms")]
    Millis,
    #[serde(rename = "CPU ms")]
    CpuMillis,
    #[serde(rename = "CPU s")]
    CpuSeconds,
    #[serde(rename = "MB")]
    Megabytes,
    /// How many times the peer's.
    #[serde(rename = "×")]
    Times,
}

impl Unit {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RowsPerSecond => "rows/s",
            Self::RowsPerCpuSecond => "rows/CPU s",
            Self::Millis => "ms",
            Self::CpuMillis => "CPU ms",
            Self::CpuSeconds => "CPU s",
            Self::Megabytes => "MB",
            Self::Times => "×",
        }
    }

    const fn more_is_better(self) -> bool {
        matches!(self, Self::RowsPerSecond | Self::RowsPerCpuSecond)
    }

    /// Whether a value is as good as a bar.
    pub fn reaches(self, value: f64, bar: f64) -> bool {
        if self.more_is_better() { value >= bar } else { value <= bar }
    }
}

impl Figure {
    /// Whether one of the two is better, in words.
    pub fn against(&self) -> String {
        let both = self.value.zip(self.peer_value).filter(|(a, b)| *a > 0.0 && *b > 0.0);
        let Some((ours, peer)) = both.filter(|_| self.unit != Unit::Times) else { return String::new() };
        let better = if self.unit.more_is_better() { ours / peer } else { peer / ours };
        match better {
            0.95..1.05 => "about equal".to_owned(),
            1.0.. => format!("{} × better", number(Some(better))),
            _ => format!("{} × worse", number(Some(1.0 / better))),
        }
    }

    /// The name without its last part, and that part: `p99`, `duckdb` …
    pub fn parts(&self) -> (&str, &str) {
        self.name.rsplit_once('.').unwrap_or((self.name.as_str(), ""))
    }
}

/// Three digits that count, and thousands apart.
pub fn number(value: Option<f64>) -> String {
    let Some(value) = value else { return "–".to_owned() };
    match value {
        v if v < 0.9995 => format!("{v:.3}"),
        v if v < 9.995 => format!("{v:.2}"),
        v if v < 99.95 => format!("{v:.1}"),
        v => thousands(v),
    }
}

fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub fn figure(name: &str, scale: u64, value: Option<f64>, unit: Unit, peer_value: Option<f64>) -> Figure {
        let (name, peer) = (name.to_owned(), "y".to_owned());
        Figure { name, scale, value, unit, peer, peer_value, bar: None, holds: None }
    }

    #[test]
    fn a_figure_says_who_is_better_whichever_way_its_unit_counts() {
        let cases = [
            (Some(10.0), Unit::RowsPerSecond, Some(20.0), "2.00 × worse"),
            (Some(10.0), Unit::Millis, Some(20.0), "2.00 × better"),
            (Some(10.0), Unit::Megabytes, Some(10.1), "about equal"),
            (Some(2.0), Unit::Times, Some(1.0), ""),
            (None, Unit::Millis, Some(1.0), ""),
            (Some(1.0), Unit::Millis, None, ""),
        ];
        for (value, unit, peer, said) in cases {
            let figure = figure("x", 1, value, unit, peer);
            assert_eq!(figure.against(), said, "{value:?} {unit:?} {peer:?}");
        }
    }

    #[test]
    fn numbers_are_short_and_thousands_stand_apart() {
        let said = [0.0421, 0.9996, 4.2, 42.0, 4_200.4, 1_234_567.0].map(|v| number(Some(v)));
        assert_eq!(said, ["0.042", "1.00", "4.20", "42.0", "4,200", "1,234,567"]);
        assert_eq!(number(None), "–");
    }

    #[test]
    fn a_bar_is_reached_from_the_side_that_its_unit_says() {
        for (value, unit, bar, holds) in [
            (9.0, Unit::Millis, 10.0, true),
            (11.0, Unit::Millis, 10.0, false),
            (50.0, Unit::RowsPerCpuSecond, 40.0, true),
            (30.0, Unit::RowsPerCpuSecond, 40.0, false),
            (2.2, Unit::Times, 2.2, true),
        ] {
            assert_eq!(unit.reaches(value, bar), holds, "{value} {unit:?} {bar}");
        }
    }
}
