//! Runs: how a folded text falls into words, ideographs and pictures, with separators between.

use unicode_normalization::char::is_combining_mark;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Word,
    Ideograph,
    Picture,
    Separator,
}

/// Characters in a row of one class, none of them separators.
pub(crate) struct Run<'a> {
    pub class: Class,
    /// Byte offset in the text.
    pub start: usize,
    pub text: &'a str,
}

/// The runs of a folded text, in order.
pub(crate) fn runs(text: &str) -> impl Iterator<Item = Run<'_>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        // Most separators are ASCII.
        let bytes = text.as_bytes().get(start..)?;
        start += bytes.iter().position(|byte| is_plain(*byte) || !byte.is_ascii())?;
        let rest = text.get(start..)?;
        let class = rest.chars().next().map(class)?;
        let length = length(rest, class);
        let run = Run { class, start, text: rest.get(..length)? };
        start += length;
        Some(run)
    })
    .filter(|run| run.class != Class::Separator)
}

/// How many bytes of `text` are of the class of its first character.
fn length(text: &str, class: Class) -> usize {
    // Most words are ASCII, and so is what follows them.
    let plain = match class {
        Class::Word => text.bytes().position(|byte| !is_plain(byte)).unwrap_or(text.len()),
        _ => 0,
    };
    let rest = text.get(plain..).unwrap_or_default();
    if plain > 0 && rest.as_bytes().first().is_none_or(u8::is_ascii) {
        return plain;
    }
    plain + rest.find(|c| self::class(c) != class).unwrap_or(rest.len())
}

/// What words of ASCII consist of, folded.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' | '0'..='9' => Class::Word,
        _ if c.is_ascii() => Class::Separator,
        // Blocks of nothing but letters; the tables are slower.
        'α'..='ώ' | 'а'..='ё' | 'א'..='ת' | 'ء'..='ي' => Class::Word,
        _ if is_ideograph(c) => Class::Ideograph,
        _ if c.is_alphanumeric() || is_combining_mark(c) => Class::Word,
        _ if is_picture(c) => Class::Picture,
        _ => Class::Separator,
    }
}

/// Scripts written without spaces whose single characters carry meaning, and Hangul, whose terms of
/// two syllables are ordinary. Blocks of the Unicode Character Database, Blocks.txt.
fn is_ideograph(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11ff}'     // Hangul Jamo
        | '\u{2e80}'..='\u{2fdf}'   // radicals
        | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3031}'..='\u{3035}' | '\u{3038}'..='\u{303c}'
        | '\u{3041}'..='\u{318f}'   // kana, Bopomofo, Hangul compatibility
        | '\u{31a0}'..='\u{31bf}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{1b000}'..='\u{1b16f}' // kana supplements
        | '\u{20000}'..='\u{3ffff}')
        && c != '\u{30fb}' // katakana middle dot separates
}

/// Emoji, arrows, dingbats, currency: symbols that people look for. Blocks.txt as above.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{20a0}'..='\u{20bf}' | '\u{2190}'..='\u{23ff}' | '\u{25a0}'..='\u{27bf}'
        | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_cuts_give_what_the_tables_say() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32).filter(|c| !c.is_ascii()) {
            let word = c.is_alphanumeric() || is_combining_mark(c);
            assert_eq!(class(c) == Class::Word, word && !is_ideograph(c), "U+{:04X}", u32::from(c));
        }
    }
}
