//! Sentences: words of a language with their gaps filled, and the oddities of real life.

use super::aside;
use super::dice::{Dice, Topic};
use super::words::{List, Tongue};

/// Who speaks with whom.
pub struct Speech<'a> {
    pub tongue: &'static Tongue,
    pub name: &'a str,
    pub agent: &'a str,
    /// Tells one talk from another: within it the same order, parcel and product come up again.
    pub matter: u64,
}

/// What a spreadsheet, a browser or a terminal might take for more than text. All harmless here.
const TRAPS: [&str; 14] = [
    "=1+1",
    "@SUM(A1:A9)",
    "-2+3",
    "+cmd|' /C calc'!A0",
    "=HYPERLINK(\"https://shop.example/claim\",\"click\")",
    "＝1＋1",
    "\t=1+1",
    "<script>alert('hello')</script>",
    "<img src=x onerror=alert(1)>",
    "<b>bold</b> & \"quoted\" 'text'",
    "'; DROP TABLE message; --",
    "{{1}} %s %n ${name}",
    "{\"json\": [1, 2, 3], \"text\": \"\\n\"}",
    "007",
];
const EMOJI: [&str; 14] =
    ["🙂", "👍", "😡", "🎉", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇨🇴", "❤️", "🤷🏽", "📦", "😂😂😂", "🙏🏿", "☕", "🥲"];
/// Control characters that real gateways let through; never NUL.
const CONTROLS: [char; 5] = ['\u{7}', '\u{1b}', '\u{200b}', '\u{202e}', '\u{85}'];

impl Speech<'_> {
    /// One message of a customer; `first` when it begins the session.
    pub fn customer(&self, dice: &mut Dice, first: bool) -> String {
        let t = self.tongue;
        let mut text = match (first, dice.below(10)) {
            (true, _) => format!("{} {}", self.line(dice, t.opening), self.line(dice, t.trouble)),
            (false, 0..=2) => self.line(dice, t.trouble),
            (false, 3..=7) => self.line(dice, t.detail),
            (false, _) => self.line(dice, t.thanks),
        };
        while dice.chance(300) {
            text = format!("{text} {}", self.line(dice, t.detail));
        }
        aside::add(dice, t, &mut text);
        odd(dice, text)
    }

    /// One message of an agent; `stage` is how far the talk is, from 0 to 1.
    pub fn agent(&self, dice: &mut Dice, stage: f64) -> String {
        let t = self.tongue;
        let list = match dice.below(10) {
            _ if stage < 0.2 => t.greeting,
            _ if stage > 0.9 => t.closing,
            0..=3 => t.asking,
            _ => t.answer,
        };
        let mut text = self.line(dice, list);
        while dice.chance(350) {
            text = format!("{text} {}", self.line(dice, t.answer));
        }
        aside::add(dice, t, &mut text);
        if dice.chance(4) { self.long(dice) } else { text }
    }

    pub fn bot(&self, dice: &mut Dice) -> String {
        self.line(dice, self.tongue.bot)
    }

    /// A letter of many sentences and some line breaks.
    fn long(&self, dice: &mut Dice) -> String {
        let t = self.tongue;
        let mut text = self.line(dice, t.greeting);
        for _ in 0..dice.between(12, 60) {
            let list = dice.pick(&[t.answer, t.asking, t.detail, t.answer]);
            text.push_str(if dice.chance(200) { "\n\n" } else { " " });
            text.push_str(&self.line(dice, list));
        }
        text
    }

    fn line(&self, dice: &mut Dice, list: List) -> String {
        let pattern = dice.pick(list);
        self.fill(dice, pattern)
    }

    fn fill(&self, dice: &mut Dice, pattern: &str) -> String {
        let mut text = String::with_capacity(pattern.len() + 24);
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((gap, after)) = after.split_once('}') else { break };
            text.push_str(&self.value(dice, gap));
            rest = after;
        }
        text.push_str(rest);
        text
    }

    fn value(&self, dice: &mut Dice, gap: &str) -> String {
        match gap {
            "name" => return self.name.to_owned(),
            "agent" => return self.agent.to_owned(),
            "date" => return format!("{:02}.{:02}.", dice.between(1, 28), dice.between(1, 12)),
            "time" => return format!("{}:{:02}", dice.between(7, 21), dice.between(0, 59)),
            _ => {}
        }
        // What the talk is about keeps its name in two cases of three.
        let salt = gap.bytes().map(u64::from).sum();
        let mut own = dice.chance(650).then(|| Dice::new(self.matter, Topic::Matter, salt));
        let dice = own.as_mut().unwrap_or(dice);
        match gap {
            "order" => order(dice),
            "product" => dice.pick(self.tongue.products).to_owned(),
            "city" => dice.pick(self.tongue.cities).to_owned(),
            "model" => model(dice),
            "amount" => amount(dice, self.tongue.currency),
            _ => dice.letters("ACDEFGHJKLMNPQRTUVWXY3479", 8),
        }
    }
}

pub fn order(dice: &mut Dice) -> String {
    format!("{}-{}", dice.letters("ABCDEFGHKLMNPRSTUVWXYZ", 2), dice.digits(6))
}

pub fn amount(dice: &mut Dice, currency: &str) -> String {
    format!("{currency}{}.{:02}", dice.between(1, 899), dice.between(0, 99))
}

/// A made-up brand with a number: the vocabulary of real logs is large because of names like these.
fn model(dice: &mut Dice) -> String {
    if dice.chance(500) {
        return format!("{}{}", dice.letters("BCDFGHKLMNPRSTVXZ", 2), dice.digits(4));
    }
    let mut name = brand(dice);
    if let Some(first) = name.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    format!("{name} {}", dice.between(1, 99))
}

/// Two to four syllables.
pub fn brand(dice: &mut Dice) -> String {
    const HEADS: [&str; 20] = [
        "b", "br", "d", "dr", "f", "g", "gl", "k", "kr", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v",
        "z",
    ];
    const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ea", "io", "y"];
    const TAILS: [&str; 8] = ["", "", "l", "n", "r", "s", "x", "m"];
    let mut name = String::new();
    for _ in 0..dice.between(2, 4) {
        for part in [dice.pick(&HEADS), dice.pick(&VOWELS), dice.pick(&TAILS)] {
            name.push_str(part);
        }
    }
    name
}

fn odd(dice: &mut Dice, text: String) -> String {
    match dice.below(1000) {
        0..=7 => dice.pick(&TRAPS).to_owned(),
        8..=12 => format!("{} {text}", dice.pick(&TRAPS)),
        13..=72 => format!("{text} {}", dice.pick(&EMOJI)),
        73..=76 => dice.pick(&EMOJI).to_owned(),
        77..=146 => misspelt(dice, &text),
        147..=148 => format!("{text}{}", dice.pick(&CONTROLS)),
        149..=159 => text.to_uppercase(),
        160..=169 => text.replace(". ", ".\n"),
        _ => text,
    }
}

/// Two neighbouring letters change places, or one goes missing.
fn misspelt(dice: &mut Dice, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = usize::try_from(dice.below(letters.len() as u64)).unwrap_or(0);
    let both = letters.get(at..at + 2).is_some_and(|pair| pair.iter().all(|c| c.is_alphabetic()));
    if both && dice.chance(700) {
        letters.swap(at, at + 1);
    } else if both {
        letters.remove(at);
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::dice::Topic;
    use super::super::words::TONGUES;
    use super::*;

    #[test]
    fn gaps_are_filled_in_every_language() {
        for (index, tongue) in (0u64..).zip(TONGUES) {
            let speech = Speech { tongue, name: "Uma", agent: "Ines", matter: 1 };
            for list in
                [tongue.opening, tongue.trouble, tongue.detail, tongue.answer, tongue.bot, tongue.greeting]
            {
                for pattern in list {
                    let text = speech.fill(&mut Dice::new(1, Topic::Text, index), pattern);
                    assert!(!text.contains('{') && !text.contains('}'), "{text}");
                }
            }
        }
    }

    #[test]
    fn the_oddities_of_real_life_come_up_and_nul_never_does() {
        let speech = Speech { tongue: TONGUES[0], name: "Uma", agent: "Ines", matter: 1 };
        let texts: Vec<String> =
            (0..20_000).map(|n| speech.customer(&mut Dice::new(1, Topic::Text, n), n % 5 == 0)).collect();
        for wanted in ["=1+1", "@SUM", "-2+3", "+cmd|", "<script>", "🙂", "\u{1b}", "\n"] {
            assert!(texts.iter().any(|text| text.contains(wanted)), "{wanted:?}");
        }
        assert!(texts.iter().all(|text| !text.contains('\0') && !text.is_empty()));
        let distinct: std::collections::BTreeSet<&String> = texts.iter().collect();
        assert!(distinct.len() > 12_000, "{} of 20000 differ", distinct.len());
        let longest = (0..2000).map(|n| speech.agent(&mut Dice::new(1, Topic::Text, n), 0.5).len()).max();
        assert!(longest > Some(600), "some texts are long");
    }
}
