//! Chance that repeats: the same seed, topic and index always roll the same.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What the dice are for, so that no two matters share a row of numbers.
#[derive(Debug, Clone, Copy)]
#[repr(u64)]
pub enum Topic {
    Block = 1,
    Start,
    Session,
    Text,
    Contact,
    Agent,
    Delivery,
    Course,
    Payload,
    Batch,
    Directory,
    Live,
    Matter,
}

pub struct Dice(ChaCha8Rng);

impl Dice {
    pub fn new(seed: u64, topic: Topic, index: u64) -> Self {
        let mut bytes = [0u8; 32];
        let words = [seed, topic as u64, index, 0x636f_756e_7465_7266];
        for (to, from) in bytes.chunks_exact_mut(8).zip(words) {
            to.copy_from_slice(&from.to_le_bytes());
        }
        Self(ChaCha8Rng::from_seed(bytes))
    }

    /// 0 up to but without `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0.random_range(0..end.max(1))
    }

    /// Both ends may come up.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        self.0.random_range(low..=high.max(low))
    }

    pub fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }

    /// A number from 0 to 1.
    pub fn part(&mut self) -> f64 {
        self.0.random()
    }

    pub fn pick<T: Copy + Default>(&mut self, list: &[T]) -> T {
        let at = usize::try_from(self.below(list.len() as u64)).unwrap_or(0);
        list.get(at).copied().unwrap_or_default()
    }

    /// One of the values, as often as its weight says against the others.
    pub fn weighed<T: Copy>(&mut self, list: &[(u32, T)], otherwise: T) -> T {
        let mut left = self.below(list.iter().map(|(weight, _)| u64::from(*weight)).sum());
        for (weight, value) in list {
            match left.checked_sub(u64::from(*weight)) {
                Some(rest) => left = rest,
                None => return *value,
            }
        }
        otherwise
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            let with = usize::try_from(self.below(at as u64 + 1)).unwrap_or(at);
            list.swap(at, with);
        }
    }

    /// So many characters out of an alphabet of ASCII.
    pub fn letters(&mut self, alphabet: &str, count: usize) -> String {
        (0..count).map(|_| char::from(self.pick(alphabet.as_bytes()))).filter(|c| *c != '\0').collect()
    }

    pub fn digits(&mut self, count: usize) -> String {
        self.letters("0123456789", count)
    }
}
