//! Counts the tests that ran, from the closing lines of the test runners.

/// How many passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
}

impl Tally {
    pub fn and(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

/// From the words of nextest, of `cargo test` (a line a program, added up), or of vitest.
pub fn tally(log: &str) -> Tally {
    log.lines().filter_map(closing_line).fold(Tally::default(), Tally::and)
}

fn closing_line(line: &str) -> Option<Tally> {
    let line = line.trim();
    let counts = if line.starts_with("Summary [") {
        line.split_once("run:")?.1
    } else if line.starts_with("test result:") {
        line.split_once(". ").or_else(|| line.split_once("FAILED"))?.1
    } else {
        line.strip_prefix("Tests ")?
    };
    Some(Tally { passed: before(counts, "passed"), failed: before(counts, "failed") })
}

/// The number that stands before a word: 12 in `12 passed; 0 failed`.
fn before(text: &str, word: &str) -> u64 {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let pair = words.windows(2).find(|pair| pair.last() == Some(&word));
    pair.and_then(|pair| pair.first()?.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_of_each_runner_are_read() {
        let cases = [
            ("     Summary [  12.345s] 41 tests run: 40 passed (2 slow), 1 failed, 3 skipped", 40, 1),
            ("     Summary [   0.1s] 5 tests run: 5 passed, 0 skipped", 5, 0),
            (
                "test result: ok. 7 passed; 0 failed; 0 ignored; 0 measured\n\ntest result: ok. 2 passed; 0 failed;",
                9,
                0,
            ),
            ("test result: FAILED. 3 passed; 2 failed; 0 ignored", 3, 2),
            (" Test Files  3 passed (3)\n      Tests  12 passed (12)\n", 12, 0),
            ("      Tests  1 failed | 12 passed (13)\n", 12, 1),
            ("nothing of the kind", 0, 0),
        ];
        for (log, passed, failed) in cases {
            assert_eq!(tally(log), Tally { passed, failed }, "{log}");
        }
    }
}
