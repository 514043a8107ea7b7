//! Deliveries, their events and batches.

use super::chat::{CHANNELS, Chat, line, session_id};
use super::clock::SECOND;
use super::course::{Course, course};
use super::dice::{Dice, Topic};
use super::directory::{bot_name, campaign_id, campaign_name, campaigns, template_id};
use super::message::{Filled, filled};
use super::payload::{Call, request, response};
use super::person::{COMPANIES, Face};
use super::shape::{BATCHES, Block, DELIVERIES, SESSIONS, Slot, batch_sizes, head, slot};
use super::words::TEMPLATES;
use super::{World, stamp};
use crate::log::Entry;
use model::{Batch, Delivery, DeliveryEvent, DeliveryStatus as S, Millis, Record, Stamp};

pub fn delivery_id(number: u64) -> String {
    format!("dlv-{number:09}")
}

fn batch_id(number: u64) -> String {
    format!("bat-{number:07}")
}

/// What all sends of a batch share.
struct Bulk {
    number: u64,
    at: Millis,
    channel: &'static str,
    line: u64,
    campaign: u64,
    template: usize,
    company: &'static str,
    size: u32,
}

/// One send before it is written down.
struct Send {
    number: u64,
    at: Stamp,
    channel: &'static str,
    line: u64,
    category: &'static str,
    name: String,
    face: Option<Face>,
    session: Option<u64>,
    bulk: Option<(u64, u64)>,
    company: &'static str,
    /// The position in a batch that has to come out as 13 of 18.
    forced: Option<u32>,
}

impl World {
    pub fn deliveries(&self, block: u64) -> Vec<Entry> {
        let shape = Block::new(self.seed, block);
        let logged = self.block_logged(block);
        (0..DELIVERIES as u32)
            .filter_map(|number| {
                let delivery = self.delivery(block, &shape, number)?;
                let updated_at = logged + Millis::from(number);
                Some(Entry { updated_at, record: Record::Delivery(Box::new(delivery)) })
            })
            .collect()
    }

    fn delivery(&self, block: u64, shape: &Block, number: u32) -> Option<Delivery> {
        let mut dice = Dice::new(self.seed, Topic::Payload, block * DELIVERIES + u64::from(number));
        match slot(self.seed, block, number) {
            Slot::Linked(at) => {
                let (session, turn) = shape.send(at)?;
                let chat = self.chat(block * SESSIONS + session);
                let send = self.linked(&chat, block, number, turn);
                let (text, template) = self.sent(&chat, turn);
                Some(self.written(&mut dice, send, &text, template.as_ref(), block))
            }
            Slot::Head(batch) => Some(self.head_row(block, batch, number)),
            Slot::Recipient(batch, at) => {
                let bulk = self.bulk(block, batch);
                let send = self.recipient(&bulk, block, number, at);
                let (words, first) = send.face.as_ref().map(|f| (f.words(), f.first))?;
                let template = filled(&mut dice, words, first, bulk.template);
                Some(self.written(&mut dice, send, &template.text.clone(), Some(&template), block))
            }
            Slot::Single => {
                let send = self.single(block, number);
                let (words, first) = send.face.as_ref().map(|f| (f.words(), f.first))?;
                let which = dice.below(TEMPLATES.len() as u64) as usize;
                let template = filled(&mut dice, words, first, which);
                Some(self.written(&mut dice, send, &template.text.clone(), Some(&template), block))
            }
        }
    }

    fn linked(&self, chat: &Chat, block: u64, number: u32, turn: u32) -> Send {
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

    fn bulk(&self, block: u64, batch: u64) -> Bulk {
        let number = block * BATCHES + batch;
        let mut dice = Dice::new(self.seed, Topic::Batch, number + (1 << 40));
        let [first, second] = batch_sizes(self.seed, block);
        Bulk {
            number,
            at: self.started(block * SESSIONS + 3 + 7 * batch) + dice.between(0, 50) * SECOND,
            // The forced 13 of 18 fail for reasons that only SMS has.
            channel: match (block % 4, batch) {
                (0, 0) => "sms",
                _ => dice.weighed(&[(50, "whatsapp"), (30, "sms"), (20, "email")], "sms"),
            },
            line: dice.below(2),
            campaign: dice.below(campaigns()),
            template: dice.pick(&[0, 1, 3, 3, 3, 4, 5]),
            company: dice.pick(&COMPANIES),
            size: if batch == 0 { first } else { second },
        }
    }

    fn recipient(&self, bulk: &Bulk, block: u64, number: u32, at: u32) -> Send {
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
            forced: (block % 4 == 0 && bulk.number % BATCHES == 0).then_some(at),
        }
    }

    fn single(&self, block: u64, number: u32) -> Send {
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

    fn course_of(&self, send: &Send, block: u64) -> Course {
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

    fn written(
        &self,
        dice: &mut Dice,
        send: Send,
        text: &str,
        template: Option<&Filled>,
        block: u64,
    ) -> Delivery {
        let course = self.course_of(&send, block);
        let mut delivery = plain(dice, &send, text, template, &course);
        delivery.session_id = send.session.map(session_id);
        delivery.batch_id = send.bulk.map(|(batch, _)| batch_id(batch));
        delivery.campaign_id = send.bulk.map(|(_, campaign)| campaign_id(campaign));
        delivery
    }

    /// How many recipients of a batch it reached.
    fn reached(&self, block: u64, bulk: &Bulk) -> u32 {
        let first = head(self.seed, block, bulk.number % BATCHES) + 1;
        let arrived = |at: &u32| {
            let send = self.recipient(bulk, block, first + at, *at);
            matches!(self.course_of(&send, block).status, S::Success | S::Delivered)
        };
        u32::try_from((0..bulk.size).filter(arrived).count()).unwrap_or(0)
    }

    fn head_row(&self, block: u64, batch: u64, number: u32) -> Delivery {
        let bulk = self.bulk(block, batch);
        let (from, _) = line(bulk.channel, bulk.line);
        Delivery {
            id: delivery_id(block * DELIVERIES + u64::from(number)),
            category: Some("Marketing Campaign".to_owned()),
            name: Some(campaign_name(bulk.campaign).to_owned()),
            template_id: None,
            response_code: Some("202".to_owned()),
            recipient_type: Some("Segment".to_owned()),
            recipient: None,
            contact_id: None,
            session_id: None,
            channel: bulk.channel.to_owned(),
            channel_number: Some(from.to_owned()),
            status: S::BatchCount,
            status_raw: Some(format!("{}/{}", self.reached(block, &bulk), bulk.size)),
            message_type: Some("Marketing".to_owned()),
            credits: (bulk.channel == "sms").then_some(f64::from(bulk.size)),
            company: Some(bulk.company.to_owned()),
            batch_id: Some(batch_id(bulk.number)),
            campaign_id: Some(campaign_id(bulk.campaign)),
            request: Some(format!("{{\"batch\":{:?},\"recipients\":{}}}", batch_id(bulk.number), bulk.size)),
            response: Some("{\"accepted\":true}".to_owned()),
            parameters: Vec::new(),
            recorded_at: Stamp { at: bulk.at.min(self.block_logged(block)), offset: 60 },
        }
    }

    pub fn batches(&self, block: u64) -> Vec<Entry> {
        let entry = |batch| {
            let bulk = self.bulk(block, batch);
            let updated_at = self.block_logged(block) + batch as Millis;
            let record = Record::Batch(Batch {
                id: batch_id(bulk.number),
                name: Some(format!("{} #{}", campaign_name(bulk.campaign), bulk.number)),
                company: Some(bulk.company.to_owned()),
                delivered: self.reached(block, &bulk),
                total: bulk.size,
                created_at: Stamp { at: bulk.at.min(updated_at), offset: 60 },
            });
            Entry { updated_at, record }
        };
        (0..BATCHES).map(entry).collect()
    }

    pub fn delivery_events(&self, block: u64) -> Vec<Entry> {
        let shape = Block::new(self.seed, block);
        let logged = self.block_logged(block);
        let mut entries = Vec::new();
        for number in 0..DELIVERIES as u32 {
            let send = match slot(self.seed, block, number) {
                Slot::Linked(at) => shape.send(at).map(|(session, turn)| {
                    self.linked(&self.chat(block * SESSIONS + session), block, number, turn)
                }),
                Slot::Recipient(batch, at) => {
                    Some(self.recipient(&self.bulk(block, batch), block, number, at))
                }
                Slot::Single => Some(self.single(block, number)),
                Slot::Head(_) => None,
            };
            let Some(send) = send else { continue };
            let course = self.course_of(&send, block);
            let events = events(&send, &course);
            entries.extend(events.into_iter().map(|event| Entry {
                updated_at: logged + Millis::from(number),
                record: Record::DeliveryEvent(event),
            }));
        }
        entries
    }
}

fn events(send: &Send, course: &Course) -> Vec<DeliveryEvent> {
    let id = delivery_id(send.number);
    (1..)
        .zip(&course.reports)
        .map(|(number, report)| DeliveryEvent {
            id: format!("{id}-e{number}"),
            delivery_id: id.clone(),
            at: Stamp { at: report.at, offset: if report.source == "carrier" { 0 } else { send.at.offset } },
            kind: report.kind,
            kind_raw: report.raw.map(str::to_owned),
            source: report.source.to_owned(),
            code: report.code.map(str::to_owned),
            detail: report.detail.map(str::to_owned),
        })
        .collect()
}

fn plain(dice: &mut Dice, send: &Send, text: &str, template: Option<&Filled>, course: &Course) -> Delivery {
    let (from, _) = line(send.channel, send.line);
    let face = send.face.as_ref();
    let to = face.map(|face| recipient_on(send.channel, face, course.status)).unwrap_or_default();
    let parameters = template.map(|t| t.parameters.clone()).unwrap_or_default();
    let named =
        template.zip(face).and_then(|(t, face)| Some((TEMPLATES.get(t.template)?.0, face.words().code)));
    let named = named.map(|(name, language)| (name, language, parameters.as_slice()));
    let call = Call { channel: send.channel, from, to: &to, text, template: named, code: course.code };
    let (request, response) = (request(&call), response(dice, &call));
    Delivery {
        id: delivery_id(send.number),
        category: Some(send.category.to_owned()),
        name: Some(send.name.clone()),
        template_id: template.zip(face).map(|(t, face)| template_id(t.template, face.words())),
        response_code: Some(course.code.to_owned()),
        recipient_type: Some(
            dice.weighed(&[(5, "Customers"), (3, "Leads"), (2, "Contacts")], "Customers").to_owned(),
        ),
        recipient: Some(to),
        contact_id: face.map(|face| face.id.clone()),
        session_id: None,
        channel: send.channel.to_owned(),
        channel_number: Some(from.to_owned()),
        status: course.status,
        status_raw: Some(course.word.to_owned()),
        message_type: Some(message_type(send.category).to_owned()),
        credits: (send.channel == "sms").then(|| (text.chars().count() / 70 + 1) as f64),
        company: Some(send.company.to_owned()),
        batch_id: None,
        campaign_id: None,
        request: Some(request),
        response: Some(response),
        parameters,
        recorded_at: send.at,
    }
}

/// A send of this moment, accepted and not yet reported on; number and ids are the caller's.
pub fn fresh_delivery(
    dice: &mut Dice,
    face: &Face,
    channel: &'static str,
    text: &str,
    at: Stamp,
) -> Delivery {
    let send = Send {
        number: 0,
        at,
        channel,
        line: 0,
        category: "Service Reply",
        name: "Help desk".to_owned(),
        face: Some(face.clone()),
        session: None,
        bulk: None,
        company: "Lantern & Loom",
        forced: None,
    };
    let course = Course { status: S::InProgress, word: "In Progress", code: "200", reports: Vec::new() };
    plain(dice, &send, text, None, &course)
}

fn message_type(category: &str) -> &'static str {
    match category {
        "Marketing Campaign" => "Marketing",
        "Transactional" => "Transactional",
        "Notification" => "Notification",
        _ => "Service",
    }
}

fn recipient_on(channel: &str, face: &Face, status: S) -> String {
    match channel {
        "email" => face.email.clone(),
        "messenger" | "live_chat" => face.handle.clone(),
        _ if status == S::InvalidPhoneNumber => face.mobile.chars().take(6).collect(),
        _ => face.mobile.clone(),
    }
}
