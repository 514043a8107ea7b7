//! `cargo xtask features`: docs/FEATURES.md against the tests that say which row they show.
//!
//! A row is called done, partly or open there. A test shows a row with a comment `// shows ID` in its body.
//! A done row that no test shows is an error, and so is a test that shows a row nobody knows.

mod scan;
mod table;

use std::path::PathBuf;

use crate::error::Error;
use crate::place::Place;
use crate::voice::say;
use scan::Shown;
use table::{Row, State};

/// Prints each row with its tests, and fails when the two do not agree.
pub fn report(place: &Place) -> Result<(), Error> {
    let path = place.root.join("docs/FEATURES.md");
    let text = read(&path)?;
    let rows = table::rows(&text).map_err(Error::Wrong)?;
    let shown = scan::tree(&place.root)?;
    for row in &rows {
        say(&line(row, &shown));
    }
    let count = |state| rows.iter().filter(|row| row.state == state).count();
    let (done, partly, open) = (count(State::Done), count(State::Partly), count(State::Open));
    say(&format!("{} rows: {done} done, {partly} partly, {open} open\n", rows.len()));
    let faults = faults(&rows, &shown);
    if faults.is_empty() { Ok(()) } else { Err(Error::Wrong(faults.join("\n"))) }
}

fn read(path: &PathBuf) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|source| Error::File { path: path.clone(), deed: "read", source })
}

fn line(row: &Row, shown: &[Shown]) -> String {
    let tests: Vec<String> = shown
        .iter()
        .filter(|mark| mark.id == row.id)
        .map(|mark| format!("\n         {}", mark.test))
        .collect();
    format!("{:<5} {:<7} {}{}\n", row.id, row.state.word(), row.words, tests.concat())
}

/// What does not agree, a sentence each.
fn faults(rows: &[Row], shown: &[Shown]) -> Vec<String> {
    let unshown = rows
        .iter()
        .filter(|row| row.state == State::Done && !shown.iter().any(|mark| mark.id == row.id))
        .map(|row| format!("{} is called done in docs/FEATURES.md, and no test shows it.", row.id));
    let unknown = shown
        .iter()
        .filter(|mark| !rows.iter().any(|row| row.id == mark.id))
        .map(|mark| format!("{} shows {}, which is no row of docs/FEATURES.md.", mark.test, mark.id));
    unshown.chain(unknown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, state: State) -> Row {
        Row { id: id.to_owned(), words: "words".to_owned(), state }
    }

    fn mark(id: &str) -> Shown {
        Shown { id: id.to_owned(), test: "a.rs: a_test".to_owned() }
    }

    #[test]
    fn a_done_row_needs_a_test_and_a_test_needs_a_row() {
        let rows = [row("S0.1", State::Done), row("S0.2", State::Open), row("B1", State::Partly)];
        assert!(faults(&rows, &[mark("S0.1"), mark("S0.2")]).is_empty());
        assert!(faults(&rows, &[])[0].starts_with("S0.1 is called done"));
        let unknown = faults(&rows, &[mark("S0.1"), mark("S9.9")]);
        assert_eq!(unknown, ["a.rs: a_test shows S9.9, which is no row of docs/FEATURES.md."]);
    }

    #[test]
    fn a_row_is_printed_with_each_test_that_shows_it() {
        let printed = line(&row("S0.1", State::Done), &[mark("S0.1"), mark("S0.10")]);
        assert_eq!(printed, "S0.1  done    words\n         a.rs: a_test\n");
    }
}
