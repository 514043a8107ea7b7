//! The people of the made-up world: contacts, which are many, and agents, which are few.
//! Numbers and addresses lead nowhere: example domains and made-up subscriber numbers.

use super::clock::{DAY, START};
use super::dice::{Dice, Topic};
use super::lexicon::surname;
use super::text::brand;
use super::words::{SHARES, TONGUES, Tongue, tongue};
use super::{World, stamp};
use crate::log::Entry;
use model::{Agent, Contact, Millis, Record, Stamp};

/// Agents who speak each language.
const AGENTS_EACH: u64 = 3;
pub const COMPANIES: [&str; 8] = [
    "Nordlicht Handel",
    "Ashworth & Daughters",
    "Papelería Andina",
    "하늘상사",
    "Café Béranger",
    "Oasis Trading",
    "Blue Heron Clinic",
    "Kuipers Fietsen",
];

/// What is needed of a contact again and again.
#[derive(Debug, Clone)]
pub struct Face {
    pub id: String,
    pub tongue: usize,
    pub first: &'static str,
    pub name: String,
    pub mobile: String,
    pub email: String,
    pub handle: String,
}

impl Face {
    pub fn words(&self) -> &'static Tongue {
        tongue(self.tongue)
    }
}

fn full_name(words: &Tongue, first: &str, last: &str) -> String {
    match words.code {
        "ko" | "ja" | "zh" => format!("{last}{first}"),
        _ => format!("{first} {last}"),
    }
}

/// A common name of the country, or (in two of five) one that few have.
fn last_name(dice: &mut Dice, words: &Tongue) -> String {
    if !dice.chance(400) {
        return dice.pick(words.last).to_owned();
    }
    let mut name = String::new();
    surname(dice, words.code, &mut name);
    name
}

impl World {
    /// Half of the contacts are older than the log; the others come in with the sessions.
    pub fn contact_time(&self, contact: u64) -> Millis {
        let half = self.contacts / 2;
        match contact.checked_sub(half) {
            Some(new) => self.rhythm.at(new as f64 / (self.contacts - half).max(1) as f64),
            None => START - 400 * DAY + (400 * DAY / half.max(1) as Millis) * contact as Millis,
        }
    }

    /// A contact who is known at a part of the log (0 to 1).
    pub fn contact_at(&self, part: f64, dice: &mut Dice) -> u64 {
        let half = self.contacts / 2;
        let known = half + ((self.contacts - half) as f64 * part) as u64;
        dice.below(known.max(1))
    }

    pub fn face(&self, contact: u64) -> Face {
        self.face_with(contact).0
    }

    fn face_with(&self, contact: u64) -> (Face, Dice) {
        let mut dice = Dice::new(self.seed, Topic::Contact, contact);
        let at = dice.weighed(&SHARES, 0);
        let words = tongue(at);
        let first = dice.pick(words.first);
        let name = full_name(words, first, &last_name(&mut dice, words));
        let mobile = format!("{}{}{}", words.dial, dice.between(1, 9), dice.digits(8));
        let handle = format!("{}{}", brand(&mut dice), contact % 97);
        let email =
            format!("{handle}@{}", dice.pick(&["example.com", "example.org", "example.net", "mail.example"]));
        (Face { id: format!("ctc-{contact:08}"), tongue: at, first, name, mobile, email, handle }, dice)
    }

    pub fn contact(&self, contact: u64) -> Entry {
        let (face, mut dice) = self.face_with(contact);
        let words = face.words();
        let at = self.contact_time(contact);
        let record = Contact {
            id: face.id,
            name: (!dice.chance(30)).then_some(face.name),
            identification: dice.chance(400).then(|| format!("{}{}", words.country, dice.digits(8))),
            email: dice.chance(750).then_some(face.email),
            phone: dice.chance(200).then(|| format!("{}{}", words.dial, dice.digits(9))),
            mobile: dice.chance(900).then_some(face.mobile),
            language: Some(words.code.to_owned()),
            country: Some(words.country.to_owned()),
            company: dice.chance(250).then(|| dice.pick(&COMPANIES).to_owned()),
            created_at: Some(stamp(at, words)),
        };
        Entry { updated_at: at, record: Record::Contact(record) }
    }

    /// The index of an agent who speaks the language.
    pub fn agent_for(&self, tongue: usize, dice: &mut Dice) -> u64 {
        dice.below(AGENTS_EACH) * TONGUES.len() as u64 + tongue as u64
    }
}

pub fn agents() -> u64 {
    AGENTS_EACH * TONGUES.len() as u64
}

pub fn agent_id(agent: u64) -> String {
    format!("agt-{agent:03}")
}

/// First and full name.
pub fn agent_name(seed: u64, agent: u64) -> (&'static str, String) {
    let words = tongue((agent % TONGUES.len() as u64) as usize);
    let mut dice = Dice::new(seed, Topic::Agent, agent);
    let first = dice.pick(words.first);
    (first, full_name(words, first, dice.pick(words.last)))
}

pub fn agent(seed: u64, index: u64, created_at: Stamp) -> Agent {
    let (_, name) = agent_name(seed, index);
    let mut dice = Dice::new(seed, Topic::Agent, index + 1000);
    let username = format!("{}{index}", brand(&mut dice));
    Agent {
        id: agent_id(index),
        name: Some(name),
        email: Some(format!("{username}@support.example")),
        username: Some(username),
        mobile: dice.chance(600).then(|| format!("+447700900{}", dice.digits(3))),
        role: Some(if index == 0 { "owner" } else { "member" }.to_owned()),
        removed: index > 5 && dice.chance(120),
        created_at: Some(created_at),
    }
}
