//! Short cuts for what most texts consist of: characters that fold on their own.
//!
//! A character stands on its own where what follows it is no mark and nothing else that joins with it.

use super::{fold_letters, push};
use std::sync::LazyLock;
use unicode_normalization::char::is_combining_mark;

/// Latin letters with accents, Greek and Cyrillic: each folds to a few letters, once worked out.
/// Blocks.txt: from Latin-1 Supplement to Latin Extended-B, Greek from where its spacing marks end,
/// Cyrillic and its supplement.
const LETTERS: [(char, char); 2] = [('\u{c0}', '\u{24f}'), ('\u{386}', '\u{52f}')];

static FOLDED: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let folded = |c: char| {
        let mut out = String::new();
        fold_letters(c.encode_utf8(&mut [0; 4]), &mut out);
        out
    };
    LETTERS.iter().map(|(from, to)| (*from..=*to).map(folded).collect()).collect()
});

/// Folds the ASCII characters that `text` begins with, but for a last one that a mark may follow. Gives
/// what is left.
pub fn ascii<'a>(text: &'a str, out: &mut String) -> &'a str {
    let plain = text.bytes().position(|byte| !byte.is_ascii()).unwrap_or(text.len());
    let (ascii, rest) = text.split_at(plain);
    let (ascii, rest) = match rest.chars().next() {
        Some(c) if !is_simple(c) => text.split_at(plain.saturating_sub(1)),
        _ => (ascii, rest),
    };
    let spaces =
        ascii.bytes().zip(ascii.bytes().skip(1)).fold(false, |any, pair| any | (pair == (b' ', b' ')));
    let controls = ascii.bytes().fold(false, |any, byte| any | byte.is_ascii_control());
    if spaces || controls || out.ends_with(' ') {
        ascii.chars().for_each(|c| push(c.to_ascii_lowercase(), out));
    } else {
        let start = out.len();
        out.push_str(ascii);
        if let Some(pushed) = out.get_mut(start..) {
            pushed.make_ascii_lowercase();
        }
    }
    rest
}

/// Folds the other characters that `text` begins with and that stand on their own. Gives what is left.
pub fn letters<'a>(text: &'a str, out: &mut String) -> &'a str {
    let mut rest = text.chars();
    loop {
        let left = rest.as_str();
        let Some(c) = rest.next().filter(|c| is_simple(*c)) else { return left };
        if rest.clone().next().is_some_and(|next| !next.is_ascii() && !is_simple(next)) {
            return left;
        }
        match folded(c) {
            Some(folded) => out.push_str(folded),
            None => out.push(c),
        }
    }
}

/// Whether `c`, which is not ASCII, joins with nothing before it, and with marks only after it.
fn is_simple(c: char) -> bool {
    is_itself(c) || place(c).is_some() && !is_combining_mark(c)
}

/// Characters that fold to themselves: Chinese, kana, Hangul syllables, emoji.
fn is_itself(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{1f300}'..='\u{1f5ff}' | '\u{1f600}'..='\u{1f64f}')
}

/// Which block of [`LETTERS`] has `c`, and where.
fn place(c: char) -> Option<(usize, usize)> {
    let block = LETTERS.iter().position(|(from, to)| (from..=to).contains(&&c))?;
    let (from, _) = LETTERS.get(block)?;
    Some((block, (u32::from(c) - u32::from(*from)) as usize))
}

/// What a letter folds to, which is none that folds to itself.
fn folded(c: char) -> Option<&'static str> {
    let (block, n) = place(c)?;
    Some(FOLDED.get(block)?.get(n)?.as_str())
}
