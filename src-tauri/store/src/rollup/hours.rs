//! The counts of one day, hour by hour.

use crate::error::{Error, Result};
use model::Millis;

pub(super) const HOUR: Millis = 3_600_000;

/// As a difference the numbers may be negative.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Hours(pub [i64; 24]);

impl Hours {
    pub fn add(&mut self, hour: usize, by: i64) {
        if let Some(rows) = self.0.get_mut(hour) {
            *rows += by;
        }
    }

    pub fn is_zero(&self) -> bool {
        self.0.iter().all(|rows| *rows == 0)
    }

    /// With a difference applied. Never below zero: were a count too low already, the rest of the day is still
    /// told as well as it can be, and a check shows it.
    pub fn plus(mut self, by: &Self) -> Self {
        self.0.iter_mut().zip(by.0).for_each(|(rows, by)| *rows = rows.saturating_add(by).max(0));
        self
    }

    pub fn sum(&self) -> i64 {
        self.0.iter().fold(0, |sum, rows| sum.saturating_add(*rows))
    }

    /// A bit an hour that has rows (three bytes, the first hour lowest), then the numbers of those hours, seven
    /// bits a byte, the lowest first.
    pub fn encode(&self) -> Vec<u8> {
        let mask = self.0.iter().rev().fold(0_u32, |mask, rows| (mask << 1) | u32::from(*rows > 0));
        let [a, b, c, _] = mask.to_le_bytes();
        let mut bytes = vec![a, b, c];
        for rows in self.0.iter().filter(|rows| **rows > 0) {
            let mut rest = rows.unsigned_abs();
            while rest >= 0x80 {
                bytes.push(0x80 | rest.to_le_bytes()[0]);
                rest >>= 7;
            }
            bytes.push(rest.to_le_bytes()[0]);
        }
        bytes
    }

    pub fn decode(bytes: &[u8]) -> Result<Self> {
        Self::parse(bytes).ok_or_else(|| Error::damaged("the counts of a day cannot be read"))
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let ([a, b, c], rest) = bytes.split_first_chunk::<3>()?;
        let mask = u32::from_le_bytes([*a, *b, *c, 0]);
        let mut rest = rest.iter();
        let mut hours = Self::default();
        for (hour, rows) in hours.0.iter_mut().enumerate() {
            if mask >> hour & 1 == 1 {
                *rows = number(&mut rest)?;
            }
        }
        rest.next().is_none().then_some(hours)
    }
}

fn number<'b>(bytes: &mut impl Iterator<Item = &'b u8>) -> Option<i64> {
    let mut number = 0_i64;
    for shift in (0..63).step_by(7) {
        let byte = *bytes.next()?;
        number |= i64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_come_back_and_damage_is_seen() {
        let mut hours = Hours::default();
        assert_eq!((Hours::decode(&hours.encode()).unwrap(), hours.encode().len()), (hours, 3));
        for (hour, rows) in [(0, 1), (5, 127), (6, 128), (22, 1 << 40), (23, i64::MAX)] {
            hours.add(hour, rows);
            assert_eq!(Hours::decode(&hours.encode()).unwrap(), hours);
        }
        let bytes = hours.encode();
        for cut in 0..bytes.len() {
            assert!(Hours::decode(bytes.get(..cut).unwrap()).is_err(), "{cut}");
        }
        assert!(Hours::decode(&[bytes.as_slice(), &[0]].concat()).is_err());
        assert!(Hours::decode(&[1, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]).is_err());
        let less = Hours::default().plus(&Hours([-1; 24]));
        assert!(less.is_zero(), "never below zero");
    }
}
