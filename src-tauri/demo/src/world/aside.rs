//! What no list of sentences foresees: clauses of the long tail, links, addresses, numbers, names.
//! All of it leads nowhere: example domains, made-up numbers.

use super::dice::Dice;
use super::lexicon::{surname, word};
use super::text::{amount, brand};
use super::words::Tongue;

const DIGITS: &str = "0123456789";
const LETTERS: &str = "abcdefghjkmnpqrstuvwxyz23456789";
const CAPITALS: &str = "ABCDEFGHJKLMNPRSTUVWXYZ";

/// Adds to a text what people add: in three messages of five a clause, in one of eight something with
/// a name or a number.
pub fn add(dice: &mut Dice, tongue: &Tongue, text: &mut String) {
    // Chinese and Japanese run on without spaces, mostly; some people type Korean that way too.
    let tight = matches!(tongue.code, "zh" | "ja");
    if dice.chance(600) {
        let spaced = dice.chance(if tight { 120 } else { 1000 });
        separate(spaced, text);
        clause(dice, tongue, tight, text);
    }
    let number = dice.below(1000);
    if number < 120 {
        separate(!tight || dice.chance(500), text);
        thing(dice, tongue, number, text);
    }
}

fn separate(spaced: bool, text: &mut String) {
    if spaced && !text.is_empty() {
        text.push(' ');
    }
}

fn clause(dice: &mut Dice, tongue: &Tongue, tight: bool, text: &mut String) {
    let spaced = match tongue.code {
        "ko" => !dice.chance(120),
        _ => !tight || dice.chance(80),
    };
    for at in 0..dice.between(2, 7) {
        separate(spaced && at > 0, text);
        word(dice, tongue.code, text);
    }
    text.push_str(if tight { "。" } else { dice.pick(&[".", ".", ".", "!", "?", " …", ""]) });
}

/// `number` from 0 to 119 says which.
fn thing(dice: &mut Dice, tongue: &Tongue, number: u64, text: &mut String) {
    match number {
        0..=27 => link(dice, tongue, text),
        28..=43 => mail(dice, text),
        44..=67 => text.push_str(&tracking(dice, tongue)),
        68..=81 => {
            text.push_str(tongue.dial);
            text.push_str(&dice.digits(10));
        }
        82..=95 => {
            surname(dice, tongue.code, text);
            text.push(' ');
            text.push_str(&dice.between(1, 240).to_string());
        }
        96..=109 => {
            text.push_str(dice.pick(tongue.first));
            text.push(' ');
            surname(dice, tongue.code, text);
        }
        _ => {
            let small = amount(dice, tongue.currency);
            text.push_str(&small.replace('.', &format!("{:03}.", dice.between(0, 999))));
        }
    }
}

fn link(dice: &mut Dice, tongue: &Tongue, text: &mut String) {
    text.push_str(dice.pick(&[
        "https://shop.example/p/",
        "https://track.example/",
        "www.lantern-loom.example/help/",
        "http://pics.example/",
    ]));
    if tongue.dial == "+44" || dice.chance(500) {
        word(dice, "en", text);
        text.push('-');
        word(dice, "en", text);
        text.push('/');
    }
    text.push_str(&dice.letters(LETTERS, 9));
}

fn mail(dice: &mut Dice, text: &mut String) {
    text.push_str(&brand(dice));
    text.push_str(dice.pick(&[".", "_", ""]));
    word(dice, "en", text);
    text.push_str(&dice.between(1, 99).to_string());
    text.push_str(dice.pick(&["@example.com", "@example.org", "@example.net", "@mail.example"]));
}

/// As parcel services write them.
fn tracking(dice: &mut Dice, tongue: &Tongue) -> String {
    match dice.below(3) {
        0 => format!("{}{}{}", dice.letters(CAPITALS, 2), dice.digits(9), tongue.country),
        1 => format!("1Z{}{}", dice.letters("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", 6), dice.digits(10)),
        _ => dice.letters(DIGITS, 14),
    }
}
