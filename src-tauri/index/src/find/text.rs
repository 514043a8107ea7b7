//! Answers from texts: by the words and marks that a term needs.

use super::{Eval, Verdict};
use crate::sections::Named;
use crate::tokens::{PAIR, THEN, Want, need};
use crate::{Bits, Result};

impl Eval<'_> {
    /// The rows with a text that contains `folded`.
    pub(super) fn text(&self, folded: &str) -> Result<Verdict> {
        if folded.is_empty() {
            return Ok(Verdict::all(self.rows()));
        }
        let mut need = need(folded);
        let marks: Vec<Want> = need
            .wants
            .iter()
            .filter(|want| matches!(want, Want::Mark(_) | Want::MarkBegins(_)))
            .cloned()
            .collect();
        need.wants.retain(|want| !marks.iter().any(|mark| tells(mark, want)));
        need.wants.sort_by_key(cost);
        let mut found: Option<Bits> = None;
        for want in &need.wants {
            let rows = self.want(want)?;
            let found = match &mut found {
                Some(found) => {
                    found.and(&rows);
                    found
                }
                None => found.insert(rows),
            };
            if found.is_empty() {
                return Ok(Verdict::none(self.rows()));
            }
        }
        Ok(match found {
            Some(rows) if need.exact => Verdict::sure(rows),
            Some(rows) => Verdict::maybe(rows),
            None => Verdict::maybe(Bits::all(self.rows())),
        })
    }

    /// The rows that have one such word or mark.
    fn want(&self, want: &Want) -> Result<Bits> {
        let segment = self.reading.segment;
        let (named, there) = match want {
            Want::Word(_) | Want::Part(_) | Want::Begins(_) | Want::Ends(_) => (Named::Words, segment.words),
            Want::Mark(_) | Want::MarkBegins(_) => (Named::Marks, segment.marks),
        };
        if !there {
            return Ok(Bits::none(self.rows()));
        }
        let dictionary = self.reading.dictionary(named)?;
        let mut lists = self.reading.lists(named)?;
        match want {
            Want::Word(word) | Want::Mark(word) => lists.any(dictionary.find(word).into_iter(), self.stop),
            Want::Begins(word) | Want::MarkBegins(word) => {
                lists.any(dictionary.starting_with(word), self.stop)
            }
            Want::Part(part) => lists.any(dictionary.containing(part).into_iter(), self.stop),
            Want::Ends(part) => lists.any(dictionary.ending_with(part).into_iter(), self.stop),
        }
    }
}

/// Whether what has this mark has what is wanted of a word as well: a pair of runs tells how the left
/// one ends and how the right one begins.
fn tells(mark: &Want, want: &Want) -> bool {
    let (Want::Mark(pair) | Want::MarkBegins(pair)) = mark else { return false };
    let Some((left, right)) = pair.strip_prefix(PAIR).and_then(|pair| pair.split_once(THEN)) else {
        return false;
    };
    match want {
        Want::Ends(end) => left.ends_with(end),
        Want::Begins(start) => right.starts_with(start),
        _ => false,
    }
}

/// Few lists before many: what is looked up, what is a range, what is searched for; the long before the
/// short, of which more entries have it.
fn cost(want: &Want) -> (u8, usize) {
    let (cost, text) = match want {
        Want::Word(text) | Want::Mark(text) => (0, text),
        Want::Begins(text) | Want::MarkBegins(text) => (1, text),
        Want::Ends(text) => (2, text),
        Want::Part(text) => (3, text),
    };
    (cost, usize::MAX - text.len())
}
