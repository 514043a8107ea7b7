//! The distinct strings of many rows, and which row has which, while a segment is being collected.

use crate::text::{FIRST, Text};
use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Each distinct string once, in one block, numbered in order of arrival; for each row the numbers of
/// its strings, each once.
#[derive(Debug, Default)]
pub struct Terms {
    text: String,
    terms: Vec<Term>,
    /// The last row that each string was seen in, plus one.
    seen: Vec<u32>,
    table: HashTable<Slot>,
    /// The strings of all rows, row after row, and where each row's begin. Rows without any at the end
    /// have no beginning yet.
    numbers: Vec<u32>,
    starts: Vec<usize>,
}

/// One string, with what [`Text::first`] is of it.
#[derive(Debug, Clone, Copy)]
struct Term {
    first: u64,
    start: usize,
    len: u32,
}

/// What tells most strings apart without looking at anything but the table.
#[derive(Debug, Clone, Copy)]
struct Slot {
    first: u64,
    len: u32,
    number: u32,
}

impl Term {
    fn range(&self) -> std::ops::Range<usize> {
        self.start..self.start + self.len as usize
    }
}

/// The rows of each string, ascending.
pub struct Rows {
    rows: Vec<u32>,
    /// Where each string's rows begin, and the end of the last.
    starts: Vec<usize>,
}

impl Rows {
    /// The rows of each of `entries` strings, where row n has the string `codes[n]` less one, or none.
    pub fn of_codes(codes: &[u32], entries: u32) -> Self {
        let mut starts = vec![0; entries as usize + 2];
        for code in codes.iter().filter(|code| **code > 0) {
            if let Some(count) = starts.get_mut(*code as usize + 1) {
                *count += 1;
            }
        }
        let mut rows = Self::sized(starts);
        for (row, code) in (0..).zip(codes).filter(|(_, code)| **code > 0) {
            rows.put(code - 1, row);
        }
        rows
    }

    /// Room for the rows of each string n, of which there are `counts[n + 2]`.
    fn sized(counts: Vec<usize>) -> Self {
        let mut starts = counts;
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self { rows: vec![0; sum], starts }
    }

    /// While rows are put, starts[n + 1] runs from where those of string n begin to where they end.
    fn put(&mut self, term: u32, row: u32) {
        if let Some(next) = self.starts.get_mut(term as usize + 1) {
            if let Some(slot) = self.rows.get_mut(*next) {
                *slot = row;
            }
            *next += 1;
        }
    }

    pub fn of(&self, term: u32) -> &[u32] {
        let starts = self.starts.get(term as usize..).unwrap_or_default();
        let [from, to, ..] = starts else { return &[] };
        self.rows.get(*from..*to).unwrap_or_default()
    }
}

impl Terms {
    /// Notes that row `row` has `text`. Rows come in ascending order.
    pub fn add<'t>(&mut self, row: u32, text: impl Into<Text<'t>>) {
        while self.starts.len() <= row as usize {
            self.starts.push(self.numbers.len());
        }
        let first = self.first(row, text.into());
        self.numbers.extend(first);
    }

    /// The strings that `cut` makes of texts, and for each the numbers of the texts that have it. The texts are
    /// gone through twice, so that beside the lists nothing is kept for each.
    pub fn gathered<'t, I: Iterator<Item = &'t str>>(
        texts: &(impl Iterator<Item = &'t str> + Clone),
        cut: impl Fn(&'t str) -> I,
    ) -> (Self, Rows) {
        let (mut terms, mut starts) = (Self::default(), vec![0; 2]);
        for (row, text) in (0..).zip(texts.clone()) {
            for part in cut(text) {
                let Some(term) = terms.first(row, part.into()) else { continue };
                starts.resize(starts.len().max(terms.terms.len() + 2), 0);
                starts.get_mut(term as usize + 2).into_iter().for_each(|count| *count += 1);
            }
        }
        terms.seen.fill(0);
        let mut rows = Rows::sized(starts);
        for (row, text) in (0..).zip(texts.clone()) {
            cut(text).filter_map(|part| terms.first(row, part.into())).for_each(|term| rows.put(term, row));
        }
        (terms, rows)
    }

    /// The number of `text`, unless `row` was seen to have it before.
    fn first(&mut self, row: u32, text: Text) -> Option<u32> {
        let number = self.number(text);
        let seen = self.seen.get_mut(number as usize).filter(|seen| **seen != row + 1)?;
        *seen = row + 1;
        Some(number)
    }

    /// The number of `text`, which is new where it was not there.
    fn number(&mut self, text: Text) -> u32 {
        let Self { text: all, terms, table, .. } = self;
        let other = |number: u32| terms.get(number as usize).and_then(|term| all.get(term.range()));
        let same = |slot: &Slot| {
            slot.first == text.first
                && slot.len == text.len
                && (text.len <= FIRST || other(slot.number).is_some_and(|other| other == text.all))
        };
        let hash = hash(text.first, text.len, text.all);
        if let Some(slot) = table.find(hash, same) {
            return slot.number;
        }
        let Text { first, len, .. } = text;
        let number = terms.len() as u32;
        table.insert_unique(hash, Slot { first, len, number }, |slot| {
            let all = if slot.len > FIRST { other(slot.number).unwrap_or_default() } else { "" };
            self::hash(slot.first, slot.len, all)
        });
        terms.push(Term { first, start: all.len(), len });
        self.seen.push(0);
        text.write(all);
        number
    }

    pub fn get(&self, number: u32) -> &str {
        let range = self.terms.get(number as usize).map_or(0..0, Term::range);
        self.text.get(range).unwrap_or_default()
    }

    /// The strings of one row.
    pub fn of(&self, row: u32) -> &[u32] {
        let row = row as usize;
        let Some(from) = self.starts.get(row) else { return &[] };
        let to = self.starts.get(row + 1).copied().unwrap_or(self.numbers.len());
        self.numbers.get(*from..to).unwrap_or_default()
    }

    /// The rows of each string, where the new row n is the row `order[n]`; rows not in `order` are
    /// left out.
    pub fn rows(&self, order: &[u32]) -> Rows {
        let mut starts = vec![0; self.terms.len() + 2];
        for number in order.iter().flat_map(|row| self.of(*row)) {
            if let Some(count) = starts.get_mut(*number as usize + 2) {
                *count += 1;
            }
        }
        let mut rows = Rows::sized(starts);
        for (new, row) in (0..).zip(order) {
            self.of(*row).iter().for_each(|number| rows.put(*number, new));
        }
        rows
    }

    /// The numbers of the strings that have rows, in the order of the strings' bytes.
    pub fn sorted(&self, rows: &Rows) -> Vec<u32> {
        let mut sorted: Vec<(u64, u32)> = (0..)
            .zip(&self.terms)
            .filter(|(number, _)| !rows.of(*number).is_empty())
            .map(|(number, term)| (term.first, number))
            .collect();
        // Most strings differ in what fits into a word.
        sorted.sort_unstable_by(|(a, m), (b, n)| a.cmp(b).then_with(|| self.get(*m).cmp(self.get(*n))));
        sorted.into_iter().map(|(_, number)| number).collect()
    }
}

fn hash(first: u64, len: u32, all: &str) -> u64 {
    let mut hasher = FxHasher::default();
    // What tells short strings apart is at the top, from where the hasher carries nothing down.
    hasher.write_u64(first.swap_bytes());
    if let Some(rest) = all.as_bytes().get(FIRST as usize..).filter(|_| len > FIRST) {
        hasher.write(rest);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn gathered_is_what_adding_gives(texts in prop::collection::vec("[abé ]{0,12}", 0..30)) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let mut added = Terms::default();
            for (row, text) in (0..).zip(&texts) {
                text.split(' ').for_each(|part| added.add(row, part));
            }
            let order: Vec<u32> = (0..texts.len() as u32).collect();
            let rows = added.rows(&order);
            let (gathered, having) = Terms::gathered(&texts.iter().copied(), |text| text.split(' '));
            let listed = |terms: &Terms, rows: &Rows| -> Vec<(String, Vec<u32>)> {
                terms.sorted(rows).into_iter().map(|n| (terms.get(n).to_owned(), rows.of(n).to_vec())).collect()
            };
            prop_assert_eq!(listed(&gathered, &having), listed(&added, &rows));
        }

        #[test]
        fn rows_and_order_are_those_of_a_map(
            texts in prop::collection::vec(prop::collection::vec("[ab\u{1}é]{0,10}", 0..4), 0..30),
            shift in 0usize..30,
        ) {
            let mut terms = Terms::default();
            for (row, texts) in (0..).zip(&texts) {
                texts.iter().for_each(|text| terms.add(row, text.as_str()));
            }
            // Some rows, in another order.
            let mut order: Vec<u32> = (0..texts.len() as u32).filter(|row| row % 5 != 4).collect();
            let shift = shift.min(order.len());
            order.rotate_left(shift);
            let mut model = std::collections::BTreeMap::<&str, Vec<u32>>::new();
            for (new, row) in (0u32..).zip(&order) {
                for text in &texts[*row as usize] {
                    let rows = model.entry(text).or_default();
                    if rows.last() != Some(&new) {
                        rows.push(new);
                    }
                }
            }
            let rows = terms.rows(&order);
            let built: Vec<_> =
                terms.sorted(&rows).into_iter().map(|n| (terms.get(n), rows.of(n).to_vec())).collect();
            prop_assert_eq!(built, model.into_iter().collect::<Vec<_>>());
        }
    }
}
