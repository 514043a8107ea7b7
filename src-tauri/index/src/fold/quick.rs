//! Short cuts for what most texts consist of: characters that fold on their own.
//!
//! A character stands on its own where what follows it is no mark and nothing else that joins with it.

use super::{fold_letters, push};
use std::sync::LazyLock;
use unicode_normalization::char::is_combining_mark;

/// What folds to a few characters, once worked out: Latin letters with accents and their punctuation,
/// Greek and Cyrillic, Hebrew and Arabic, general punctuation and currencies, full-width ASCII.
/// Blocks.txt.
const BLOCKS: [(char, char); 7] = [
    ('\u{a1}', '\u{24f}'),
    ('\u{386}', '\u{52f}'),
    ('\u{5d0}', '\u{6d3}'),
    ('\u{2010}', '\u{2044}'),
    ('\u{20a0}', '\u{20bf}'),
    ('\u{3001}', '\u{3020}'),
    ('\u{ff01}', '\u{ff5e}'),
];

/// Nothing for characters that do not stand on their own.
static FOLDED: LazyLock<Vec<Vec<Option<String>>>> = LazyLock::new(|| {
    let folded = |c: char| {
        let mut out = String::new();
        fold_letters(c.encode_utf8(&mut [0; 4]), &mut out);
        // A mark joins with what is before it, a space with one before it, and what is dropped lets its
        // neighbours join.
        let alone = |first: char| first != ' ' && !is_combining_mark(first) && !is_combining_mark(c);
        out.chars().next().is_some_and(alone).then_some(out)
    };
    BLOCKS.iter().map(|(from, to)| (*from..=*to).map(folded).collect()).collect()
});

/// Folds the ASCII characters that `text` begins with, but for a last one that a mark may follow. Gives
/// what is left.
pub fn ascii<'a>(text: &'a str, out: &mut String) -> &'a str {
    let plain = ascii_until(text.as_bytes());
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

/// How many bytes come before the first that is not ASCII.
fn ascii_until(text: &[u8]) -> usize {
    // Many at once, then one by one.
    let many = text.chunks(64).take_while(|chunk| chunk.is_ascii()).map(<[u8]>::len).sum();
    let rest = text.get(many..).unwrap_or_default();
    many + rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len())
}

/// Folds the other characters that `text` begins with and that stand on their own. Gives what is left.
pub fn letters<'a>(text: &'a str, out: &mut String) -> &'a str {
    let mut rest = text.chars();
    let mut next = rest.next().map(|c| (c, simple(c)));
    let mut left = text;
    while let Some((c, Some(folded))) = next {
        let after = rest.as_str();
        next = rest.next().map(|c| (c, simple(c)));
        if next.is_some_and(|(c, simple)| !c.is_ascii() && simple.is_none()) {
            return left;
        }
        match folded {
            Folded::Itself => out.push(c),
            Folded::To(folded) => out.push_str(folded),
        }
        left = after;
    }
    left
}

/// What a character folds to that stands on its own.
#[derive(Clone, Copy)]
enum Folded {
    Itself,
    To(&'static str),
}

/// Whether `c`, which is not ASCII, joins with nothing before it, and with marks only after it.
fn is_simple(c: char) -> bool {
    simple(c).is_some()
}

/// What such a character folds to; nothing for others.
fn simple(c: char) -> Option<Folded> {
    if is_itself(c) {
        return Some(Folded::Itself);
    }
    let block = BLOCKS.iter().position(|(from, to)| (from..=to).contains(&&c))?;
    let (from, _) = BLOCKS.get(block)?;
    let n = u32::from(c).checked_sub(u32::from(*from))? as usize;
    FOLDED.get(block)?.get(n)?.as_deref().map(Folded::To)
}

/// Characters that fold to themselves: Chinese, kana, Hangul syllables, emoji.
fn is_itself(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{1f300}'..='\u{1f5ff}' | '\u{1f600}'..='\u{1f64f}')
}
