//! What people in the made-up world say, by language. All sentences are our own.
//!
//! `{name}` is the customer's first name, `{agent}` the agent's; `{order}`, `{product}`, `{model}`,
//! `{city}`, `{amount}`, `{date}`, `{time}` and `{code}` are filled anew each time.

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod he;
mod it;
mod ja;
mod ko;
mod nl;
mod pl;
mod pt;
mod ru;
mod zh;

use super::clock::Zone;

pub type List = &'static [&'static str];

/// A language with the people and places that go with it.
#[derive(Debug)]
pub struct Tongue {
    pub code: &'static str,
    pub country: &'static str,
    pub dial: &'static str,
    pub currency: &'static str,
    pub zone: Zone,
    pub first: List,
    pub last: List,
    pub cities: List,
    pub products: List,
    /// The customer begins.
    pub opening: List,
    pub trouble: List,
    pub detail: List,
    pub thanks: List,
    /// The agent answers.
    pub greeting: List,
    pub asking: List,
    pub answer: List,
    pub closing: List,
    pub bot: List,
    /// Bodies of the templates, in the order of [`TEMPLATES`], with `{{1}}` and `{{2}}`.
    pub templates: List,
}

/// Names and categories of the templates; each exists in every language.
pub const TEMPLATES: [(&str, &str); 6] = [
    ("order_shipped", "UTILITY"),
    ("appointment_reminder", "UTILITY"),
    ("login_code", "AUTHENTICATION"),
    ("season_offer", "MARKETING"),
    ("invoice_due", "UTILITY"),
    ("how_did_we_do", "MARKETING"),
];

pub const TONGUES: [&Tongue; 14] = [
    &en::WORDS,
    &de::WORDS,
    &fr::WORDS,
    &es::WORDS,
    &it::WORDS,
    &pt::WORDS,
    &nl::WORDS,
    &pl::WORDS,
    &ru::WORDS,
    &ar::WORDS,
    &he::WORDS,
    &ko::WORDS,
    &ja::WORDS,
    &zh::WORDS,
];

/// How often each language is spoken, in the order of [`TONGUES`].
pub const SHARES: [(u32, usize); 14] = [
    (22, 0),
    (16, 1),
    (9, 2),
    (11, 3),
    (5, 4),
    (7, 5),
    (3, 6),
    (3, 7),
    (4, 8),
    (5, 9),
    (2, 10),
    (7, 11),
    (4, 12),
    (5, 13),
];

pub fn tongue(at: usize) -> &'static Tongue {
    TONGUES.get(at).copied().unwrap_or(&en::WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_words_for_everything() {
        for words in TONGUES {
            for list in [
                words.first,
                words.last,
                words.cities,
                words.products,
                words.opening,
                words.trouble,
                words.detail,
                words.thanks,
                words.greeting,
                words.asking,
                words.answer,
                words.closing,
                words.bot,
            ] {
                assert!(list.len() >= 4 && list.iter().all(|text| !text.trim().is_empty()), "{}", words.code);
            }
            assert_eq!(words.templates.len(), TEMPLATES.len(), "{}", words.code);
            assert!(
                words.templates.iter().all(|t| t.contains("{{1}}") && t.contains("{{2}}")),
                "{}",
                words.code
            );
        }
    }
}
