//! Searches through all messages, by kind. The words are those of the made-up world's languages.

use super::{Chip, Question, Work};
use query::Subject;

const ONE: &str = "search.one_term";
const TWO: &str = "search.two_words";
const STOP: &str = "search.stop_words";
const NOTHING: &str = "search.no_hit";
const FILTERED: &str = "search.text_and_filter";
const ENDING: &str = "search.phrase_ending_in_a_letter";
const SPACED: &str = "search.cjk_with_space";
const COUNT: &str = "search.count";

/// Group, name, and what is looked for; the newest of the hits are wanted.
const PAGES: &[(&str, &str, &[&str])] = &[
    (ONE, "common", &["order"]),
    (ONE, "common_german", &["bestellung"]),
    (ONE, "medium", &["courier"]),
    (ONE, "accented", &["grüß"]),
    (ONE, "fragment", &["ourie"]),
    (ONE, "cjk_1", &["订"]),
    (ONE, "cjk_2", &["订单"]),
    (ONE, "cjk_3", &["优惠码"]),
    (ONE, "korean", &["주문"]),
    (ONE, "arabic", &["الطلب"]),
    (TWO, "english", &["courier", "parcel"]),
    (TWO, "german", &["bestellung", "köln"]),
    (TWO, "two_languages", &["factura", "gracias"]),
    (STOP, "spanish", &["de", "la", "factura"]),
    (STOP, "spanish_phrase", &["la factura de"]),
    (STOP, "english", &["is", "on", "the"]),
    (STOP, "english_phrase", &["on the label is"]),
    (STOP, "german_phrase", &["die rechnung zu"]),
    (NOTHING, "one_word", &["therechen"]),
    (NOTHING, "phrase", &["the order of the day"]),
    (NOTHING, "two_words", &["courierpaket", "orderder"]),
    (ENDING, "english", &["would a refund o"]),
    (ENDING, "english_common", &["the parcel w"]),
    (ENDING, "spanish", &["la factura d"]),
    (SPACED, "korean", &["주문 번호"]),
    (SPACED, "korean_longer", &["좋은 하루 되세요"]),
    (SPACED, "mixed", &["커피 그라인더"]),
];

/// Exact counts of common words.
const COUNTS: &[(&str, &str)] = &[("english", "order"), ("article", "the"), ("german", "bestellung")];

const WHATSAPP: Chip =
    Chip { text: "channel:whatsapp", sql: "s.channel = 'whatsapp'", facet: Some(("channel", "s.channel")) };
const MESSENGER: Chip =
    Chip { text: "channel:messenger", sql: "s.channel = 'messenger'", facet: Some(("channel", "s.channel")) };
const VIDEO: Chip = Chip { text: "kind:video", sql: "m.kind = 'video'", facet: Some(("kind", "m.kind")) };
const OUTGOING: Chip =
    Chip { text: "from:outgoing", sql: "m.direction = 'outgoing'", facet: Some(("from", "m.direction")) };
const BOT: Chip = Chip { text: "person:bot", sql: "m.person = 'bot'", facet: Some(("person", "m.person")) };

/// A word with chips, one of them rare: count, facets and the newest.
const WHOLES: &[(&str, &str, &[Chip])] = &[
    ("rare_kind", "order", &[VIDEO, MESSENGER]),
    ("common_chips", "courier", &[OUTGOING, WHATSAPP]),
    ("rare_person", "rechnung", &[BOT, WHATSAPP]),
];

fn search(group: &str, name: &str, words: &[&str], chips: &[Chip], work: Work) -> Question {
    Question {
        name: format!("{group}.{name}"),
        subject: Subject::Messages,
        chips: chips.to_vec(),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        work,
        barren: group == NOTHING,
    }
}

pub fn all(order: &str) -> Vec<Question> {
    let end = order.get(order.len().saturating_sub(4)..).unwrap_or(order);
    let mut questions = vec![
        search(ONE, "rare", &[order], &[], Work::Page),
        search(ONE, "fragment_of_number", &[end], &[], Work::Page),
    ];
    questions.extend(PAGES.iter().map(|(group, name, words)| search(group, name, words, &[], Work::Page)));
    questions
        .extend(WHOLES.iter().map(|(name, word, chips)| search(FILTERED, name, &[word], chips, Work::Whole)));
    questions.extend(COUNTS.iter().map(|(name, word)| search(COUNT, name, &[word], &[], Work::Count)));
    // Groups stay together in the table.
    let place = |question: &Question| {
        [ONE, TWO, STOP, NOTHING, FILTERED, ENDING, SPACED, COUNT]
            .iter()
            .position(|group| question.group() == *group)
    };
    questions.sort_by_key(place);
    questions
}
