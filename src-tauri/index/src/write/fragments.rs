//! What is kept of the words of a segment that has many: which of them have which three characters, and
//! which rows have a word with which two, or with three that are common.
//!
//! Such a short fragment is in tens of thousands of words, nearly all of them rare, and their lists are
//! everywhere: to gather its rows, most of the segment is read. So they are gathered once
//! (docs/decisions/0013-rows-of-short-fragments.md).

use super::Output;
use crate::block::Block;
use crate::posting::or_into;
use crate::sections::Named;
use crate::terms::Terms;
use crate::{Bits, Error, Result, limits, tokens};

/// The words, kept until there are all of them: what is gathered of them takes far more memory than they do.
#[derive(Default)]
pub struct Fragments {
    words: Block,
    lists: Kept,
}

/// The lists of all words, as they are stored.
#[derive(Default)]
struct Kept {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

/// A fragment, and the words that have it.
type Common = (String, Vec<u32>);

impl Fragments {
    /// The next word, and the list of its rows.
    pub fn push(&mut self, word: &str, list: &[u8]) {
        self.lists.push(list);
        self.words.push(word);
    }

    /// One kind of fragment after the other, so that only one is in memory.
    pub fn write(self, out: &mut Output) -> Result<()> {
        let Self { words, lists } = self;
        if words.len() < limits::GRAMS as usize {
            return Ok(());
        }
        let common = grams(out, &words)?;
        shorts(out, &words, &common, &lists)
    }
}

impl Kept {
    fn push(&mut self, list: &[u8]) {
        self.bytes.extend_from_slice(list);
        self.ends.push(self.bytes.len());
    }

    fn get(&self, word: u32) -> Option<&[u8]> {
        let word = word as usize;
        let from = word.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.bytes.get(from..*self.ends.get(word)?)
    }
}

/// Writes which words have which. Gives those that so many have that their rows are kept as well.
fn grams(out: &mut Output, words: &Block) -> Result<Vec<Common>> {
    let (grams, having) = Terms::gathered(&words.iter(), tokens::grams);
    let (mut lists, mut common) = (out.lists(Named::Grams), Vec::new());
    lists.of = words.len() as u32;
    for gram in grams.sorted(&having) {
        let (text, words) = (grams.get(gram), having.of(gram));
        lists.push(text, words)?;
        if words.len() >= limits::COMMON {
            common.push((text.to_owned(), words.to_vec()));
        }
    }
    lists.finish().map(|()| common)
}

/// Writes which rows have which.
fn shorts(out: &mut Output, words: &Block, common: &[Common], lists: &Kept) -> Result<()> {
    let (shorts, having) = Terms::gathered(&words.iter(), tokens::shorts);
    let common = common.iter().map(|(gram, words)| (gram.as_str(), words.as_slice()));
    let mut all: Vec<(&str, &[u32])> = common.collect();
    all.extend(shorts.sorted(&having).into_iter().map(|short| (shorts.get(short), having.of(short))));
    all.sort_unstable_by_key(|(fragment, _)| *fragment);
    let mut rows = Bits::none(out.segment.rows);
    let mut out = out.lists(Named::Shorts);
    for (fragment, words) in all {
        rows.clear();
        for word in words {
            let list = lists.get(*word).ok_or_else(|| Error::damaged("a word has no list"))?;
            or_into(list, &mut rows)?;
        }
        out.push_bits(fragment, &rows)?;
    }
    out.finish()
}
