//! Where in a cell stands what was searched for: letter case and accents aside, as the search compares.
//!
//! Promises: each mark covers whole letters with their accents, marks do not overlap, and stand in order.
//! Never: decides what is found; a cell without a mark may still be why its row is there.

use crate::limits;
use index::fold;
use query::{Column, ColumnKind, Filter, Query, Test, Value, worded};
use serde::Serialize;
use ts_rs::TS;
use unicode_normalization::char::is_combining_mark;

/// What was found in one cell of a window of rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Highlight {
    /// Which row of the window.
    pub row: usize,
    /// Which of the columns that were asked for.
    pub cell: usize,
    /// Start and end of each mark, in UTF-16 units of the cell's text.
    pub marks: Vec<Mark>,
}

pub type Mark = (u32, u32);

/// One thing that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Needle {
    folded: String,
    /// Its digits, where it may be a phone number written in another spacing.
    digits: Option<String>,
    /// The field it was asked of; none: any text.
    field: Option<&'static str>,
}

/// What a question looks for in texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Highlighter {
    needles: Vec<Needle>,
    /// The columns in which free words are looked for.
    worded: &'static [&'static str],
}

impl Highlighter {
    pub fn of(query: &Query) -> Self {
        let wanted = query.terms.iter().filter(|term| !term.negated);
        let needles = wanted.flat_map(|term| needles(&term.test));
        Self {
            needles: needles.filter(|needle| !needle.folded.is_empty()).collect(),
            worded: worded(query.subject),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.needles.is_empty()
    }

    /// The marks of a running text, such as a message's.
    pub fn in_text(&self, text: &str) -> Vec<Mark> {
        marks(
            text,
            self.needles.iter().filter(|needle| needle.field.is_none_or(|field| field == "text")),
            false,
        )
    }

    /// The marks of one cell.
    pub fn in_cell(&self, column: &Column, text: &str) -> Vec<Mark> {
        if column.kind != ColumnKind::Text {
            return Vec::new();
        }
        let name = column.field.map(|field| field.name);
        let numbered =
            matches!(column.field.map(|f| f.filter), Some(Filter::Party { .. } | Filter::Number(_)));
        let worded = self.worded.contains(&column.id);
        let asked = self
            .needles
            .iter()
            .filter(|needle| if needle.field.is_none() { worded } else { needle.field == name });
        marks(text, asked, numbered)
    }
}

fn needles(test: &Test) -> Vec<Needle> {
    let needle = |text: &str, field| Needle { folded: fold(text), digits: number(text), field };
    match test {
        Test::Text(text) => vec![needle(text, None)],
        Test::Field { name, values } => {
            let fragments = values.iter().filter_map(|value| match value {
                // The whole of a value is its cell; marking all of it says nothing.
                Value::Text { text, exact: false } => Some(needle(text, Some(*name))),
                _ => None,
            });
            fragments.collect()
        }
    }
}

/// The digits of what may be a piece of a phone number: three at least, and nothing but spacing between.
fn number(text: &str) -> Option<String> {
    let spacing = |c: char| c.is_ascii_digit() || " +-./()".contains(c);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= 3 && text.chars().all(spacing)).then_some(digits)
}

fn marks<'n>(text: &str, needles: impl Iterator<Item = &'n Needle>, numbered: bool) -> Vec<Mark> {
    let cut = text.floor_char_boundary(text.len().min(limits::HIGHLIGHT));
    let text = text.get(..cut).unwrap_or(text);
    let mut letters = None;
    let mut found = Vec::new();
    for needle in needles {
        let letters = letters.get_or_insert_with(|| Letters::of(text));
        let before = found.len();
        letters.find(&needle.folded, &mut found);
        if let Some(digits) = needle.digits.as_deref().filter(|_| numbered && found.len() == before) {
            Letters::digits_of(text).find(digits, &mut found);
        }
    }
    joined(found)
}

/// In order, and what overlaps as one.
fn joined(mut found: Vec<Mark>) -> Vec<Mark> {
    found.sort_unstable();
    let mut out: Vec<Mark> = Vec::new();
    for (start, end) in found {
        match out.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => out.push((start, end)),
        }
    }
    out.truncate(limits::MARKS);
    out
}

/// A text in its search form, and for each byte of that form the letter it came from.
struct Letters {
    form: String,
    /// Start in the form, start and end in UTF-16 units of the text. Ordered by the first.
    from: Vec<(usize, u32, u32)>,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters = Self { form: String::with_capacity(text.len()), from: Vec::new() };
        let mut at = 0;
        for cluster in clusters(text) {
            let units = units(cluster);
            let folded = fold(cluster);
            let shown = if letters.form.ends_with(' ') { folded.trim_start_matches(' ') } else { &folded };
            if !shown.is_empty() {
                letters.from.push((letters.form.len(), at, at + units));
                letters.form.push_str(shown);
            }
            at += units;
        }
        letters
    }

    fn digits_of(text: &str) -> Self {
        let mut letters = Self { form: String::new(), from: Vec::new() };
        let mut at = 0;
        for c in text.chars() {
            let units = c.len_utf16() as u32;
            if c.is_ascii_digit() {
                letters.from.push((letters.form.len(), at, at + units));
                letters.form.push(c);
            }
            at += units;
        }
        letters
    }

    fn find(&self, wanted: &str, out: &mut Vec<Mark>) {
        let places = self.form.match_indices(wanted).take(limits::MARKS);
        out.extend(places.filter_map(|(start, found)| self.mark(start, start + found.len())));
    }

    fn mark(&self, start: usize, end: usize) -> Option<Mark> {
        let first = self.from.partition_point(|(at, _, _)| *at <= start).checked_sub(1)?;
        let last = self.from.partition_point(|(at, _, _)| *at < end).checked_sub(1)?;
        Some((self.from.get(first)?.1, self.from.get(last)?.2))
    }
}

fn units(text: &str) -> u32 {
    u32::try_from(text.chars().map(char::len_utf16).sum::<usize>()).unwrap_or(u32::MAX)
}

/// The text cut into letters with what belongs to them, so that each folds by itself.
fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut letters = rest.char_indices();
        letters.next()?;
        let end = letters.find(|(_, c)| !joins(*c)).map_or(rest.len(), |(at, _)| at);
        let (cluster, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(cluster)
    })
}

/// Whether a character belongs to the one before it: accents and points, and the later parts of a Hangul
/// syllable that is written in parts.
fn joins(c: char) -> bool {
    is_combining_mark(c)
        || matches!(c, '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7ff}' | '\u{200d}' | '\u{ff9e}' | '\u{ff9f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use query::{Subject, column, parse};

    fn marked(query: &str, text: &str) -> Vec<String> {
        let query = parse(Subject::Messages, query, 0, 0).unwrap();
        cut(text, &Highlighter::of(&query).in_text(text))
    }

    fn cut(text: &str, marks: &[Mark]) -> Vec<String> {
        let units: Vec<u16> = text.encode_utf16().collect();
        marks.iter().map(|(a, b)| String::from_utf16(&units[*a as usize..*b as usize]).unwrap()).collect()
    }

    #[test]
    fn what_was_searched_is_marked_as_it_is_written() {
        // shows B4
        let cases: &[(&str, &str, &[&str])] = &[
            ("grusse", "Viele Grüße aus Zürich, GRÜSSE!", &["Grüße", "GRÜSSE"]),
            ("gru", "Gru\u{308}\u{df}e", &["Gru\u{308}"]),
            ("注文", "ご注文の番号", &["注文"]),
            ("order late", "The order is LATE, this order", &["order", "LATE", "order"]),
            ("\"order 12\"", "my order   1234 and order 12", &["order   12", "order 12"]),
            ("😀", "so 😀😀 happy", &["😀", "😀"]),
            ("한국", "\u{1112}\u{1161}\u{11ab}국어", &["\u{1112}\u{1161}\u{11ab}국"]),
            ("aa", "aaaa a", &["aa", "aa"]),
            ("bana anas", "bananas", &["bananas"]),
            ("-order late", "order late", &["late"]),
            ("text:late person:agent", "late", &["late"]),
            ("name:late", "late", &[]),
            ("nothing", "no such thing", &[]),
            ("order", "", &[]),
        ];
        for (query, text, expected) in cases {
            assert_eq!(marked(query, text), *expected, "{query} in {text}");
        }
    }

    #[test]
    fn a_number_is_marked_however_it_is_spaced() {
        // shows B4
        let sender = column(Subject::Sessions, "sender").unwrap();
        for (query, cell, expected) in [
            ("sender:793102", "+41 79 310 22 21", &["79 310 2"][..]),
            ("793102", "+41 79 310 22 21", &["79 310 2"]),
            ("sender:\"79 310\"", "+41793102221", &["79310"]),
            ("recipient:793102", "+41 79 310 22 21", &[]),
            ("sender:=\"Ana\"", "Ana", &[]),
            ("79x310", "+41 79 310", &[]),
        ] {
            let query = parse(Subject::Sessions, query, 0, 0).unwrap();
            let marks = Highlighter::of(&query).in_cell(sender, cell);
            assert_eq!(cut(cell, &marks), expected, "{query} in {cell}");
        }
        let name = column(Subject::Messages, "name").unwrap();
        for (query, expected) in [("order", &[][..]), ("name:order", &["Order"])] {
            let query = parse(Subject::Messages, query, 0, 0).unwrap();
            let marks = Highlighter::of(&query).in_cell(name, "Order finder");
            assert_eq!(cut("Order finder", &marks), expected, "words are looked for in texts, not in names");
        }
        let state = column(Subject::Sessions, "state").unwrap();
        let query = parse(Subject::Sessions, "open", 0, 0).unwrap();
        assert!(Highlighter::of(&query).in_cell(state, "open").is_empty(), "a named value is no text");
    }

    #[test]
    fn the_search_form_is_that_of_the_search() {
        for text in [
            "Grüße  aus\t\nZürich",
            "ΣΊΣΥΦΟΣ ς",
            "e\u{301}e\u{300}",
            "ﬁne ①②",
            "ｶﾞｷﾞ",
            "ｱﾊﾟｰﾄ",
            "שָׁלוֹם",
            "مُحَمَّد ـــ",
            "\u{1112}\u{1161}\u{11ab}",
            "한국어",
            "é\u{ad}t\u{200d}é",
            "  spaced  out  ",
            "İstanbul ıI",
            "ё й и\u{306}",
            "👩‍👩‍👧 x",
            "",
        ] {
            assert_eq!(Letters::of(text).form, fold(text), "{text:?}");
        }
    }

    #[test]
    fn no_cell_is_marked_without_end() {
        let text = "ab ".repeat(100_000);
        assert_eq!(marked("ab", &text).len(), limits::MARKS);
    }
}
