//! Answers from texts: by the words and marks that a term needs.

use super::{Eval, Verdict};
use crate::reading::ListsReading;
use crate::sections::Named;
use crate::strings::StringsReading;
use crate::tokens::{PAIR, THEN, Want, grams, need};
use crate::{Bits, Dictionary, Result};

impl Eval<'_> {
    /// The rows with a text that contains `folded`.
    pub(super) fn text(&self, folded: &str) -> Result<Verdict> {
        if folded.is_empty() {
            return Ok(Verdict::all(self.rows()));
        }
        let need = need(folded);
        let told = |want: &&Want| need.wants.iter().any(|mark| tells(mark, want));
        let mut wants: Vec<&Want> = need.wants.iter().filter(|want| !told(want)).collect();
        wants.sort_by_key(|want| cost(want));
        let mut found: Option<Bits> = None;
        for want in wants {
            // The rows have to be looked at in any case, and few are looked at more quickly than many lists.
            let few = |found: &Bits| found.count() <= FEW;
            if !need.exact && is_costly(want) && found.as_ref().is_some_and(few) {
                break;
            }
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
        if let Want::Part(part) = want
            && let Some(rows) = self.short(want, part)?
        {
            return Ok(rows);
        }
        if is_costly(want) {
            return self.reading.remembered(want, || self.look_up(named, want));
        }
        self.look_up(named, want)
    }

    /// The rows that have a word with up to three characters in it, where they are kept.
    fn short(&self, want: &Want, part: &str) -> Result<Option<Bits>> {
        let length = part.chars().take(4).count();
        if !self.reading.segment.shorts || length > 3 {
            return Ok(None);
        }
        let (strings, rows, stop) = (self.reading.strings(Named::Shorts)?, self.rows(), self.stop);
        let lists = || self.reading.lists(Named::Shorts);
        if length == 1 {
            // Each two with this one, and the word that it is.
            let two = |chunk: &Dictionary| {
                let is_two = |n: &u32| chunk.get(*n).is_some_and(|short| short.chars().nth(2).is_none());
                chunk.containing(part).into_iter().filter(is_two).collect()
            };
            let find = || lists()?.once().any(rows, strings.pick(two, stop)?.into_iter(), stop);
            return self.reading.remembered(want, find).map(Some);
        }
        match strings.find(part)? {
            // Of three, only what is common is kept.
            None if length == 3 => Ok(None),
            entry => lists()?.any(rows, entry.into_iter(), stop).map(Some),
        }
    }

    fn look_up(&self, named: Named, want: &Want) -> Result<Bits> {
        let strings = self.reading.strings(named)?;
        let mut lists = self.reading.lists(named)?;
        let (rows, stop) = (self.rows(), self.stop);
        match want {
            Want::Word(text) | Want::Mark(text) => lists.any(rows, strings.find(text)?.into_iter(), stop),
            Want::Begins(text) | Want::MarkBegins(text) => {
                lists.any(rows, strings.starting_with(text)?, stop)
            }
            Want::Part(text) => self.any(lists, self.containing(&strings, text)?),
            Want::Ends(text) => self.any(lists, self.ending_with(&strings, text)?),
        }
    }

    /// The rows of these words, of which there may be very many; they are remembered, their lists are not.
    fn any(&self, lists: ListsReading, words: Vec<u32>) -> Result<Bits> {
        let mut lists = if words.len() > MANY { lists.once() } else { lists };
        lists.any(self.rows(), words.into_iter(), self.stop)
    }

    /// The words with `part` in them.
    fn containing(&self, words: &StringsReading, part: &str) -> Result<Vec<u32>> {
        match self.by_grams(words, part)? {
            // Three characters are a gram.
            Some(entries) if part.chars().nth(3).is_none() => Ok(entries.iter().collect()),
            Some(entries) => words.passing(entries.iter(), |word| word.contains(part), self.stop),
            None => words.pick(|chunk| chunk.containing(part), self.stop),
        }
    }

    fn ending_with(&self, words: &StringsReading, end: &str) -> Result<Vec<u32>> {
        match self.by_grams(words, end)? {
            Some(entries) => words.passing(entries.iter(), |word| word.ends_with(end), self.stop),
            None => words.pick(|chunk| chunk.ending_with(end), self.stop),
        }
    }

    /// The words that have all grams of `part`; none where that is not known.
    fn by_grams(&self, words: &StringsReading, part: &str) -> Result<Option<Bits>> {
        let mut grams = grams(part).peekable();
        if !self.reading.segment.grams || grams.peek().is_none() {
            return Ok(None);
        }
        let (strings, mut lists) = (self.reading.strings(Named::Grams)?, self.reading.lists(Named::Grams)?);
        let mut left: Option<Bits> = None;
        for gram in grams {
            let with = lists.any(words.len(), strings.find(gram)?.into_iter(), self.stop)?;
            let left = match &mut left {
                Some(left) => {
                    left.and(&with);
                    left
                }
                None => left.insert(with),
            };
            if left.is_empty() {
                break;
            }
        }
        Ok(left)
    }
}

/// Rows of a segment that are rather looked at than narrowed down further at some cost.
const FEW: u32 = 64;

/// Words whose lists are hardly needed for the next term.
const MANY: usize = 256;

/// Whether the whole dictionary has to be gone through, and possibly many lists.
fn is_costly(want: &Want) -> bool {
    matches!(want, Want::Part(_) | Want::Ends(_))
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
