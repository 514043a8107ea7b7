use super::*;
use crate::contains;
use proptest::prelude::*;
use proptest::sample::Index;

fn spaced(text: &str) -> String {
    grams(text).join(" ")
}

#[test]
fn texts_have_the_grams_of_the_table() {
    // shows B4
    let cases = [
        ("Hello", "hel ell llo"),
        ("Grüße", "gru rus uss sse"),
        ("is ok, a B2", "·is ·ok ·a ·b2"),
        ("banana", "ban ana nan"),
        ("订单号", "订单 单号 订 单 号"),
        ("订 x", "订 ·x"),
        ("주문", "주문 주 문"),
        ("iPhone订单", "iph pho hon one 订单 订 单"),
        ("+41 79 000", "·41 ·79 000"),
        ("👍👍 👩\u{200d}💻", "👍 👩 💻"),
        ("₿ 5 €", "₿ ·5 €"),
        (" .,;\"' ", ""),
        ("", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(spaced(text), expected, "{text:?}");
        assert_eq!(spaced(&fold(text)), expected, "{text:?} folded before");
    }
}

#[test]
fn terms_need_no_more_than_is_certain() {
    let cases = [
        ("ß", None),   // "ss": two letters
        ("ok", None),  // may be part of "look"
        ("ok ", None), // may be the end of "look "
        (" ok ", Some("·ok")),
        ("go ok", None),
        ("a ok b", Some("·ok")),
        ("Grü", Some("gru")),
        ("rech nr 12", Some("rec ech ·nr")),
        ("订", Some("订")),
        ("订单", Some("订单")),
        ("한국어", Some("한국 국어")),
        ("x订", Some("订")),
        ("👍", Some("👍")),
        (".", None),
        ("", None),
    ];
    for (term, expected) in cases {
        let expected =
            expected.map_or(Need::Scan, |g| Need::Grams(g.split(' ').map(str::to_owned).collect()));
        assert_eq!(needs(term), expected, "{term:?}");
    }
}

/// Texts as people write them, and as nobody does: pieces of many scripts, in any order.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z]{1,8}",
        2 => "[ \\n.,;:!?'\"()/@#+-]{1,3}",
        2 => "[0-9]{1,6}",
        2 => "[äöüßéèñçåøæœİıŁşÀ-ÿ]{1,4}",
        2 => "[订单号退款中文。，测试]{1,5}",
        2 => "[주문한국어배송가-힣]{1,5}",
        1 => "[あいうアイウｱｲガが゙ー・]{1,4}",
        1 => "[😀👍🎉❤️👩\u{200d}💻🇨🇭€→]{1,3}",
        1 => "[Ελληνικάς абвйёЁ]{1,5}",
        1 => "[مرحبا אבג नमस्ते ไทย]{1,5}",
        1 => "[\u{300}-\u{30a}\u{200b}\u{ad}\u{1100}-\u{1112}\u{1161}-\u{1175}]{1,2}",
        1 => "[Ａ-Ｚ０-９ﬁ①²½]{1,3}",
        1 => "\\PC{1,4}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// A part of `text`, cut between characters.
fn part(text: &str, from: Index, length: usize) -> String {
    let start = if text.is_empty() { 0 } else { from.index(text.chars().count()) };
    text.chars().skip(start).take(length).collect()
}

fn has_all(text: &str, term: &str) -> bool {
    let have = grams(text);
    match needs(term) {
        Need::Scan => true,
        Need::Grams(needed) => needed.iter().all(|gram| have.contains(gram)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn no_hit_is_lost(text in texts(), from: Index, length in 1_usize..12, other in texts()) {
        // shows B4
        // Parts of the text as written, parts of it folded, and terms that may hit by chance.
        let folded = fold(&text);
        for term in [part(&text, from, length), part(&folded, from, length), part(&other, from, 2)] {
            if contains(&folded, &fold(&term)) {
                prop_assert!(has_all(&text, &term), "{:?} in {:?}: {:?} of {:?}", term, text, needs(&term), grams(&text));
            }
        }
    }

    #[test]
    fn a_part_of_a_folded_text_is_found(text in texts(), from: Index, length in 1_usize..12) {
        let folded = fold(&text);
        let term = part(&folded, from, length);
        // A cut just before a mark or between jamo makes other letters; all else stays what it was.
        prop_assume!(fold(&term) == term);
        prop_assert!(contains(&folded, &fold(&term)));
    }

    #[test]
    fn a_gram_is_one_token(text in texts()) {
        let grams = grams(&text);
        for gram in &grams {
            prop_assert!(!gram.is_empty() && gram.chars().count() <= GRAM);
            prop_assert!(
                gram.chars().all(|c| if c.is_ascii() {
                    c.is_ascii_lowercase() || c.is_ascii_digit()
                } else {
                    !c.is_whitespace() && !c.is_control()
                }),
                "{:?}",
                gram
            );
        }
        let mut once = grams.clone();
        once.sort();
        once.dedup();
        prop_assert_eq!(once.len(), grams.len(), "each once");
    }
}
