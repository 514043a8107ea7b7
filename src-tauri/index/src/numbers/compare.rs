//! Which rows have a number that suits.

use super::{NumberSet, Numbers};
use crate::Bits;

impl Numbers {
    /// The rows with a number of at least `from` and below `until`.
    pub fn within(&self, from: Option<i64>, until: Option<i64>) -> Bits {
        let mut found = Bits::none(self.rows());
        self.each(self.given(), |row, number| {
            if from.is_none_or(|from| number >= from) && until.is_none_or(|until| number < until) {
                found.insert(row);
            }
        });
        found
    }

    /// The rows whose number is in `set`.
    pub fn among(&self, set: &NumberSet) -> Bits {
        self.among_of(set, self.given())
    }

    /// The rows of `of` whose number is in `set`; cheaper than all where `of` is small.
    pub fn among_of(&self, set: &NumberSet, of: &Bits) -> Bits {
        let mut found = Bits::none(self.rows());
        self.each(of, |row, number| {
            if set.contains(number) {
                found.insert(row);
            }
        });
        found
    }
}
