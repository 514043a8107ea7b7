//! The long tail of each language: words that are made from their rank, so that a vocabulary of hundreds
//! of thousands needs no memory.
//!
//! Real logs follow Zipf's law: a few words are everywhere, most stand once or twice. A rank is rolled so
//! that rank r comes up about 1/r as often as the first; the first ranks are the language's own small
//! words, all others are made up after its sounds. The same rank is always the same word.

mod sounds;

use super::dice::Dice;
use sounds::{Script, Sounds, sounds};

/// Ranks of a language. At ten million messages nearly all of the larger languages' come up; together
/// with codes, numbers and typos that is over a million different words.
const RANKS: f64 = 60_000.0;
/// Ranks of surnames.
const SURNAMES: f64 = 20_000.0;

/// Well-mixed bits of a number (the finish of SplitMix64).
pub fn mix(number: u64) -> u64 {
    let a = (number.wrapping_add(0x9e37_79b9_7f4a_7c15) ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let b = (a ^ (a >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    b ^ (b >> 31)
}

/// Bits that are taken off bit by bit.
struct Bits(u64);

impl Bits {
    fn below(&mut self, end: usize) -> usize {
        let end = end.max(1) as u64;
        let low = self.0 % end;
        self.0 = mix((self.0 / end) ^ (low << 56));
        usize::try_from(low).unwrap_or(0)
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list.get(self.below(list.len())).copied().unwrap_or_default()
    }
}

/// A rank from 0, after Zipf's law with exponent 1.
fn rank(dice: &mut Dice, ranks: f64) -> u64 {
    (dice.part() * ranks.ln()).exp() as u64 - 1
}

/// Appends one word of a language, as often as its rank says.
pub fn word(dice: &mut Dice, code: &str, to: &mut String) {
    let rank = rank(dice, RANKS);
    let sounds = sounds(code);
    match usize::try_from(rank).ok().and_then(|at| sounds.small.get(at)) {
        Some(small) => to.push_str(small),
        None => made(sounds, rank, to),
    }
}

/// Appends a family name that no list has.
pub fn surname(dice: &mut Dice, code: &str, to: &mut String) {
    let rank = rank(dice, SURNAMES) + 100_000;
    let mut name = String::new();
    made(sounds(code), rank, &mut name);
    let mut letters = name.chars();
    to.extend(letters.next().into_iter().flat_map(char::to_uppercase));
    to.push_str(letters.as_str());
}

/// The word of a rank: the rarer, the longer.
fn made(sounds: &Sounds, rank: u64, to: &mut String) {
    let mut bits = Bits(mix(rank << 8 | sounds.salt));
    let length = match rank {
        0..=99 => 1,
        100..=2_999 => 2,
        3_000..=29_999 => 2 + bits.below(2),
        _ => 2 + bits.below(3),
    };
    match sounds.script {
        Script::Letters => {
            for _ in 0..length {
                to.push_str(bits.pick(sounds.heads));
                to.push_str(bits.pick(sounds.vowels));
                to.push_str(bits.pick(sounds.tails));
            }
            to.push_str(bits.pick(sounds.endings));
        }
        Script::Hangul => {
            (0..length).for_each(|_| to.extend(hangul(&mut bits)));
            to.push_str(bits.pick(sounds.endings));
        }
        Script::Han => {
            (0..length.clamp(2, 3)).for_each(|_| to.push_str(bits.pick(sounds.heads)));
            to.push_str(bits.pick(sounds.endings));
        }
        Script::Kana if bits.below(3) == 0 => {
            (0..=length).for_each(|_| to.push_str(bits.pick(sounds.vowels)));
        }
        Script::Kana => {
            (0..length.clamp(1, 2)).for_each(|_| to.push_str(bits.pick(sounds.heads)));
            to.push_str(bits.pick(sounds.endings));
        }
    }
}

/// A syllable block of a first consonant, a vowel and (often) no last consonant, the usual ones only.
fn hangul(bits: &mut Bits) -> Option<char> {
    const FIRST: [u32; 14] = [0, 2, 3, 5, 6, 7, 9, 11, 12, 14, 15, 16, 17, 18];
    const VOWEL: [u32; 10] = [0, 1, 4, 5, 6, 8, 12, 13, 18, 20];
    const LAST: [u32; 8] = [0, 0, 0, 1, 4, 8, 16, 21];
    let mut of = |list: &[u32]| list.get(bits.below(list.len())).copied().unwrap_or(0);
    char::from_u32(0xac00 + (of(&FIRST) * 21 + of(&VOWEL)) * 28 + of(&LAST))
}

#[cfg(test)]
mod tests {
    use super::super::dice::Topic;
    use super::super::words::TONGUES;
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn words_follow_zipf_and_there_are_many() {
        for tongue in TONGUES {
            let mut seen: HashMap<String, u32> = HashMap::new();
            let mut dice = Dice::new(1, Topic::Text, 0);
            for _ in 0..40_000 {
                let mut text = String::new();
                word(&mut dice, tongue.code, &mut text);
                assert!(!text.is_empty() && !text.contains(char::is_whitespace), "{text:?}");
                *seen.entry(text).or_default() += 1;
            }
            let mut counts: Vec<u32> = seen.values().copied().collect();
            counts.sort_unstable_by(|a, b| b.cmp(a));
            let code = tongue.code;
            assert!(counts.len() > 7_000, "{code}: {} differ", counts.len());
            assert!(counts[0] > 1_500 && counts[9] > 150 && counts[99] > 15, "{code}: {:?}", &counts[..100]);
            let once = counts.iter().filter(|count| **count == 1).count();
            assert!(once * 2 > counts.len(), "{code}: most words are rare, {once} of {}", counts.len());
        }
    }

    #[test]
    fn the_same_rank_is_the_same_word() {
        let word = |rank| {
            let mut text = String::new();
            made(sounds("de"), rank, &mut text);
            text
        };
        assert_eq!(word(4_711), word(4_711));
        assert_ne!(word(4_711), word(4_712));
        assert!(word(50).chars().count() < word(59_990).chars().count() + 4);
    }
}
