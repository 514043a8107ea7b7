//! What the rows of one segment answer, with a third answer for "only the row can tell".

use crate::Bits;

/// The rows that answer with yes, and those that may; no row is both.
#[derive(Debug, Clone)]
pub struct Verdict {
    pub sure: Bits,
    /// Where nothing is maybe there is no set.
    pub maybe: Option<Bits>,
}

impl Verdict {
    pub fn sure(rows: Bits) -> Self {
        Self { sure: rows, maybe: None }
    }

    pub fn maybe(rows: Bits) -> Self {
        Self { sure: Bits::none(rows.rows()), maybe: Some(rows) }
    }

    pub fn none(rows: u32) -> Self {
        Self::sure(Bits::none(rows))
    }

    pub fn all(rows: u32) -> Self {
        Self::sure(Bits::all(rows))
    }

    pub fn is_never(&self) -> bool {
        self.sure.is_empty() && self.maybe.as_ref().is_none_or(Bits::is_empty)
    }

    /// The rows that are no no.
    pub fn possible(&self) -> Bits {
        let mut rows = self.sure.clone();
        if let Some(maybe) = &self.maybe {
            rows.or(maybe);
        }
        rows
    }

    /// Yes where both are; maybe where neither is a no, but not both are a yes.
    pub fn and(&mut self, other: &Self) {
        let mut maybe = match (self.maybe.take(), &other.maybe) {
            (None, None) => {
                self.sure.and(&other.sure);
                return;
            }
            (Some(mut mine), None) => {
                mine.and(&other.sure);
                mine
            }
            (None, Some(theirs)) => {
                let mut maybe = theirs.clone();
                maybe.and(&self.sure);
                maybe
            }
            (Some(mut mine), Some(theirs)) => {
                let mut others = theirs.clone();
                others.or(&other.sure);
                mine.or(&self.sure);
                mine.and(&others);
                mine
            }
        };
        self.sure.and(&other.sure);
        maybe.minus(&self.sure);
        self.set_maybe(maybe);
    }

    /// Yes where one is; maybe where one is maybe and none is a yes.
    pub fn or(&mut self, other: Self) {
        self.sure.or(&other.sure);
        let maybe = match (self.maybe.take(), other.maybe) {
            (None, maybe) | (maybe, None) => maybe,
            (Some(mut mine), Some(theirs)) => {
                mine.or(&theirs);
                Some(mine)
            }
        };
        if let Some(mut maybe) = maybe {
            maybe.minus(&self.sure);
            self.set_maybe(maybe);
        }
    }

    /// Yes and no change places.
    pub fn flip(&mut self) {
        if let Some(maybe) = &self.maybe {
            self.sure.or(maybe);
        }
        self.sure.flip();
    }

    /// A no for these rows.
    pub fn take_out(&mut self, rows: &Bits) {
        self.sure.minus(rows);
        if let Some(mut maybe) = self.maybe.take() {
            maybe.minus(rows);
            self.set_maybe(maybe);
        }
    }

    fn set_maybe(&mut self, maybe: Bits) {
        self.maybe = (!maybe.is_empty()).then_some(maybe);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// None: maybe.
    fn verdict(answers: &[Option<bool>]) -> Verdict {
        let rows = answers.len() as u32;
        let mut verdict = Verdict { sure: Bits::none(rows), maybe: Some(Bits::none(rows)) };
        for (row, answer) in (0..).zip(answers) {
            match (answer, &mut verdict.maybe) {
                (Some(true), _) => verdict.sure.insert(row),
                (None, Some(maybe)) => maybe.insert(row),
                _ => {}
            }
        }
        if verdict.maybe.as_ref().is_some_and(Bits::is_empty) {
            verdict.maybe = None;
        }
        verdict
    }

    fn answers(verdict: &Verdict) -> Vec<Option<bool>> {
        let maybe = |row| verdict.maybe.as_ref().is_some_and(|maybe| maybe.contains(row));
        (0..verdict.sure.rows())
            .map(|row| match (verdict.sure.contains(row), maybe(row)) {
                (true, true) => panic!("row {row} is both"),
                (_, true) => None,
                (sure, false) => Some(sure),
            })
            .collect()
    }

    proptest! {
        #[test]
        fn the_logic_is_that_of_three_values(
            pairs in prop::collection::vec((any::<Option<bool>>(), any::<Option<bool>>()), 0..140)
        ) {
            let (left, right): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
            let (mut and, mut or, mut not) = (verdict(&left), verdict(&left), verdict(&left));
            and.and(&verdict(&right));
            or.or(verdict(&right));
            not.flip();
            let both = pairs.iter().map(|pair| match pair {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            });
            let either = pairs.iter().map(|pair| match pair {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            });
            prop_assert_eq!(answers(&and), both.collect::<Vec<_>>());
            prop_assert_eq!(answers(&or), either.collect::<Vec<_>>());
            prop_assert_eq!(answers(&not), left.iter().map(|answer| answer.map(|yes| !yes)).collect::<Vec<_>>());
        }
    }
}
