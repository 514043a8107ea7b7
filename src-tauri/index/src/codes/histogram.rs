//! How often each code is among chosen rows.

use super::Codes;
use crate::Bits;

impl Codes {
    /// Adds to `counts[code]` how many rows of `of` have the code. Codes past the end of `counts` are
    /// not counted; [`Codes::codes`] is long enough. Takes time by the words of `of` that are not empty.
    pub fn histogram(&self, of: &Bits, counts: &mut [u64]) {
        for (n, chosen) in of.words().iter().enumerate().filter(|(_, word)| **word != 0) {
            let codes = self.transposed(n);
            let mut left = *chosen;
            while left != 0 {
                let code = codes.get(left.trailing_zeros() as usize).copied().unwrap_or(0);
                if let Some(count) = counts.get_mut(usize::from(code)) {
                    *count += 1;
                }
                left &= left - 1;
            }
        }
    }
}
