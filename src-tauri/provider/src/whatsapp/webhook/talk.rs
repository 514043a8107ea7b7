//! Sessions and contacts: who talks with which of our numbers.

use super::super::map::parse;
use super::parts::{Dated, json, later};
use super::wire::Contact;
use crate::text::given;
use model::{Fetched, Measures, Millis, Party, Record, Session, SessionState, Stamp};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// What is known of the talk between a phone number of ours and a customer, or a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Talk {
    line: String,
    customer: String,
    /// The customer is a person and no group.
    pub person: bool,
    /// Our number as people write it.
    pub number: Option<Dated>,
    /// The customer's contact object.
    pub contact: Option<Dated>,
    first: Millis,
    last: Millis,
}

/// A session's raw form.
#[derive(Serialize, Deserialize)]
struct KeptTalk<'a> {
    #[serde(borrow)]
    phone_number_id: Cow<'a, str>,
    #[serde(borrow)]
    customer: Cow<'a, str>,
    person: bool,
    first: Millis,
    last: Millis,
    #[serde(borrow)]
    display_phone_number: Option<Cow<'a, str>>,
    number_at: Millis,
    #[serde(borrow)]
    contact: Option<&'a RawValue>,
    contact_at: Millis,
}

/// The session between a phone number of ours and a customer, or a group.
pub(super) fn talk_id(line: &str, customer: &str) -> String {
    format!("{line}/{customer}")
}

impl Talk {
    pub fn of(line: &str, customer: &str, at: Millis) -> Self {
        let (line, customer) = (line.to_owned(), customer.to_owned());
        Self { line, customer, person: true, number: None, contact: None, first: at, last: at }
    }

    pub fn id(&self) -> String {
        talk_id(&self.line, &self.customer)
    }

    pub fn merge(&mut self, more: Self) {
        self.person &= more.person;
        self.first = self.first.min(more.first);
        self.last = self.last.max(more.last);
        later(&mut self.number, more.number);
        later(&mut self.contact, more.contact);
    }

    pub fn recall(raw: &str) -> Result<Self, String> {
        let kept: KeptTalk<'_> = parse(raw)?;
        let dated = |at, text: Option<&str>| text.and_then(|text| Dated::given(at, text));
        Ok(Self {
            person: kept.person,
            number: dated(kept.number_at, kept.display_phone_number.as_deref()),
            contact: dated(kept.contact_at, kept.contact.map(RawValue::get)),
            first: kept.first,
            last: kept.last,
            line: kept.phone_number_id.into_owned(),
            customer: kept.customer.into_owned(),
        })
    }

    fn raw(&self) -> String {
        json(&KeptTalk {
            phone_number_id: self.line.as_str().into(),
            customer: self.customer.as_str().into(),
            person: self.person,
            first: self.first,
            last: self.last,
            display_phone_number: self.number.as_ref().map(|number| number.text.as_str().into()),
            number_at: self.number.as_ref().map_or(0, |number| number.at),
            contact: self.contact.as_ref().and_then(|contact| serde_json::from_str(&contact.text).ok()),
            contact_at: self.contact.as_ref().map_or(0, |contact| contact.at),
        })
    }

    /// WhatsApp knows no state of a talk and nobody who has it in hand: it is open from its first sign on.
    pub fn session(&self, id: &str) -> Fetched {
        let ours = self.number.as_ref().map(|number| number.text.clone());
        let name = self.contact.as_ref().and_then(|contact| name_of(&contact.text));
        let created_at = Stamp::utc(self.first);
        let session = Session {
            id: id.to_owned(),
            channel: "whatsapp".to_owned(),
            channel_number: ours.clone(),
            channel_name: None,
            merchant_id: None,
            sender: Party { name, number: Some(self.customer.clone()) },
            recipient: Party { name: None, number: ours },
            contact_id: self.person.then(|| self.customer.clone()),
            agent_id: None,
            follower_ids: Vec::new(),
            state: SessionState::Opened,
            state_raw: None,
            created_at,
            last_active_at: Some(Stamp::utc(self.last)),
            first_opened_at: None,
            opened_at: None,
            picked_up_at: None,
            snoozed_at: None,
            closed_at: None,
            first_replied_at: None,
            tags: Vec::new(),
            campaign_id: None,
            support_bot_id: None,
            description: None,
            measures: Measures::default(),
        };
        Fetched::new(Record::Session(Box::new(session)), self.raw())
    }
}

fn name_of(contact: &str) -> Option<String> {
    let contact: Contact<'_> = parse(contact).ok()?;
    given(contact.profile?.name)
}

/// A contact's raw form.
#[derive(Serialize, Deserialize)]
struct KeptContact<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    at: Millis,
    #[serde(borrow)]
    contact: &'a RawValue,
}

pub(super) fn recall_contact(raw: &str) -> Result<(String, Dated), String> {
    let kept: KeptContact<'_> = parse(raw)?;
    Ok((kept.id.into_owned(), Dated { at: kept.at, text: kept.contact.get().to_owned() }))
}

pub(super) fn contact(id: &str, contact: &Dated) -> Fetched {
    let said = parse::<Contact<'_>>(&contact.text).ok();
    let record = model::Contact {
        id: id.to_owned(),
        name: name_of(&contact.text),
        identification: None,
        email: None,
        phone: None,
        mobile: said.and_then(|said| said.wa_id).and_then(|id| id.given()),
        language: None,
        country: None,
        company: None,
        created_at: None,
    };
    let raw = format!(r#"{{"id":{},"at":{},"contact":{}}}"#, json(&id), contact.at, contact.text);
    Fetched::new(Record::Contact(record), raw)
}
