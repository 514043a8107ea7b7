//! SQL functions in Rust: text is compared as people compare it, not byte by byte.
//!
//! Empty (`NULL`) text contains nothing and equals nothing; the answer is 0, never `NULL`.

use index::{contains, fold};
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Result};

/// Registers them on this connection, once.
pub fn install(conn: &Connection) -> Result<()> {
    if conn
        .prepare_cached("SELECT text_fold(''), text_has('', ''), text_is('', ''), number_has('', '')")
        .is_ok()
    {
        return Ok(());
    }
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    conn.create_scalar_function("text_fold", 1, flags, |c| Ok(text(c, 0).map(fold)))?;
    conn.create_scalar_function("text_has", 2, flags, |c| Ok(both(c, has)))?;
    conn.create_scalar_function("text_is", 2, flags, |c| {
        Ok(both(c, |text, folded| text == folded || fold(text) == folded))
    })?;
    conn.create_scalar_function("number_has", 2, flags, |c| Ok(both(c, number_has)))
}

/// Numbers have no order of their own here; what is not text counts as no text.
fn text<'a>(context: &'a Context<'_>, at: usize) -> Option<&'a str> {
    match context.get_raw(at) {
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).ok(),
        _ => None,
    }
}

fn both(context: &Context<'_>, test: impl Fn(&str, &str) -> bool) -> bool {
    matches!((text(context, 0), text(context, 1)), (Some(a), Some(b)) if test(a, b))
}

/// Whether a text holds a folded term. Nearly all of a search is this, so plain ASCII is not folded first:
/// its folding changes only letter case and white space, and the term then holds neither.
pub fn has(text: &str, folded: &str) -> bool {
    if !text.is_ascii() || folded.contains(' ') {
        return contains(&fold(text), folded);
    }
    let (text, folded) = (text.as_bytes(), folded.as_bytes());
    folded.is_empty() || text.windows(folded.len()).any(|part| part.eq_ignore_ascii_case(folded))
}

/// Whether a phone number holds these digits, however either is spaced. A leading `+` says that
/// the number begins so.
pub fn number_has(number: &str, wanted: &str) -> bool {
    let Some(wanted_digits) = digits(wanted) else { return false };
    // Full-width digits are digits too.
    let digits = |number: &str| number.chars().filter(char::is_ascii_digit).collect::<String>();
    let have = if number.is_ascii() { digits(number) } else { digits(&fold(number)) };
    if wanted.trim_start().starts_with('+') {
        have.starts_with(&wanted_digits)
    } else {
        have.contains(&wanted_digits)
    }
}

/// The digits of what may be (part of) a phone number; `None` when it is something else.
pub fn digits(text: &str) -> Option<String> {
    let part =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '+' | '-' | '(' | ')' | '.' | '/');
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (text.chars().all(part) && !digits.is_empty()).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_however_they_are_spaced() {
        // shows S0.2 B4
        for (number, wanted, found) in [
            ("+41791234567", "+41 79", true),
            ("+41 (79) 123-45-67", "079123", false),
            ("+41 (79) 123-45-67", "79 123 45", true),
            ("41791234567", "+4179", true),
            ("+33141791234", "+4179", false),
            ("+33141791234", "4179", true),
            ("anna@example.org", "79", false),
            ("+4179", "anna", false),
            ("+4179", "+", false),
            ("＋４１ 79", "+4179", true),
        ] {
            assert_eq!(number_has(number, wanted), found, "{number} {wanted}");
        }
    }

    #[test]
    fn the_short_way_through_ascii_finds_what_folding_finds() {
        // shows B4
        let texts =
            ["", "Order", "an ORDER 订", "or der", "a\u{7}b c", "Grüße, Order", "ord", "xxorder!", "A  B"];
        for text in texts {
            for term in ["", "order", "ORDER", "r", "or d", "b c", "a b", "ab", "订", "grusse", "orders", "!"]
            {
                let folded = fold(term);
                assert_eq!(has(text, &folded), fold(text).contains(&folded), "{text:?} {term:?}");
            }
        }
    }

    #[test]
    fn empty_text_answers_no_and_never_nothing() {
        let conn = Connection::open_in_memory().unwrap();
        install(&conn).unwrap();
        install(&conn).unwrap();
        let sql = "SELECT text_has(NULL, 'a'), text_is(NULL, ''), number_has(NULL, '1'), text_has('Grüße', 'grusse')";
        let row =
            conn.query_row(sql, [], |r| Ok([r.get::<_, i64>(0)?, r.get(1)?, r.get(2)?, r.get(3)?])).unwrap();
        assert_eq!(row, [0, 0, 0, 1]);
    }
}
