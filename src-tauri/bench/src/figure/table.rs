//! Tables of figures: for a terminal, or as Markdown for docs/BENCHMARKS.md.
//!
//! Three of them: what has a bar of its own, groups of questions in one; the questions, a line each with all
//! peers; and the rest.

use super::{Figure, number};

/// How a table is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Terminal,
    Markdown,
}

/// What a question's figures end with, and what stands over their column.
const ENDINGS: [(&str, &str); 5] =
    [("p50", "p50"), ("p99", "p99"), ("cpu", "CPU p50"), ("cpu_p99", "CPU p99"), ("first", "first")];
const PEERS: [(&str, &str); 3] = [("duckdb", "DuckDB"), ("datasette", "Datasette"), ("lnav", "lnav")];

/// All tables, with a heading each.
pub fn tables(figures: &[Figure], look: Look) -> String {
    let mut out = String::new();
    let mut section = |title: &str, rows: Vec<Vec<String>>, left: usize| {
        if rows.len() > 1 {
            let head = if look == Look::Markdown { "### " } else { "" };
            out.push_str(&format!("{head}{title}\n\n{}\n", draw(&rows, look, left)));
        }
    };
    section("Bars", bars(figures), 1);
    section("Questions (ms)", questions(figures), 1);
    section("Everything else", rest(figures), 1);
    for reason in reasons(figures) {
        out.push_str(&reason);
        out.push('\n');
    }
    out
}

fn bars(figures: &[Figure]) -> Vec<Vec<String>> {
    let head = ["figure", "value", "bar", "unit", "holds", "computed"].map(str::to_owned).to_vec();
    let of_its_own = figures.iter().filter(|figure| figure.bar.is_some() && !is_beside_peer(figure));
    let row = |figure: &Figure| {
        let holds = match figure.holds {
            Some(true) => "yes",
            Some(false) => "**no**",
            None => "–",
        };
        let unit = figure.unit.as_str().to_owned();
        let (stem, ending) = figure.parts();
        let computed = figures.iter().find(|f| ending == "p99" && f.parts() == (stem, "cpu_p99"));
        let computed = computed.map_or_else(String::new, |figure| number(figure.value));
        vec![code(figure), number(figure.value), number(figure.bar), unit, holds.to_owned(), computed]
    };
    let alone = of_its_own.filter(|figure| !is_of_a_group(figures, figure.parts().0));
    std::iter::once(head).chain(alone.map(row)).collect()
}

/// Whether a group has a figure over all its questions, of which this is one.
fn is_of_a_group(figures: &[Figure], stem: &str) -> bool {
    stem.rsplit_once('.').is_some_and(|(group, _)| stems(figures).any(|stem| stem == group))
}

/// Whether the bar is the peer's own value.
fn is_beside_peer(figure: &Figure) -> bool {
    figure.bar.is_some() && figure.bar == figure.peer_value
}

fn code(figure: &Figure) -> String {
    format!("`{}`", figure.name)
}

/// The stems of figures that have a 50th percentile, in order.
fn stems(figures: &[Figure]) -> impl Iterator<Item = &str> {
    figures.iter().map(Figure::parts).filter(|(_, ending)| *ending == "p50").map(|(stem, _)| stem)
}

fn questions(figures: &[Figure]) -> Vec<Vec<String>> {
    let named = |stem: &str, ending: &str| figures.iter().find(|figure| figure.parts() == (stem, ending));
    let mut head: Vec<String> = vec!["question".to_owned()];
    head.extend(ENDINGS.iter().map(|(_, title)| (*title).to_owned()));
    head.extend(["plain SQLite", "its CPU"].map(str::to_owned));
    head.extend(PEERS.iter().map(|(_, title)| (*title).to_owned()));
    head.push("ahead".to_owned());
    let row = |stem: &str| {
        let mut row = vec![format!("`{stem}`")];
        row.extend(ENDINGS.iter().map(|(ending, _)| number(named(stem, ending).and_then(|f| f.value))));
        let beside = ["p50", "cpu"].iter().chain(PEERS.iter().map(|(ending, _)| ending));
        row.extend(beside.map(|ending| number(named(stem, ending).and_then(|f| f.peer_value))));
        row.push(ahead(figures, stem));
        row
    };
    std::iter::once(head).chain(stems(figures).map(row)).collect()
}

/// `yes`, or who was quicker; nothing where there is no peer.
fn ahead(figures: &[Figure], stem: &str) -> String {
    let beside: Vec<&Figure> =
        figures.iter().filter(|figure| figure.parts().0 == stem && is_beside_peer(figure)).collect();
    let lost: Vec<&str> = beside
        .iter()
        .filter(|figure| figure.holds == Some(false))
        .map(|figure| figure.peer.as_str())
        .collect();
    match (beside.is_empty(), lost.is_empty()) {
        (true, _) => String::new(),
        (_, true) => "yes".to_owned(),
        _ => format!("**not of {}**", lost.join(", ")),
    }
}

fn rest(figures: &[Figure]) -> Vec<Vec<String>> {
    let head = ["figure", "value", "peer's", "unit", "against the peer", "peer"].map(str::to_owned).to_vec();
    let stems: Vec<&str> = stems(figures).collect();
    let others = figures.iter().filter(|figure| !stems.contains(&figure.parts().0) && figure.value.is_some());
    let row = |figure: &Figure| {
        let against = figure.against();
        let against = if against.ends_with("worse") { format!("**{against}**") } else { against };
        let unit = figure.unit.as_str().to_owned();
        vec![
            code(figure),
            number(figure.value),
            number(figure.peer_value),
            unit,
            against,
            figure.peer.clone(),
        ]
    };
    std::iter::once(head).chain(others.map(row)).collect()
}

/// Why a peer has no figures, once each.
fn reasons(figures: &[Figure]) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for figure in figures.iter().filter(|figure| figure.peer_value.is_none() && figure.peer.contains(": ")) {
        if !reasons.contains(&figure.peer) {
            reasons.push(figure.peer.clone());
        }
    }
    reasons
}

/// The first `left` columns, and those of words, to the left; numbers to the right.
pub fn draw(rows: &[Vec<String>], look: Look, left: usize) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let plain = |cell: &String| match look {
        Look::Terminal => cell.replace(['`', '*'], ""),
        Look::Markdown => cell.replace('|', "\\|"),
    };
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(plain).collect()).collect();
    let cells = |at: usize| rows.iter().filter_map(move |row| row.get(at));
    let width = |at: usize| cells(at).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let numeric = |at: usize| at >= left && cells(at).skip(1).all(|cell| !cell.contains(char::is_alphabetic));
    let shape: Vec<(usize, bool)> = (0..columns).map(|at| (width(at), numeric(at))).collect();
    let mut lines: Vec<String> = rows.iter().map(|row| line(row, &shape, look)).collect();
    if look == Look::Markdown {
        let rule: String = shape.iter().map(|(_, right)| if *right { "--:|" } else { "---|" }).collect();
        lines.insert(1.min(lines.len()), format!("|{rule}"));
    }
    lines.join("\n") + "\n"
}

fn line(row: &[String], shape: &[(usize, bool)], look: Look) -> String {
    let cells = row.iter().zip(shape).map(|(cell, (width, right))| match (look, right) {
        (Look::Markdown, _) => format!(" {cell} |"),
        (_, true) => format!("{cell:>width$}  "),
        (_, false) => format!("{cell:<width$}  "),
    });
    let line: String = cells.collect();
    match look {
        Look::Markdown => format!("|{line}"),
        Look::Terminal => line.trim_end().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Unit;
    use super::super::tests::figure;
    use super::*;

    #[test]
    fn each_figure_stands_in_the_table_where_it_is_looked_for() {
        let mut p50 = figure("search.one.p50", 1, Some(2.0), Unit::Millis, Some(8.0));
        (p50.bar, p50.holds, p50.peer) = (Some(8.0), Some(true), "plain SQLite".to_owned());
        let mut duckdb = figure("search.one.duckdb", 1, Some(2.0), Unit::Millis, Some(1.0));
        (duckdb.bar, duckdb.holds, duckdb.peer) = (Some(1.0), Some(false), "DuckDB".to_owned());
        let mut p99 = figure("search.one.p99", 1, Some(11.0), Unit::Millis, None);
        (p99.bar, p99.holds) = (Some(10.0), Some(false));
        let size = figure("size.file", 1, Some(5.0), Unit::Megabytes, Some(10.0));
        let mut lnav = figure("search.lnav", 1, None, Unit::Millis, None);
        lnav.peer = "lnav: is not installed".to_owned();
        let said = tables(&[p50, p99, duckdb, size, lnav], Look::Markdown);
        for line in [
            "| `search.one.p99` | 11.0 | 10.0 | ms | **no** |  |",
            "| `search.one` | 2.00 | 11.0 | – | – | – | 8.00 | – | 1.00 | – | – | **not of DuckDB** |",
            "| `size.file` | 5.00 | 10.0 | MB | 2.00 × better | y |",
            "lnav: is not installed",
        ] {
            assert!(said.contains(line), "{line}\n{said}");
        }
        assert_eq!(said.matches("`search.one.p99`").count(), 1);
    }

    #[test]
    fn a_terminal_sees_columns_and_no_marks() {
        let rows = [vec!["a".to_owned(), "n".to_owned()], vec!["`bb`".to_owned(), "1,234".to_owned()]];
        assert_eq!(draw(&rows, Look::Terminal, 1), "a       n\nbb  1,234\n");
    }
}
