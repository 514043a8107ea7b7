//! Tokens: what is indexed of a text, and what a term needs.
//!
//! | in the folded text | tokens |
//! |---|---|
//! | a word (letters, digits, marks) | the word; above [`limits::WORD`] characters, cuts of it that overlap |
//! | Chinese, Japanese, Korean | a mark for every character and for every two in a row |
//! | emoji and other pictures | a mark for every one |
//! | two runs that follow one another, whatever separates them | the *pair*, also a mark: [`PAIR`], the last two characters of the left, [`THEN`], the first two of the right (one where the run has one) |
//!
//! Promises: a text that contains a term has all that the term wants; and where [`Need::exact`], a text
//! that has all of it contains the term.

use crate::limits;
use crate::runs::{Class, Run, runs};
use crate::text::{Short, Text};
use std::ops::Range;

/// Begins a pair. No other token has a control character.
pub const PAIR: char = '\u{1}';
/// Between the sides of a pair.
pub const THEN: char = '\u{2}';

/// Gives the words and the marks of a folded text to `word` and `mark`, in order, as often as they occur.
pub(crate) fn tokens<'t>(folded: &'t str, mut word: impl FnMut(Text<'t>), mut mark: impl FnMut(Text)) {
    let (mut left, mut buffer) = (None, String::new());
    for run in runs(folded) {
        let mut marks = |size: usize| {
            spans(run.text, size)
                .for_each(|span| mark(Text::part(folded, run.start + span.start, span.len())));
        };
        match run.class {
            Class::Word if run.text.len() <= limits::WORD => {
                word(Text::part(folded, run.start, run.text.len()));
            }
            Class::Word => cuts(run.text).for_each(|cut| word(cut.into())),
            Class::Ideograph => {
                marks(1);
                marks(2);
            }
            Class::Picture => marks(1),
            Class::Separator => {}
        }
        if let Some(left) = left {
            mark(pair(left, run.text, &mut buffer));
        }
        left = Some(run.text);
    }
}

/// The pair of two runs, in `buffer` where it needs a place.
fn pair<'b>(left: &str, right: &str, buffer: &'b mut String) -> Text<'b> {
    // Of ASCII a character is a byte.
    let (last, first) = (left.as_bytes(), right.as_bytes());
    let last = last.last_chunk::<2>().map_or(last, |two| two);
    let first = first.first_chunk::<2>().map_or(first, |two| two);
    let short = || Short::default().then(&[PAIR as u8])?.then(last)?.then(&[THEN as u8])?.then(first);
    if let Some(short) = short() {
        return short.text();
    }
    buffer.clear();
    write_pair(last_two(left), first_two(right), buffer);
    Text::from(buffer.as_str())
}

/// Something that a text has if it contains the term.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Want {
    /// This word.
    Word(String),
    /// A word with this in it.
    Part(String),
    /// A word that begins with this.
    Begins(String),
    /// A word that ends with this.
    Ends(String),
    /// This mark.
    Mark(String),
    /// A mark that begins with this.
    MarkBegins(String),
}

/// What a term needs of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// All of them, each once. Nothing wanted: the index cannot help.
    pub wants: Vec<Want>,
    /// Whether a text with all that is wanted is certain to contain the term.
    pub exact: bool,
}

/// What every text (one part of a row) that contains `folded_term` has.
pub fn need(folded_term: &str) -> Need {
    let mut wants = Vec::new();
    let mut exact = folded_term.is_empty();
    let mut left = None;
    for run in runs(folded_term) {
        let side = Side::new(run, folded_term);
        match side.class {
            Class::Word => wants.push(side.word()),
            Class::Ideograph => {
                let size = if side.has_two { 2 } else { 1 };
                wants.extend(windows(side.text, size).map(mark));
            }
            Class::Picture => wants.extend(windows(side.text, 1).map(mark)),
            Class::Separator => {}
        }
        exact = side.text.len() == folded_term.len() && side.decides();
        wants.extend(left.and_then(|left: Side| left.before(&side)));
        left = Some(side);
    }
    let mut seen = std::collections::HashSet::new();
    wants.retain(|want| seen.insert(want.clone()));
    Need { wants, exact }
}

/// A run of a term, and whether it is known to be a whole run of the text.
struct Side<'a> {
    class: Class,
    text: &'a str,
    /// Something of the term that does not belong to the run comes right before it.
    begins: bool,
    ends: bool,
    /// Whether it has at least two characters.
    has_two: bool,
}

impl<'a> Side<'a> {
    fn new(run: Run<'a>, term: &str) -> Self {
        let Run { class, start, text } = run;
        let has_two = text.chars().nth(1).is_some();
        Self { class, text, begins: start > 0, ends: start + text.len() < term.len(), has_two }
    }

    /// What a word of a term wants. Of a word that may be cut in the text, only what no cut divides.
    fn word(&self) -> Want {
        let (start, end) = (first(self.text, limits::WORD), last(self.text, limits::OVERLAP));
        match (self.begins, self.ends) {
            (true, true) if start.len() == self.text.len() => Want::Word(start.to_owned()),
            (true, true) => Want::Word(start.to_owned()),
            (true, false) => Want::Begins(start.to_owned()),
            // The last cut is longer than what two share.
            (false, true) => Want::Ends(end.to_owned()),
            (false, false) => Want::Part(first(self.text, limits::OVERLAP).to_owned()),
        }
    }

    /// Whether what this run wants is all there is to say, if it is the whole term.
    fn decides(&self) -> bool {
        match self.class {
            Class::Word => first(self.text, limits::OVERLAP).len() == self.text.len(),
            Class::Ideograph => self.text.chars().nth(2).is_none(),
            Class::Picture => !self.has_two,
            Class::Separator => false,
        }
    }

    /// The pair with `right`, as far as the term tells it.
    fn before(&self, right: &Side) -> Option<Want> {
        if !self.has_two && !self.begins {
            return None;
        }
        let mut pair = String::new();
        write_pair(last_two(self.text), first_two(right.text), &mut pair);
        Some(if right.has_two || right.ends { Want::Mark(pair) } else { Want::MarkBegins(pair) })
    }
}

fn mark(text: &str) -> Want {
    Want::Mark(text.to_owned())
}

fn write_pair(left: &str, right: &str, to: &mut String) {
    to.push(PAIR);
    to.push_str(left);
    to.push(THEN);
    to.push_str(right);
}

/// A word as it is indexed: whole, or in cuts of [`limits::WORD`] characters that share
/// [`limits::OVERLAP`] with the next; the last has more than those.
fn cuts(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(word);
    std::iter::from_fn(move || {
        let all = rest?;
        let cut = first(all, limits::WORD);
        let next = first(all, limits::WORD - limits::OVERLAP).len();
        rest = all.get(next..).filter(|_| cut.len() < all.len());
        Some(cut)
    })
}

/// Where every `size` characters in a row are.
fn spans(text: &str, size: usize) -> impl Iterator<Item = Range<usize>> {
    let starts = text.char_indices().map(|(i, _)| i);
    let ends = text.char_indices().map(|(i, c)| i + c.len_utf8()).skip(size.saturating_sub(1));
    starts.zip(ends).map(|(from, to)| from..to)
}

/// Every `size` characters in a row.
fn windows(text: &str, size: usize) -> impl Iterator<Item = &str> {
    spans(text, size).filter_map(|span| text.get(span))
}

/// Every three characters in a row of a word.
pub(crate) fn grams(word: &str) -> impl Iterator<Item = &str> {
    windows(word, 3)
}

/// Every two characters in a row of a word; of a word of one, that one.
pub(crate) fn shorts(word: &str) -> impl Iterator<Item = &str> {
    windows(word, if word.chars().nth(1).is_some() { 2 } else { 1 })
}

/// The first `count` characters, or all.
fn first(text: &str, count: usize) -> &str {
    if text.len() <= count {
        return text;
    }
    text.char_indices().nth(count).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// The last `count` characters, or all.
fn last(text: &str, count: usize) -> &str {
    if text.len() <= count {
        return text;
    }
    let before = count.saturating_sub(1);
    text.char_indices().nth_back(before).and_then(|(start, _)| text.get(start..)).unwrap_or(text)
}

fn first_two(text: &str) -> &str {
    first(text, 2)
}

fn last_two(text: &str) -> &str {
    last(text, 2)
}

#[cfg(test)]
mod tests;
