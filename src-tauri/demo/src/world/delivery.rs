//! Deliveries and their events.

use super::World;
use super::chat::{line, session_id};
use super::course::Course;
use super::dice::{Dice, Topic};
use super::directory::{campaign_id, template_id};
use super::message::{Filled, filled};
use super::payload::{Call, Used, request, response};
use super::person::Face;
use super::send::Send;
use super::shape::{Block, DELIVERIES, SESSIONS, Slot, slot};
use super::words::TEMPLATES;
use crate::log::Entry;
use model::{Delivery, DeliveryEvent, DeliveryStatus as S, Millis, Record, Stamp};

pub fn delivery_id(number: u64) -> String {
    format!("dlv-{number:09}")
}

pub fn batch_id(number: u64) -> String {
    format!("bat-{number:07}")
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
    let named = named.map(|(name, language)| Used { name, language, parameters: &parameters });
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
