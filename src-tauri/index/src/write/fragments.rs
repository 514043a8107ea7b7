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

/// Gathered of the words as they come, once there are enough of them.
#[derive(Default)]
pub struct Fragments {
    /// Words so far; those that were not looked at yet.
    count: u32,
    held: Block,
    grams: Terms,
    shorts: Terms,
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
        self.held.push(word);
        self.count += 1;
        if self.count >= limits::GRAMS {
            let held = std::mem::take(&mut self.held);
            for (n, word) in (self.count - held.len() as u32..).zip(held.iter()) {
                tokens::grams(word).for_each(|gram| self.grams.add(n, gram));
                tokens::shorts(word).for_each(|short| self.shorts.add(n, short));
            }
        }
    }

    pub fn write(self, out: &mut Output) -> Result<()> {
        if self.count < limits::GRAMS {
            return Ok(());
        }
        let order: Vec<u32> = (0..self.count).collect();
        let common = grams(out, self.grams, &order)?;
        shorts(out, &self.shorts, &order, &common, &self.lists)
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
fn grams(out: &mut Output, grams: Terms, order: &[u32]) -> Result<Vec<Common>> {
    let words = grams.rows(order);
    let (mut lists, mut common) = (out.lists(Named::Grams), Vec::new());
    lists.of = order.len() as u32;
    for gram in grams.sorted(&words) {
        let (text, words) = (grams.get(gram), words.of(gram));
        lists.push(text, words)?;
        if words.len() >= limits::COMMON {
            common.push((text.to_owned(), words.to_vec()));
        }
    }
    lists.finish().map(|()| common)
}

/// Writes which rows have which.
fn shorts(out: &mut Output, shorts: &Terms, order: &[u32], common: &[Common], lists: &Kept) -> Result<()> {
    let words = shorts.rows(order);
    let common = common.iter().map(|(gram, words)| (gram.as_str(), words.as_slice()));
    let mut all: Vec<(&str, &[u32])> = common.collect();
    all.extend(shorts.sorted(&words).into_iter().map(|short| (shorts.get(short), words.of(short))));
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
