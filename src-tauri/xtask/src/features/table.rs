//! Reads the rows of docs/FEATURES.md: `| id | what | state |`.

/// How far a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// A person can do it in the window and a test drives it.
    Done,
    /// Part of it stands.
    Partly,
    /// Nothing yet.
    Open,
}

impl State {
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Partly => "partly",
            Self::Open => "open",
        }
    }

    fn of(word: &str) -> Option<Self> {
        [Self::Done, Self::Partly, Self::Open].into_iter().find(|state| state.word() == word)
    }
}

/// One row.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    pub id: String,
    pub words: String,
    pub state: State,
}

/// All rows, in order. A row with a state that is none of the three words, or an id that stands twice, is an
/// error in words.
pub fn rows(text: &str) -> Result<Vec<Row>, String> {
    let mut rows: Vec<Row> = Vec::new();
    for cells in text.lines().filter_map(cells) {
        let row = row(&cells)?;
        if rows.iter().any(|earlier| earlier.id == row.id) {
            return Err(format!("{} stands twice in docs/FEATURES.md.", row.id));
        }
        rows.push(row);
    }
    if rows.is_empty() { Err("docs/FEATURES.md has no rows.".to_owned()) } else { Ok(rows) }
}

fn row(cells: &[&str]) -> Result<Row, String> {
    let [id, words, state] = cells else {
        return Err(format!(
            "A row of docs/FEATURES.md has {} cells instead of 3: {}",
            cells.len(),
            cells.join(" | ")
        ));
    };
    let known = State::of(state).ok_or_else(|| {
        format!("{id} has the state “{state}” in docs/FEATURES.md; it is done, partly or open.")
    })?;
    Ok(Row { id: (*id).to_owned(), words: (*words).to_owned(), state: known })
}

/// The cells of a table's line whose first is an id; headings and rules are none.
fn cells(line: &str) -> Option<Vec<&str>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
    cells.first().is_some_and(|first| is_id(first)).then_some(cells)
}

/// `S0.1` to `S4.8`, or `B1` and on.
pub fn is_id(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(rest) = word.strip_prefix('S') {
        rest.split_once('.').is_some_and(|(seed, row)| digits(seed) && digits(row))
    } else {
        word.strip_prefix('B').is_some_and(digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_and_headings_are_not() {
        let text =
            "# T\n| id | what | state |\n|---|---|---|\n| S0.1 | a table | done |\n| B2 | b | open |\n";
        let rows = rows(text).unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0], Row { id: "S0.1".into(), words: "a table".into(), state: State::Done });
    }

    #[test]
    fn what_is_wrong_with_a_table_is_said() {
        let cases = [
            ("| S0.1 | a | nearly |", "done, partly or open"),
            ("| S0.1 | a | done |\n| S0.1 | b | open |", "stands twice"),
            ("| S0.1 | a |", "2 cells"),
            ("nothing", "no rows"),
        ];
        for (text, words) in cases {
            assert!(rows(text).unwrap_err().contains(words), "{text}");
        }
    }

    #[test]
    fn ids_have_one_of_two_shapes() {
        let cases =
            [("S0.1", true), ("S4.12", true), ("B23", true), ("S0", false), ("B", false), ("id", false)];
        for (word, known) in cases {
            assert_eq!(is_id(word), known, "{word}");
        }
    }
}
