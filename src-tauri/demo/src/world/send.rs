//! Sends before they are written down: who to, when, on which channel, as part of what.

use super::chat::{CHANNELS, Chat};
use super::clock::SECOND;
use super::course::{Course, course};
use super::dice::{Dice, Topic};
use super::directory::{bot_name, campaign_name, campaigns};
use super::person::{COMPANIES, Face};
use super::shape::{BATCHES, DELIVERIES, SESSIONS, batch_sizes};
use super::{World, stamp};
use model::{DeliveryStatus as S, Millis, Stamp};

/// What all sends of a batch share.
pub struct Bulk {
    pub number: u64,
    pub at: Millis,
    pub channel: &'static str,
    pub line: u64,
    pub campaign: u64,
    pub template: usize,
    pub company: &'static str,
    pub size: u32,
}

/// One send before it is written down.
pub struct Send {
    pub number: u64,
    pub at: Stamp,
    pub channel: &'static str,
    pub line: u64,
    pub category: &'static str,
    pub name: String,
    pub face: Option<Face>,
    pub session: Option<u64>,
    pub bulk: Option<(u64, u64)>,
    pub company: &'static str,
    /// The position in a batch that has to come out as 13 of 18.
    pub forced: Option<u32>,
}

impl World {
    pub fn linked(&self, chat: &Chat, block: u64, number: u32, turn: u32) -> Send {
        let bot = chat.turns.get(turn as usize).is_some_and(|t| t.1 == model::PersonKind::Bot);
        Send {
            number: block * DELIVERIES + u64::from(number),
            at: Stamp { at: chat.time_of(turn as usize), offset: chat.offset },
            channel: chat.channel,
            line: chat.line,
            category: if bot { "Template Bot" } else { "Service Reply" },
            name: if bot { bot_name(chat.bot).to_owned() } else { "Help desk".to_owned() },
            face: Some(chat.face.clone()),
            session: Some(chat.number),
            bulk: None,
            company: "Lantern & Loom",
            forced: None,
        }
    }

    pub fn bulk(&self, block: u64, batch: u64) -> Bulk {
        let number = block * BATCHES + batch;
        let mut dice = Dice::new(self.seed, Topic::Batch, number + (1 << 40));
        let sizes = batch_sizes(self.seed, block);
        Bulk {
            number,
            at: self.started(block * SESSIONS + 1 + 4 * batch) + dice.between(0, 50) * SECOND,
            // The forced 13 of 18 fail for reasons that only SMS has.
            channel: match (block % 4, batch) {
                (0, 0) => "sms",
                _ => dice.weighed(&[(50, "whatsapp"), (30, "sms"), (20, "email")], "sms"),
            },
            line: dice.below(2),
            campaign: dice.below(campaigns()),
            template: dice.pick(&[0, 1, 3, 3, 3, 4, 5]),
            company: dice.pick(&COMPANIES),
            size: usize::try_from(batch).ok().and_then(|at| sizes.get(at).copied()).unwrap_or(0),
        }
    }

    pub fn recipient(&self, bulk: &Bulk, block: u64, number: u32, at: u32) -> Send {
        let mut dice = Dice::new(self.seed, Topic::Delivery, block * DELIVERIES + u64::from(number));
        let face = self.face(self.contact_at(block as f64 / self.blocks.max(1) as f64, &mut dice));
        let sent = bulk.at + Millis::from(at) * 350;
        Send {
            number: block * DELIVERIES + u64::from(number),
            at: stamp(sent.min(self.block_logged(block)), face.words()),
            channel: bulk.channel,
            line: bulk.line,
            category: "Marketing Campaign",
            name: campaign_name(bulk.campaign).to_owned(),
            face: Some(face),
            session: None,
            bulk: Some((bulk.number, bulk.campaign)),
            company: bulk.company,
            forced: (block.is_multiple_of(4) && bulk.number.is_multiple_of(BATCHES)).then_some(at),
        }
    }

    pub fn single(&self, block: u64, number: u32) -> Send {
        let mut dice = Dice::new(self.seed, Topic::Delivery, block * DELIVERIES + u64::from(number));
        let face = self.face(self.contact_at(block as f64 / self.blocks.max(1) as f64, &mut dice));
        let at = self.started(block * SESSIONS + dice.below(SESSIONS));
        let (category, name) = dice.pick(&[
            ("Transactional", "Order updates"),
            ("Notification", "Appointment reminder"),
            ("Template Bot", "Survey bot"),
            ("Service", "Sign-in codes"),
        ]);
        Send {
            number: block * DELIVERIES + u64::from(number),
            at: stamp(at, face.words()),
            channel: dice.weighed(&CHANNELS, "sms"),
            line: dice.below(2),
            category,
            name: name.to_owned(),
            face: Some(face),
            session: None,
            bulk: None,
            company: dice.pick(&COMPANIES),
            forced: None,
        }
    }

    pub fn course_of(&self, send: &Send, block: u64) -> Course {
        let mut dice = Dice::new(self.seed, Topic::Course, send.number);
        let ends = [
            S::Failed,
            S::InvalidPhoneNumber,
            S::InsufficientSmsCredits,
            S::SmsDisabledForCompany,
            S::Undelivered,
        ];
        let wanted = send.forced.map(|at| match at.checked_sub(13) {
            None => {
                if at % 2 == 0 {
                    S::Success
                } else {
                    S::Delivered
                }
            }
            Some(rest) => ends.get(rest as usize).copied().unwrap_or(S::Failed),
        });
        course(&mut dice, send.channel, send.at.at, self.block_logged(block), wanted)
    }
}
