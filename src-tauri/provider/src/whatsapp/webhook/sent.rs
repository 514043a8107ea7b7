//! What became of the messages that were sent.
//!
//! A webhook and the message history tell of the same send under the same id. What each said is kept beside the
//! other, and the delivery is made of both anew each time: so neither overwrites the other, and it does not matter
//! which came first.

use super::super::map::parse;
use super::super::past::Past;
use super::super::standing;
use super::Line;
use super::parts::{Dated, json, later};
use super::status::Status;
use super::talk::talk_id;
use crate::text::given;
use model::{Delivery, DeliveryEvent, Fetched, Millis, Record, Stamp};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// All that is known of one send, from whatever source.
#[derive(Debug, Default)]
pub(super) struct Sent {
    /// The id of our phone number, and the number as people write it.
    line: String,
    number: Option<Dated>,
    /// The reports as received, each with its time, in the order of these.
    reports: BTreeSet<(Millis, String)>,
    /// What a sync brought of the message history: [`Past`] in its raw form.
    past: Option<String>,
}

/// A delivery's raw form, once a webhook tells of it; what only a sync told of has the history's own.
#[derive(Serialize, Deserialize)]
struct Kept<'a> {
    #[serde(borrow)]
    phone_number_id: Cow<'a, str>,
    #[serde(borrow)]
    display_phone_number: Option<Cow<'a, str>>,
    number_at: Millis,
    #[serde(borrow)]
    statuses: Vec<&'a RawValue>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    history: Option<&'a RawValue>,
}

type Statuses<'a> = [(Status<'a>, Millis)];

impl Sent {
    /// What is held of a send, by its raw form, and the message's id.
    ///
    /// # Errors
    /// When it is the raw form of something else.
    pub fn recall(raw: &str) -> Result<(String, Self), String> {
        let Ok(kept) = parse::<Kept<'_>>(raw) else {
            let past = Past::read(raw)?;
            return Ok((past.message, Self { past: Some(raw.to_owned()), ..Self::default() }));
        };
        let mut sent = Self { line: kept.phone_number_id.into_owned(), ..Self::default() };
        sent.number = kept.display_phone_number.and_then(|number| Dated::given(kept.number_at, &number));
        sent.past = kept.history.map(|past| past.get().to_owned());
        let mut id = None;
        for status in kept.statuses {
            let (of, at) = Status::named(&parse(status.get())?)?;
            id = Some(of);
            sent.reports.insert((at, status.get().to_owned()));
        }
        Ok((id.ok_or("it has no report")?, sent))
    }

    pub fn report(&mut self, line: &Line<'_>, at: Millis, raw: &str) {
        let reports = BTreeSet::from([(at, raw.to_owned())]);
        self.merge(Self {
            line: line.id.to_owned(),
            number: Dated::given(at, line.number),
            reports,
            past: None,
        });
    }

    /// Of two states of the history the later is the one that was fetched later: `more`.
    pub fn merge(&mut self, more: Self) {
        self.line = std::mem::take(&mut self.line).max(more.line);
        later(&mut self.number, more.number);
        self.reports.extend(more.reports);
        self.past = more.past.or(self.past.take());
    }

    /// Whether a webhook told of it.
    pub fn is_reported(&self) -> bool {
        !self.reports.is_empty()
    }

    /// The delivery; `None` when not even a time is known.
    pub fn delivery(&self, id: &str) -> Option<Fetched> {
        let past = self.past.as_deref().and_then(|past| Past::read(past).ok());
        let record = self.record(id, past.as_ref(), &self.statuses())?;
        Some(Fetched::new(Record::Delivery(Box::new(record)), self.raw()))
    }

    /// An event for each report; reports that differ in neither word nor time are one.
    pub fn events(&self, id: &str) -> impl Iterator<Item = Fetched> {
        let read =
            self.reports.iter().filter_map(|(at, raw)| Some((parse::<Status<'_>>(raw).ok()?, *at, raw)));
        let events = read.map(|(status, at, raw)| (event(id, &status, at), raw));
        let by_id: BTreeMap<String, Fetched> = events
            .map(|(event, raw)| (event.id.clone(), Fetched::new(Record::DeliveryEvent(event), raw.clone())))
            .collect();
        by_id.into_values()
    }

    fn statuses(&self) -> Vec<(Status<'_>, Millis)> {
        self.reports.iter().filter_map(|(at, raw)| Some((parse(raw).ok()?, *at))).collect()
    }

    fn raw(&self) -> String {
        match &self.past {
            Some(past) if !self.is_reported() => past.clone(),
            past => json(&Kept {
                phone_number_id: self.line.as_str().into(),
                display_phone_number: self.number.as_ref().map(|number| number.text.as_str().into()),
                number_at: self.number.as_ref().map_or(0, |number| number.at),
                statuses: self.reports.iter().filter_map(|(_, status)| value(status)).collect(),
                history: past.as_deref().and_then(value),
            }),
        }
    }

    fn record(&self, id: &str, past: Option<&Past>, statuses: &Statuses<'_>) -> Option<Delivery> {
        let moments = past.map(|past| past.moments.as_slice()).unwrap_or_default();
        let times = statuses.iter().map(|(_, at)| *at).chain(moments.iter().map(|moment| moment.at.at));
        let recorded_at = Stamp::utc(times.min()?);
        let reported = statuses.iter().map(|(status, _)| status.status.as_deref().unwrap_or_default());
        let reported = reported.map(|word| (standing::kind_of(word), word));
        let synced = moments.iter().map(|moment| (moment.kind, moment.word.as_str()));
        let (status, status_raw) = standing::of(reported.chain(synced));
        let recipient = last(statuses, |status| status.recipient_id.as_ref()?.given());
        let person = !statuses.iter().any(|(status, _)| status.is_of_group());
        let number = self.number.as_ref().map(|number| number.text.clone());
        Some(Delivery {
            id: id.to_owned(),
            category: None,
            name: None,
            template_id: None,
            response_code: last(statuses, code),
            recipient_type: last(statuses, |status| given(status.recipient_type.clone())),
            contact_id: recipient.clone().filter(|_| person),
            session_id: recipient.as_ref().map(|to| talk_id(&self.line, to)),
            recipient,
            channel: "whatsapp".to_owned(),
            channel_number: number.or_else(|| past?.number.clone()),
            status,
            status_raw,
            message_type: last(statuses, |status| given(status.pricing.as_ref()?.category.clone())),
            credits: None,
            company: None,
            batch_id: None,
            campaign_id: None,
            request: None,
            response: None,
            parameters: terms(statuses),
            recorded_at,
        })
    }
}

fn value(raw: &str) -> Option<&RawValue> {
    serde_json::from_str(raw).ok()
}

/// What the latest report that says something of it says.
fn last(statuses: &Statuses<'_>, what: impl Fn(&Status<'_>) -> Option<String>) -> Option<String> {
    statuses.iter().rev().find_map(|(status, _)| what(status))
}

fn code(status: &Status<'_>) -> Option<String> {
    status.errors.iter().flatten().find_map(|fault| fault.code.as_ref()?.given())
}

/// What the send costs and in which of WhatsApp's conversations it was; a conversation comes with the report that
/// it was sent and one more, and in newer versions hardly ever.
fn terms(statuses: &Statuses<'_>) -> Vec<(String, String)> {
    let terms: [(&str, Option<String>); 6] = [
        ("billable", last(statuses, |status| Some(status.pricing.as_ref()?.billable?.to_string()))),
        ("pricing_model", last(statuses, |status| given(status.pricing.as_ref()?.pricing_model.clone()))),
        ("conversation", last(statuses, |status| status.conversation.as_ref()?.id.as_ref()?.given())),
        (
            "conversation_origin",
            last(statuses, |status| given(status.conversation.as_ref()?.origin.as_ref()?.kind.clone())),
        ),
        (
            "conversation_expires",
            last(statuses, |status| status.conversation.as_ref()?.expiration_timestamp.as_ref()?.given()),
        ),
        ("biz_opaque_callback_data", last(statuses, |status| given(status.biz_opaque_callback_data.clone()))),
    ];
    terms.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// A webhook gives its reports no id: one is made of what tells them apart.
fn event(message: &str, status: &Status<'_>, at: Millis) -> DeliveryEvent {
    let word = status.status.as_deref().unwrap_or_default();
    let who = status.recipient_participant_id.as_ref().and_then(|who| who.given());
    let who = who.map(|who| format!("{who}/")).unwrap_or_default();
    let faults: Vec<String> = status.errors.iter().flatten().filter_map(|fault| fault.words()).collect();
    DeliveryEvent {
        id: format!("webhook/{message}/{who}{word}/{}", at.div_euclid(1_000)),
        delivery_id: message.to_owned(),
        at: Stamp::utc(at),
        kind: standing::kind_of(word),
        kind_raw: Some(word.to_owned()).filter(|word| !word.is_empty()),
        source: "webhook".to_owned(),
        code: code(status),
        detail: Some(faults.join("; ")).filter(|detail| !detail.is_empty()),
    }
}
