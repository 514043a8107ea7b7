//! Mailgun's events as delivery events, and as parts of the deliveries that they tell of.

use super::wire::{Event, Headers};
use crate::http::without_values;
use crate::limits::ID_CHARS;
use crate::remote::Mapped;
use crate::text::given;
use crate::time::{Number, Unit};
use model::{Delivery, DeliveryEvent, DeliveryStatus, EventKind, Record, Stamp};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;

type Done = Result<(), String>;

/// Events that are always of a message. Others may be about an address or a mailing list: those name no message.
const OF_A_MESSAGE: [&str; 9] = [
    "accepted",
    "delivered",
    "failed",
    "rejected",
    "opened",
    "clicked",
    "unsubscribed",
    "complained",
    "stored",
];

/// What happened, in our words and in Mailgun's.
struct Happened {
    kind: EventKind,
    /// How the delivery stands where none of its events tells.
    status: DeliveryStatus,
    word: String,
}

pub(super) fn event(raw: &str, to: &mut Mapped) -> Done {
    let event: Event<'_> = serde_json::from_str(raw).map_err(|e| without_values(&e.to_string()))?;
    if event.message.is_none() && !OF_A_MESSAGE.contains(&&*event.event) {
        return Ok(());
    }
    let at = moment(&event.timestamp).ok_or("it has no time")?;
    let none = Headers::default();
    let headers = event.message.as_ref().and_then(|message| message.headers.as_ref()).unwrap_or(&none);
    let message = message_id(headers).ok_or("it names no message")?;
    let recipient = recipient(&event, headers);
    let id = named(format!("{message} {}", recipient.as_deref().unwrap_or_default()).trim_end());
    let happened = happened(&event);
    to.changed_at = Some(at.at);
    let said = DeliveryEvent {
        id: event_id(&event, at, &id),
        delivery_id: id.clone(),
        at,
        kind: happened.kind,
        kind_raw: Some(happened.word.clone()),
        source: "api".to_owned(),
        code: code(&event),
        detail: detail(&event),
    };
    to.put(Record::DeliveryEvent(said), raw);
    to.part(delivery(&event, headers, happened, (id, recipient, at)), raw);
    Ok(())
}

/// What the event says of its delivery; what it does not say another may.
fn delivery(
    event: &Event<'_>,
    headers: &Headers<'_>,
    happened: Happened,
    (id, recipient, recorded_at): (String, Option<String>, Stamp),
) -> Delivery {
    let text = |text: &Option<Cow<'_, str>>| given(text.clone());
    let from = text(&headers.from);
    let envelope = event.envelope.as_ref().and_then(|envelope| text(&envelope.sender));
    Delivery {
        id,
        category: None,
        name: None,
        template_id: event.template.as_ref().and_then(|template| text(&template.name)),
        response_code: code(event),
        recipient_type: None,
        recipient,
        contact_id: None,
        session_id: None,
        channel: "email".to_owned(),
        // The envelope's sender is often made up for one recipient, to which bounces go.
        channel_number: from.as_deref().map(|from| address(from).to_owned()).or(envelope),
        status: happened.status,
        status_raw: Some(happened.word),
        message_type: direction(event).map(str::to_owned),
        credits: None,
        company: None,
        batch_id: event.batch.as_ref().and_then(|batch| batch.id.as_ref()?.given()),
        campaign_id: None,
        request: None,
        response: None,
        parameters: parameters(event, headers, from),
        recorded_at,
    }
}

fn happened(event: &Event<'_>) -> Happened {
    use DeliveryStatus as Status;
    let severity = event.severity.as_deref();
    let tested = event.flags.as_ref().and_then(|flags| flags.is_test_mode) == Some(true);
    let (kind, status) = match (&*event.event, severity) {
        ("accepted", _) => (EventKind::Accepted, Status::InProgress),
        // It was taken as far as the door and not sent.
        ("delivered", _) if tested => (EventKind::Other, Status::InProgress),
        ("delivered", _) => (EventKind::Delivered, Status::Delivered),
        // Mailgun will try again, so that nothing has failed yet.
        ("failed", Some("temporary")) => (EventKind::Queued, Status::InProgress),
        ("failed" | "rejected", _) => (EventKind::Failed, Status::Failed),
        ("opened", _) => (EventKind::Read, Status::Delivered),
        ("clicked", _) => (EventKind::Clicked, Status::Delivered),
        ("unsubscribed" | "complained", _) => (EventKind::Other, Status::Delivered),
        // A message that came in.
        ("stored", _) => (EventKind::Other, Status::Success),
        _ => (EventKind::Other, Status::InProgress),
    };
    let more = if tested { Some("test mode") } else { severity };
    let word = match more {
        Some(more) => format!("{} ({more})", event.event),
        None => event.event.to_string(),
    };
    Happened { kind, status, word }
}

/// Seconds in every example and on the page about events, nanoseconds in the words of the document.
fn moment(timestamp: &Number<'_>) -> Option<Stamp> {
    let nanos = || match timestamp {
        Number::Whole(nanos) => Number::Whole(nanos.div_euclid(1_000)).moment(Unit::Micros),
        _ => None,
    };
    timestamp.moment(Unit::Seconds).or_else(nanos)
}

/// Without the brackets that it has in a mail, and without blanks, so that what follows one is no part of it.
fn message_id(headers: &Headers<'_>) -> Option<String> {
    let id: String = headers.message_id.as_deref()?.split_whitespace().collect();
    let bare = id.trim_start_matches('<').trim_end_matches('>');
    Some(bare.to_owned()).filter(|id| !id.is_empty())
}

/// Of a stored message all of them, of a rejected one those that the sender wrote.
fn recipient(event: &Event<'_>, headers: &Headers<'_>) -> Option<String> {
    let stored = || {
        let all = event.message.as_ref()?.recipients.as_ref()?;
        Some(all.join(", ")).filter(|all| !all.is_empty())
    };
    given(event.recipient.clone()).or_else(stored).or_else(|| given(headers.to.clone()))
}

/// Mailgun promises that an id is unique within a day. Old events have none.
fn event_id(event: &Event<'_>, at: Stamp, delivery: &str) -> String {
    let day = at.to_rfc3339();
    let day = day.get(..10).unwrap_or_default();
    match event.id.as_deref().filter(|id| !id.is_empty()) {
        Some(id) => format!("{day}/{id}"),
        None => named(&format!("{}/{}/{delivery}", at.at, event.event)),
    }
}

/// A name of our making, or what stands for it where it is longer than an id may be.
fn named(name: &str) -> String {
    if name.chars().count() <= ID_CHARS {
        return name.to_owned();
    }
    Sha256::digest(name).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The reply of a mail server, a code of Mailgun's own, or its reason for not sending at all.
fn code(event: &Event<'_>) -> Option<String> {
    let status = event.delivery_status.as_ref().and_then(|status| status.code.as_ref()?.given());
    let held_back = || given(event.reason.clone()).filter(|reason| reason.starts_with("suppress-"));
    status.filter(|code| code != "0").or_else(held_back)
}

fn detail(event: &Event<'_>) -> Option<String> {
    let (status, reject) = (event.delivery_status.as_ref(), event.reject.as_ref());
    let said = [
        event.reason.as_ref(),
        status.and_then(|status| status.enhanced_code.as_ref()),
        status.and_then(|status| status.message.as_ref()),
        status.and_then(|status| status.description.as_ref()),
        reject.and_then(|reject| reject.reason.as_ref()),
        reject.and_then(|reject| reject.description.as_ref()),
        event.url.as_ref(),
    ];
    let mut all: Vec<&str> = Vec::new();
    for one in said.into_iter().flatten().map(|one| one.trim()) {
        if !one.is_empty() && !all.contains(&one) {
            all.push(one);
        }
    }
    Some(all.join("; ")).filter(|all| !all.is_empty())
}

fn direction(event: &Event<'_>) -> Option<&'static str> {
    let flags = event.flags.as_ref();
    let is = |flag: Option<bool>| flag == Some(true);
    match flags.and_then(|flags| flags.is_authenticated) {
        _ if event.event == "stored" => Some("incoming"),
        _ if flags.is_some_and(|flags| is(flags.is_routed)) => Some("routed"),
        Some(true) => Some("outgoing"),
        Some(false) => Some("incoming"),
        None => None,
    }
}

/// `Ana <ana@example.org>` is at `ana@example.org`.
fn address(from: &str) -> &str {
    let inside = from.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map_or(from, |(address, _)| address).trim()
}

fn parameters(event: &Event<'_>, headers: &Headers<'_>, from: Option<String>) -> Vec<(String, String)> {
    let tags = event.tags.as_ref().map(|tags| tags.join(", "));
    let files =
        event.message.as_ref().and_then(|message| message.attachments.as_ref()).map(|files| {
            files.iter().filter_map(|file| file.filename.as_deref()).collect::<Vec<_>>().join(", ")
        });
    let own = [
        ("From", from),
        ("To", given(headers.to.clone())),
        ("Subject", given(headers.subject.clone())),
        ("Attachments", files),
        ("Tags", tags),
    ];
    let own = own.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    let variables = event.user_variables.map(variables).unwrap_or_default();
    own.chain(variables).filter(|(_, value)| !value.is_empty()).collect()
}

/// What the sender gave along, named as in the request that sends: `v:order`.
fn variables(raw: &RawValue) -> Vec<(String, String)> {
    // No object where there is nothing, from some senders; that is no reason to pass the event over.
    let all: BTreeMap<String, &RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
    let text = |value: &RawValue| {
        serde_json::from_str::<String>(value.get()).unwrap_or_else(|_| value.get().to_owned())
    };
    all.into_iter().map(|(name, value)| (format!("v:{name}"), text(value))).collect()
}
