//! Grams: the pieces of folded text that the index keeps, and those that a term needs.
//!
//! | in the text | grams |
//! |---|---|
//! | a word (letters, digits, marks) of three or more characters | every three in a row |
//! | a word of one or two characters | the word itself with [`WHOLE`] before it |
//! | Chinese, Japanese, Korean | every character, every two in a row |
//! | emoji and other pictures | every one |
//!
//! Everything else (spaces, punctuation) separates. A short word is a gram only as a whole, because
//! two letters in a row are in nearly every text; so a term of one or two letters needs no gram and is
//! scanned for, unless it stands between separators.

use crate::fold::fold;
use crate::runs::{Class, Run, runs};
use std::collections::HashSet;

/// Marks a whole short word: MIDDLE DOT, which itself is never part of a word.
const WHOLE: char = '·';

/// Characters of a word's gram.
const GRAM: usize = 3;

/// What a search for a term asks of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// Every text that contains the term has all of these (and others may have them too).
    Grams(Vec<String>),
    /// The index cannot help; look at the texts.
    Scan,
}

/// The grams of `text`, which may be folded already: each once, in order of first appearance.
pub fn grams(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut found = Found::default();
    for run in runs(&folded) {
        run.grams(true, true, &mut found);
        // One character gives a unigram above; in a longer run each is wanted as well.
        if run.class == Class::Ideograph {
            run.windows(1).for_each(|gram| found.add(gram));
        }
    }
    found.grams
}

/// The grams that every text containing `term` has. `term` may be folded already.
pub fn needs(term: &str) -> Need {
    let folded = fold(term);
    let mut found = Found::default();
    for run in runs(&folded) {
        // Where the term begins or ends within a word, the text's word may go on.
        let begins = run.start > 0;
        let ends = run.start + run.text.len() < folded.len();
        run.grams(begins, ends, &mut found);
    }
    if found.grams.is_empty() { Need::Scan } else { Need::Grams(found.grams) }
}

/// Grams in order, each once.
#[derive(Default)]
struct Found<'a> {
    /// Where in the text each was first seen; short words without their mark, since nothing else is
    /// as short.
    seen: HashSet<&'a str>,
    grams: Vec<String>,
}

impl<'a> Found<'a> {
    fn add(&mut self, gram: &'a str) {
        if self.seen.insert(gram) {
            self.grams.push(gram.to_owned());
        }
    }

    fn add_whole(&mut self, word: &'a str) {
        if self.seen.insert(word) {
            self.grams.push(format!("{WHOLE}{word}"));
        }
    }
}

impl<'a> Run<'a> {
    /// The grams that tell most of this run; `begins` and `ends`: whether it is known to stand alone.
    fn grams(&self, begins: bool, ends: bool, found: &mut Found<'a>) {
        let length = self.text.chars().count();
        let size = match self.class {
            Class::Word if length < GRAM => {
                if begins && ends {
                    found.add_whole(self.text);
                }
                return;
            }
            Class::Word => GRAM,
            Class::Ideograph => length.min(2),
            Class::Picture | Class::Separator => 1,
        };
        self.windows(size).for_each(|gram| found.add(gram));
    }

    /// Every `size` characters in a row.
    fn windows(&self, size: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        let text = self.text;
        let starts = text.char_indices().map(|(i, _)| i);
        let ends = text.char_indices().map(|(i, c)| i + c.len_utf8()).skip(size.saturating_sub(1));
        starts.zip(ends).filter_map(|(from, to)| text.get(from..to))
    }
}

#[cfg(test)]
mod tests;
