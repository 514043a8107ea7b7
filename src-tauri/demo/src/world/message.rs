//! The messages of a chat.

use super::World;
use super::chat::{Chat, session_id};
use super::dice::{Dice, Topic};
use super::directory::{bot_id, template_id};
use super::lexicon;
use super::person::{agent_id, agent_name};
use super::shape::{Block, DELIVERIES, SESSIONS};
use super::text::{Speech, amount, order};
use super::words::{TEMPLATES, Tongue};
use crate::log::Entry;
use model::{Direction, Message, MessageKind, Millis, PersonKind, Record, Stamp};

/// A template with what goes into its gaps.
pub struct Filled {
    pub template: usize,
    pub parameters: Vec<(String, String)>,
    pub text: String,
}

/// Rolls a template of a language and fills it in.
pub fn filled(dice: &mut Dice, words: &Tongue, first: &str, template: usize) -> Filled {
    let second = match template {
        1 => format!("{:02}.{:02}. {}:00", dice.between(1, 28), dice.between(1, 12), dice.between(9, 17)),
        2 => dice.digits(6),
        3 => format!("{}%", dice.between(1, 8) * 5),
        5 => dice.pick(words.products).to_owned(),
        4 if dice.chance(500) => amount(dice, words.currency),
        _ => order(dice),
    };
    let body = words.templates.get(template).copied().unwrap_or_default();
    let text = body.replace("{{1}}", first).replace("{{2}}", &second);
    Filled { template, parameters: vec![("1".to_owned(), first.to_owned()), ("2".to_owned(), second)], text }
}

pub fn message_id(number: u64) -> String {
    format!("msg-{number:09}")
}

impl World {
    pub fn messages(&self, chat: &Chat) -> Vec<Entry> {
        let block = Block::new(self.seed, chat.number / SESSIONS);
        (0u32..)
            .zip(&chat.turns)
            .map(|(turn, (at, who))| {
                let message = self.message(chat, &block, turn, *at, *who);
                Entry { updated_at: chat.logged + Millis::from(turn), record: Record::Message(message) }
            })
            .collect()
    }

    fn message(&self, chat: &Chat, block: &Block, turn: u32, at: Millis, who: PersonKind) -> Message {
        let number = chat.first_message + u64::from(turn);
        let mut dice = Dice::new(self.seed, Topic::Text, number);
        let template = self.template_of(&mut dice, chat, turn, who);
        let text =
            template.as_ref().map_or_else(|| self.said(&mut dice, chat, turn, who), |t| t.text.clone());
        let mut message = Message {
            id: message_id(number),
            session_id: session_id(chat.number),
            at: Stamp { at, offset: chat.offset },
            direction: if who == PersonKind::User { Direction::Incoming } else { Direction::Outgoing },
            person: who,
            person_id: person_id(chat, who),
            kind: if template.is_some() { MessageKind::Template } else { MessageKind::Text },
            text,
            caption: None,
            attachment: None,
            template_id: template.map(|t| template_id(t.template, chat.face.words())),
            delivery_id: self.delivery_of(chat, block, turn),
        };
        if message.kind == MessageKind::Text && who != PersonKind::System && dice.chance(45) {
            attach(&mut dice, &mut message);
        }
        message
    }

    /// The delivery that carried a message, where one is logged.
    fn delivery_of(&self, chat: &Chat, block: &Block, turn: u32) -> Option<String> {
        let number = chat.number / SESSIONS;
        let slot = block.slot(chat.number % SESSIONS, turn).filter(|_| number < self.blocks)?;
        Some(super::delivery::delivery_id(number * DELIVERIES + u64::from(slot)))
    }

    /// What a message of a logged send says, and the template it was made from.
    pub fn sent(&self, chat: &Chat, turn: u32) -> (String, Option<Filled>) {
        let who = chat.turns.get(turn as usize).map_or(PersonKind::Agent, |t| t.1);
        let mut dice = Dice::new(self.seed, Topic::Text, chat.first_message + u64::from(turn));
        match self.template_of(&mut dice, chat, turn, who) {
            Some(template) => (template.text.clone(), Some(template)),
            None => (self.said(&mut dice, chat, turn, who), None),
        }
    }

    fn template_of(&self, dice: &mut Dice, chat: &Chat, turn: u32, who: PersonKind) -> Option<Filled> {
        let opens = turn == 0 && chat.campaign.is_some();
        let wanted = opens || (turn % 4 == 1 && dice.chance(350));
        if !wanted || matches!(who, PersonKind::User | PersonKind::System) {
            return None;
        }
        let template = dice.below(TEMPLATES.len() as u64) as usize;
        Some(filled(dice, chat.face.words(), chat.face.first, if opens { 3 } else { template }))
    }

    fn said(&self, dice: &mut Dice, chat: &Chat, turn: u32, who: PersonKind) -> String {
        let (agent, _) = agent_name(self.seed, chat.agent);
        let matter = lexicon::mix(self.seed ^ lexicon::mix(chat.number));
        let speech = Speech { tongue: chat.face.words(), name: chat.face.first, agent, matter };
        match who {
            PersonKind::User => speech.customer(dice, turn < 2),
            PersonKind::Agent => speech.agent(dice, f64::from(turn) / (chat.turns.len().max(2) - 1) as f64),
            PersonKind::Bot => speech.bot(dice),
            PersonKind::System => format!("{agent} joined the chat"),
        }
    }
}

fn person_id(chat: &Chat, who: PersonKind) -> Option<String> {
    match who {
        PersonKind::User => Some(chat.face.id.clone()),
        PersonKind::Agent => Some(agent_id(chat.agent)),
        PersonKind::Bot => Some(bot_id(chat.bot)),
        PersonKind::System => None,
    }
}

/// Turns a text into a picture, file, place … with the text as caption or nothing said at all.
fn attach(dice: &mut Dice, message: &mut Message) {
    use MessageKind::{Audio, File, Image, Location, Other, Video};
    let kinds = [
        (50, (Image, "jpg")),
        (15, (Audio, "ogg")),
        (8, (Video, "mp4")),
        (20, (File, "pdf")),
        (5, (Location, "")),
        (2, (Other, "vcf")),
    ];
    let (kind, ending) = dice.weighed(&kinds, (Image, "jpg"));
    message.kind = kind;
    let text = std::mem::take(&mut message.text);
    if dice.chance(600) {
        message.caption = Some(text);
    }
    let name = dice.letters("0123456789abcdef", 16);
    message.attachment = Some(match kind {
        Location => format!(
            "geo:{}.{},{}.{}",
            dice.between(30, 58),
            dice.digits(5),
            dice.between(0, 20),
            dice.digits(5)
        ),
        _ => format!("https://media.lantern-loom.example/{name}.{ending}"),
    });
}
