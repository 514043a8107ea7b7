//! Folding: what a person would call the same letters becomes the same characters.
//!
//! Character by character, without looking at the surrounding word, so that a part of a text folds to
//! a part of the folded text (wherever it is cut between letters).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

mod quick;

/// `text` in lower case, compatibility forms undone (full-width, ligatures, ①), accents and vowel
/// points dropped in Latin, Greek, Hebrew and Arabic script, `ё` as `е`, `ß` as `ss`, `ø` as `o` and
/// so on; invisible characters dropped, each run of white space one space. What is left is in form
/// NFC, so Hangul and kana stay composed. Other scripts keep their marks: in them a mark makes
/// another letter (й is not и, が is not か).
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// The same, in the place of what is in `out`.
pub(crate) fn fold_into(text: &str, out: &mut String) {
    out.clear();
    let mut rest = text;
    while !rest.is_empty() {
        let left = quick::letters(quick::ascii(rest, out), out);
        let stuck = left.len() == rest.len();
        rest = if stuck { marked(left, out) } else { left };
    }
}

/// Folds the first character and all up to the next that is ASCII, which joins with nothing before it.
/// Gives what is left.
fn marked<'a>(text: &'a str, out: &mut String) -> &'a str {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let others = text.bytes().skip(first).position(|byte| byte.is_ascii());
    let (marked, rest) = text.split_at(others.map_or(text.len(), |n| first + n));
    fold_letters(marked, out);
    rest
}

/// Any text, by way of its decomposition.
fn fold_letters(text: &str, out: &mut String) {
    let mut base = None;
    let letters = text
        .nfkd()
        .filter(|c| !is_invisible(*c))
        .flat_map(char::to_lowercase)
        .filter(move |c| {
            if is_combining_mark(*c) {
                return !base.is_some_and(|b| drops(b, *c));
            }
            base = Some(*c);
            true
        })
        .nfc();
    for c in letters {
        match spelled(c) {
            Some(letters) => out.push_str(letters),
            None => push(c, out),
        }
    }
}

/// Whether a folded text contains a folded term. An empty term is contained in every text.
pub fn contains(folded_text: &str, folded_term: &str) -> bool {
    folded_text.contains(folded_term)
}

/// Appends `c`; white space and control characters count as one space a run.
fn push(c: char, out: &mut String) {
    if !c.is_whitespace() && !c.is_control() {
        out.push(c);
    } else if !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Default-ignorable characters: soft hyphen, joiners, direction marks, variation selectors …
/// (Unicode, DerivedCoreProperties.txt, Default_Ignorable_Code_Point; Hangul fillers left out).
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
        // Arabic tatweel stretches a word and means nothing.
        || c == '\u{640}'
}

/// Whether the combining `mark` is dropped after `base`.
fn drops(base: char, mark: char) -> bool {
    match base {
        'a'..='z' | '\u{df}'..='\u{24f}' | '\u{250}'..='\u{2af}' | '\u{1d00}'..='\u{1eff}' => true,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => true, // Greek: capitals are written without
        '\u{590}'..='\u{5ff}' | '\u{600}'..='\u{6ff}' => true,   // Hebrew points, Arabic vowels and hamza
        'е' => mark == '\u{308}',                                // Cyrillic ё is usually written е
        _ => false,
    }
}

/// Letters that do not decompose, as they are spelled without them on another keyboard.
fn spelled(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'þ' => "th",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_same_letters_fold_to_the_same() {
        // shows B4
        let cases = [
            ("Grüße aus ZÜRICH", "grusse aus zurich"),
            ("GRÜẞE", "grusse"),
            ("Gru\u{308}\u{df}e", "grusse"),
            ("ＡＢＣ１２３", "abc123"),
            ("İstanbul ıŞIK", "istanbul isik"),
            ("Ελληνικά ΌΔΟΣ οδός", "ελληνικα οδοσ οδοσ"),
            ("한국어", "한국어"),
            ("\u{1112}\u{1161}\u{11ab}국", "한국"),
            ("订单", "订单"),
            ("ｶﾞｿﾘﾝ ガソリン が", "ガソリン ガソリン が"),
            ("Ёлка Йод", "елка йод"),
            ("مَرْحَبًا أهلاً", "مرحبا اهلا"),
            ("שָׁלוֹם", "שלום"),
            ("naïve ﬁancée Łódź Ærø", "naive fiancee lodz aero"),
            ("a\u{a0}\t\r\n b\0c", "a b c"),
            ("soft\u{ad}hyphen zero\u{200b}width", "softhyphen zerowidth"),
            ("👩\u{200d}💻 👍🏽", "👩💻 👍🏽"),
            ("№ 5 ½ x²", "no 5 1\u{2044}2 x2"),
            ("नमस्ते สวัสดี", "नमस्ते สวัสดี"),
            ("", ""),
        ];
        for (text, folded) in cases {
            assert_eq!(fold(text), folded, "{text:?}");
        }
    }

    #[test]
    fn every_character_folds_once_and_for_all() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let once = fold(&c.to_string());
            assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
        }
    }

    /// Without the short cut.
    fn the_long_way(text: &str) -> String {
        let mut out = String::new();
        fold_letters(text, &mut out);
        out
    }

    #[test]
    fn short_cuts_change_nothing_beside_any_character() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let mut text = format!("a{c}é{c}é订{c}가{c}が{c}");
            if c < '\u{10000}' {
                text += &format!("أ{c}، {c}\u{301}„{c}\u{64b}！{c} {c}");
            }
            assert_eq!(fold(&text), the_long_way(&text), "{text:?}");
        }
    }

    #[test]
    fn ascii_has_a_short_cut_that_changes_nothing() {
        for c in '\0'..='\x7f' {
            for text in
                [format!("X{c}{c}"), format!("订{c}"), format!("{c}\u{308}{c}"), format!("{c}\u{ad}\u{301}é")]
            {
                assert_eq!(fold(&text), the_long_way(&text), "{text:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,24}|[a-zA-Zäöüß \u{300}-\u{36f}İΣς가-힣ᄀ-ᇿが゙]{0,24}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn the_short_cut_changes_nothing_in_any_mixture(
            text in "\\PC{0,24}|[a-z \n\u{0}\u{300}-\u{36f}äßİΣ订가각が゙\u{ad}\u{200d}=<>]{0,24}"
        ) {
            prop_assert_eq!(fold(&text), the_long_way(&text));
        }
    }
}
