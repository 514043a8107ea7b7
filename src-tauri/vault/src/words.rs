//! Passwords made of words.

use crate::{Result, limits, os_random};
use diceware_wordlists::EFF_LONG_WORDLIST;
use zeroize::Zeroizing;

/// Six words of the EFF long list, joined by hyphens: 77 bits.
///
/// # Errors
/// [`crate::Error::Random`].
pub fn six_words() -> Result<Zeroizing<String>> {
    words_from(os_random)
}

fn words_from(mut random: impl FnMut(&mut [u8]) -> Result<()>) -> Result<Zeroizing<String>> {
    // Four words of the list have a hyphen themselves; without them six are always six.
    let words: Vec<&str> = EFF_LONG_WORDLIST.iter().copied().filter(|w| !w.contains('-')).collect();
    let longest = words.iter().map(|w| w.len()).max().unwrap_or(0);
    let mut phrase = Zeroizing::new(String::with_capacity(limits::WORDS * (longest + 1)));
    for i in 0..limits::WORDS {
        if i > 0 {
            phrase.push('-');
        }
        phrase.push_str(pick(&words, &mut random)?);
    }
    Ok(phrase)
}

/// One word, each equally likely: draws past the last whole multiple are thrown away.
fn pick<'a>(words: &[&'a str], random: &mut impl FnMut(&mut [u8]) -> Result<()>) -> Result<&'a str> {
    let whole = (usize::from(u16::MAX) + 1) / words.len().max(1) * words.len();
    loop {
        let mut draw = [0; 2];
        random(&mut draw)?;
        let draw = usize::from(u16::from_le_bytes(draw));
        if draw < whole
            && let Some(word) = words.get(draw % words.len())
        {
            return Ok(word);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn six_words_every_time_and_never_the_same() {
        let mut seen = HashSet::new();
        for _ in 0..200 {
            let phrase = six_words().unwrap();
            assert_eq!(phrase.split('-').count(), 6, "{}", *phrase);
            assert!(phrase.split('-').all(|w| EFF_LONG_WORDLIST.contains(&w)));
            assert!(phrase.len() >= limits::EXPORT_PASSWORD_MIN);
            assert!(seen.insert(phrase.to_string()));
        }
    }

    #[test]
    fn a_draw_that_would_favour_some_words_is_thrown_away() {
        let mut draws = vec![0_u16, 1, 2, 3, 4, 5, u16::MAX].into_iter().rev();
        let phrase = words_from(|buffer| {
            buffer.copy_from_slice(&draws.next().unwrap().to_le_bytes());
            Ok(())
        })
        .unwrap();
        assert!(phrase.ends_with("-abdomen-abacus"), "{}", *phrase);
        assert!(draws.next().is_none(), "seven draws for six words");
    }
}
