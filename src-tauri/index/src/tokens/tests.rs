use super::*;
use crate::fold;
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeSet;

/// What the index keeps of the parts of one row.
#[derive(Default, Debug)]
struct Kept {
    words: BTreeSet<String>,
    marks: BTreeSet<String>,
}

impl Kept {
    fn of<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut kept = Self::default();
        for part in parts {
            let (words, marks) = (&mut kept.words, &mut kept.marks);
            let spelled = |token: Text| {
                let mut text = String::new();
                token.write(&mut text);
                text
            };
            tokens(part, |word| _ = words.insert(spelled(word)), |mark| _ = marks.insert(spelled(mark)));
        }
        kept
    }

    fn has(&self, want: &Want) -> bool {
        match want {
            Want::Word(text) => self.words.contains(text),
            Want::Part(text) => self.words.iter().any(|word| word.contains(text)),
            Want::Begins(text) => self.words.iter().any(|word| word.starts_with(text)),
            Want::Ends(text) => self.words.iter().any(|word| word.ends_with(text)),
            Want::Mark(text) => self.marks.contains(text),
            Want::MarkBegins(text) => self.marks.iter().any(|mark| mark.starts_with(text)),
        }
    }

    /// No hit is lost, and an exact need finds nothing else.
    fn check(&self, parts: &[&str], term: &str) -> Result<(), String> {
        let need = need(term);
        let contained = parts.iter().any(|part| part.contains(term));
        let wanted = need.wants.iter().all(|want| self.has(want));
        if contained && !wanted || need.exact && wanted && !contained {
            return Err(format!("{term:?} in {parts:?}: {contained}, but {wanted} by {need:?}"));
        }
        Ok(())
    }
}

fn spelled(tokens: &BTreeSet<String>) -> String {
    let tokens: Vec<_> = tokens.iter().map(|token| token.replace(PAIR, "<").replace(THEN, "|")).collect();
    tokens.join(" ")
}

#[test]
fn texts_have_the_tokens_of_the_table() {
    // shows B4
    let cases = [
        ("Grüße, Zürich", "grusse zurich", "<se|zu"),
        ("a ok 12", "12 a ok", "<a|ok <ok|12"),
        ("订单号", "", "单 单号 号 订 订单"),
        ("iPhone订单", "iphone", "<ne|订单 单 订 订单"),
        ("👍👍 ok", "ok", "<👍👍|ok 👍"),
        ("+41 79 订", "41 79", "<41|79 <79|订 订"),
        (" .,;\"' ", "", ""),
        ("", "", ""),
    ];
    for (text, words, marks) in cases {
        let kept = Kept::of([fold(text).as_str()]);
        assert_eq!((spelled(&kept.words), spelled(&kept.marks)), (words.into(), marks.into()), "{text:?}");
    }
}

#[test]
fn terms_want_all_that_is_certain() {
    let cases = [
        ("grusse", "part grusse", true),
        (" ok ", "word ok", false),
        ("ok ", "ends ok", false),
        (" ok", "begins ok", false),
        ("de la factura", "ends de, word la, mark <de|la, begins factura, mark <la|fa", false),
        ("factura n", "ends factura, begins n, begins <ra|n", false),
        ("factura n ", "ends factura, word n, mark <ra|n", false),
        ("a b", "ends a, begins b", false),
        (" a b", "word a, begins b, begins <a|b", false),
        ("订", "mark 订", true),
        ("订单", "mark 订单", true),
        ("订单号", "mark 订单, mark 单号", false),
        ("订 单", "mark 订, mark 单", false),
        ("订单 号", "mark 订单, mark 号, begins <订单|号", false),
        ("x订", "ends x, mark 订", false),
        ("ab订", "ends ab, mark 订, begins <ab|订", false),
        ("👍", "mark 👍", true),
        ("👍👍", "mark 👍", false),
        ("👍 ok", "mark 👍, begins ok", false),
        (".", "", false),
        ("", "", true),
    ];
    for (term, wants, exact) in cases {
        let need = need(term);
        let spelled = need.wants.iter().map(|want| match want {
            Want::Word(text) => format!("word {text}"),
            Want::Part(text) => format!("part {text}"),
            Want::Begins(text) | Want::MarkBegins(text) => format!("begins {text}"),
            Want::Ends(text) => format!("ends {text}"),
            Want::Mark(text) => format!("mark {text}"),
        });
        let spelled = spelled.collect::<Vec<_>>().join(", ").replace(PAIR, "<").replace(THEN, "|");
        assert_eq!((spelled.as_str(), need.exact), (wants, exact), "{term:?}");
    }
}

/// All strings of these characters up to a length.
fn all_strings(of: &[char], length: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut last = all.clone();
    for _ in 0..length {
        last = last.iter().flat_map(|text| of.iter().map(move |c| format!("{text}{c}"))).collect();
        all.extend_from_slice(&last);
    }
    all
}

#[test]
fn every_short_term_in_every_short_text() {
    // shows B4
    for (alphabet, text, term) in [
        (&['a', 'b', '订', '单', '👍', ' ', '.'][..], 4, 3),
        (&['a', '订', '👍', ' '][..], 6, 4),
        (&['a', 'b', ' '][..], 7, 5),
        (&['订', '单', '\u{1}', '\u{2}'][..], 5, 4),
    ] {
        let terms = all_strings(alphabet, term);
        for text in all_strings(alphabet, text) {
            let kept = Kept::of([text.as_str()]);
            terms.iter().for_each(|term| kept.check(&[&text], term).unwrap());
        }
    }
}

/// Texts as people write them, and as nobody does: pieces of many scripts, in any order, folded.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z]{1,8}",
        3 => "[ab]{1,3}",
        3 => "[ \\n.,;:!?'\"()/@#+-]{1,3}",
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
        1 => "[\u{0}-\u{1f}\u{7f}-\u{9f}]{1,2}",
        1 => "\\PC{1,4}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| fold(&pieces.concat()))
}

/// A part of `text`, cut between characters.
fn part(text: &str, from: Index, length: usize) -> String {
    let start = if text.is_empty() { 0 } else { from.index(text.chars().count()) };
    text.chars().skip(start).take(length).collect()
}

/// Words that may be cut, of few letters, with others beside them.
fn long_texts() -> impl Strategy<Value = String> {
    let word = prop_oneof!["[ab]{1,4}", "[abé]{50,80}", "[ab]{180,270}", "[abя]{380,720}"];
    prop::collection::vec((word, "|[ .订]"), 1..4)
        .prop_map(|words| words.into_iter().map(|(word, then)| word + &then).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_hit_is_lost_and_exact_is_exact(
        parts in prop::collection::vec(texts(), 1..4),
        which: Index,
        from: Index,
        length in 1_usize..14,
        other in texts(),
    ) {
        // shows B4
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let kept = Kept::of(parts.iter().copied());
        // Parts of one of the texts, terms that reach over two of them, and terms that hit by chance.
        let both = parts.concat();
        for term in [
            part(which.get::<&str>(&parts), from, length),
            part(&both, from, length),
            part(&other, from, 1),
            part(&other, from, length.min(3)),
        ] {
            prop_assert_eq!(kept.check(&parts, &term), Ok(()));
        }
    }

    #[test]
    fn a_text_wants_itself(text in texts()) {
        prop_assert_eq!(Kept::of([text.as_str()]).check(&[&text], &text), Ok(()));
    }

    #[test]
    fn tokens_are_what_they_say(text in texts()) {
        let kept = Kept::of([text.as_str()]);
        for word in &kept.words {
            prop_assert!(!word.is_empty() && !word.contains(|c: char| c.is_control() || c.is_whitespace()));
            prop_assert!(text.contains(word.as_str()));
        }
        for mark in &kept.marks {
            prop_assert_eq!(mark.starts_with(PAIR), mark.contains(THEN), "{:?}", mark);
            prop_assert!((1..=6).contains(&mark.chars().count()), "{:?}", mark);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn long_words_lose_no_hit(text in long_texts(), from: Index, length in prop_oneof![1_usize..80, 1_usize..720]) {
        let kept = Kept::of([text.as_str()]);
        let term = part(&text, from, length);
        prop_assert_eq!(kept.check(&[&text], &term), Ok(()));
        // One letter changed: most often no hit, and never one by the index alone.
        let changed: String = term.chars().rev().enumerate().map(|(i, c)| if i == 1 { 'b' } else { c }).collect();
        prop_assert_eq!(kept.check(&[&text], &changed), Ok(()));
        for word in &kept.words {
            prop_assert!(word.chars().count() <= limits::WORD);
        }
    }
}
