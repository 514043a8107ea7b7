//! Twilio's objects as records.

use super::wire::{Conversation, Message, Participant, Receipt, Said};
use super::{PARTICIPANTS, RECEIVED, SAID};
use crate::http::without_values;
use crate::remote::Mapped;
use crate::text::{given, kind_of};
use crate::{Branch, Place, Version, time};
use model::{
    Delivery, DeliveryEvent, DeliveryStatus, Direction, EventKind, MessageKind, Party, PersonKind, Record,
    Session, SessionState, Stamp,
};
use serde::Deserialize;
use serde_json::value::RawValue;

type Done = Result<(), String>;

fn parse<'a, T: Deserialize<'a>>(raw: &'a str) -> Result<T, String> {
    serde_json::from_str(raw).map_err(|e| without_values(&e.to_string()))
}

/// A message as a delivery, with the moments that it tells as events.
pub(super) fn message(raw: &str, to: &mut Mapped) -> Done {
    let message: Message<'_> = parse(raw)?;
    let moment = |text: &Option<std::borrow::Cow<'_, str>>| text.as_deref().and_then(time::rfc2822);
    let (created, sent) = (moment(&message.date_created), moment(&message.date_sent));
    let updated = moment(&message.date_updated);
    let recorded_at = sent.or(created).or(updated).ok_or("it has no time")?;
    to.changed_at = updated.map(|stamp| stamp.at);
    let word = message.status.as_deref().unwrap_or_default().to_owned();
    let status = status_of(&word);
    for (kind, at) in [(EventKind::Sent, sent), (event_of(&word), updated)] {
        if let Some(at) = at.filter(|_| kind != EventKind::Other) {
            to.put(Record::DeliveryEvent(event(&message, kind, &word, at)), raw);
        }
    }
    to.put(Record::Delivery(Box::new(delivery(message, word, status, recorded_at))), raw);
    Ok(())
}

fn event(message: &Message<'_>, kind: EventKind, word: &str, at: Stamp) -> DeliveryEvent {
    DeliveryEvent {
        id: format!("{}/{}", message.sid, kind.as_str()),
        delivery_id: message.sid.to_string(),
        at,
        kind,
        kind_raw: Some(word.to_owned()),
        source: "api".to_owned(),
        code: message.error_code.as_ref().and_then(|code| code.given()),
        detail: given(message.error_message.clone()),
    }
}

fn delivery(message: Message<'_>, word: String, status: DeliveryStatus, recorded_at: Stamp) -> Delivery {
    let (to, from) = (given(message.to), given(message.from));
    let (channel, recipient) = address(to.as_deref().unwrap_or_default());
    let incoming = message.direction.as_deref() == Some("inbound");
    let ours = if incoming { to.as_deref() } else { from.as_deref() };
    let media = message.num_media.as_ref().and_then(|media| media.number()).unwrap_or(0.0);
    let channel = if channel == "sms" && media > 0.0 { "mms" } else { channel };
    let text = |value: &Option<crate::text::Text<'_>>| value.as_ref().and_then(|value| value.given());
    let price = text(&message.price).map(|price| match message.price_unit.as_deref() {
        Some(unit) => format!("{price} {unit}"),
        None => price,
    });
    let parameters = [
        ("From", from.clone()),
        ("Body", given(message.body)),
        ("NumSegments", text(&message.num_segments)),
        ("NumMedia", text(&message.num_media).filter(|_| media > 0.0)),
        ("Price", price),
        ("MessagingServiceSid", given(message.messaging_service_sid)),
    ];
    let parameters = parameters.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Delivery {
        id: message.sid.into_owned(),
        category: None,
        name: None,
        template_id: None,
        response_code: text(&message.error_code),
        recipient_type: None,
        recipient: Some(recipient.to_owned()).filter(|recipient| !recipient.is_empty()),
        contact_id: None,
        session_id: None,
        channel: channel.to_owned(),
        channel_number: ours.map(|ours| address(ours).1.to_owned()),
        status,
        status_raw: Some(word).filter(|word| !word.is_empty()),
        message_type: given(message.direction),
        credits: message.price.and_then(|price| price.number()).map(f64::abs),
        company: None,
        batch_id: None,
        campaign_id: None,
        request: None,
        response: None,
        parameters: parameters.collect(),
        recorded_at,
    }
}

/// `whatsapp:+15551234` is of a channel; a plain number is SMS.
fn address(text: &str) -> (&str, &str) {
    match text.split_once(':') {
        Some((channel @ ("whatsapp" | "messenger" | "rcs" | "viber"), rest)) => (channel, rest),
        _ => ("sms", text),
    }
}

fn status_of(word: &str) -> DeliveryStatus {
    match word {
        "sent" | "partially_delivered" => DeliveryStatus::Sent,
        "delivered" | "read" => DeliveryStatus::Delivered,
        "received" => DeliveryStatus::Success,
        "undelivered" => DeliveryStatus::Undelivered,
        "failed" | "canceled" => DeliveryStatus::Failed,
        // Queued, accepted, scheduled, sending, receiving, and what Twilio may call it tomorrow.
        _ => DeliveryStatus::InProgress,
    }
}

/// What happened when the status became this word; nothing where the word tells of no end.
fn event_of(word: &str) -> EventKind {
    match word {
        "delivered" => EventKind::Delivered,
        "read" => EventKind::Read,
        "failed" => EventKind::Failed,
        "undelivered" => EventKind::Undelivered,
        "canceled" => EventKind::Deleted,
        _ => EventKind::Other,
    }
}

/// A conversation leads to its participants and to what was said.
pub(super) fn conversation(raw: &str, to: &mut Mapped) -> Done {
    let conversation: Conversation<'_> = parse(raw)?;
    let created = iso(&conversation.date_created)?;
    let updated = conversation.date_updated.as_deref().map(iso).transpose()?.unwrap_or(created);
    to.changed_at = Some(updated.at);
    to.there(model::Kind::Session, &conversation.sid);
    let version = conversation.date_updated.as_deref().unwrap_or_default();
    to.branch(Branch {
        stream: PARTICIPANTS,
        parent: conversation.sid.to_string(),
        // A participant who comes or goes may leave the conversation's own time as it was, a state does not.
        version: Version::Of(format!("{version} {}", conversation.state.as_deref().unwrap_or_default())),
        at: updated.at,
        carry: Some(raw.to_owned()),
    });
    let closed = conversation.state.as_deref() == Some("closed");
    to.branch(Branch {
        stream: SAID,
        parent: conversation.sid.into_owned(),
        // Nobody says that a new message is a change of its conversation.
        version: if closed { Version::Of(version.to_owned()) } else { Version::Open },
        at: updated.at,
        carry: None,
    });
    Ok(())
}

/// A conversation and its participants as a session.
pub(super) fn session(place: &Place, participants: &[&RawValue], to: &mut Mapped) -> Done {
    let carry = place
        .parent
        .as_ref()
        .and_then(|parent| parent.carry.as_deref())
        .ok_or("its conversation is not known")?;
    let conversation: Conversation<'_> = parse(carry)?;
    let people =
        participants.iter().map(|raw| parse(raw.get())).collect::<Result<Vec<Participant<'_>>, _>>()?;
    let outside = people.iter().find_map(|person| person.messaging_binding.as_ref());
    let agents: Vec<String> = people.iter().filter_map(|person| given(person.identity.clone())).collect();
    let number =
        |text: Option<&str>| text.map(|text| address(text).1.to_owned()).filter(|text| !text.is_empty());
    let customer = outside.and_then(|binding| number(binding.address.as_deref()));
    let ours = outside.and_then(|binding| number(binding.proxy_address.as_deref()));
    let word = conversation.state.as_deref().unwrap_or_default().to_owned();
    let raws: Vec<&str> = participants.iter().map(|raw| raw.get()).collect();
    let raw = format!(r#"{{"conversation":{carry},"participants":[{}]}}"#, raws.join(","));
    let created_at = iso(&conversation.date_created)?;
    let updated = conversation.date_updated.as_deref().map(iso).transpose()?;
    let state = state_of(&word);
    let session = Session {
        id: conversation.sid.into_owned(),
        channel: outside.and_then(|b| b.kind.as_deref()).unwrap_or("live_chat").to_lowercase(),
        channel_number: ours.clone(),
        channel_name: None,
        merchant_id: given(conversation.messaging_service_sid),
        sender: Party { name: None, number: customer },
        recipient: Party { name: None, number: ours },
        contact_id: None,
        agent_id: agents.first().cloned(),
        follower_ids: agents,
        state,
        state_raw: Some(word).filter(|word| !word.is_empty()),
        created_at,
        last_active_at: updated,
        first_opened_at: None,
        opened_at: None,
        picked_up_at: None,
        snoozed_at: None,
        closed_at: updated.filter(|_| state == SessionState::Closed),
        first_replied_at: None,
        tags: Vec::new(),
        campaign_id: None,
        support_bot_id: None,
        description: given(conversation.friendly_name),
        measures: Default::default(),
    };
    to.put(Record::Session(Box::new(session)), &raw);
    Ok(())
}

fn state_of(word: &str) -> SessionState {
    match word {
        "active" => SessionState::PickedUp,
        "inactive" => SessionState::Snoozed,
        "closed" => SessionState::Closed,
        _ => SessionState::Opened,
    }
}

/// What was said in a conversation.
pub(super) fn said(raw: &str, to: &mut Mapped) -> Done {
    let said: Said<'_> = parse(raw)?;
    let at = iso(&said.date_created)?;
    if let Some(delivery) = said.delivery.filter(|delivery| delivery.get() != "null") {
        to.branch(Branch {
            stream: RECEIVED,
            parent: format!("{}/{}", said.conversation_sid, said.sid),
            version: Version::Of(delivery.get().to_owned()),
            at: at.at,
            carry: None,
        });
    }
    let (direction, person) = author(said.author.as_deref().unwrap_or_default());
    let file = said.media.iter().flatten().next();
    let kind = match (file, &said.content_sid) {
        (Some(file), _) => kind_of(file.content_type.as_deref().unwrap_or_default()),
        (None, Some(_)) => MessageKind::Template,
        (None, None) => MessageKind::Text,
    };
    let message = model::Message {
        id: said.sid.into_owned(),
        session_id: said.conversation_sid.into_owned(),
        at,
        direction,
        person,
        person_id: given(said.author).or(given(said.participant_sid)),
        kind,
        text: said.body.unwrap_or_default().into_owned(),
        caption: file.and_then(|file| given(file.filename.clone())),
        attachment: file.and_then(|file| given(file.sid.clone())),
        template_id: given(said.content_sid),
        delivery_id: None,
    };
    to.put(Record::Message(message), raw);
    Ok(())
}

/// Who writes from outside is named by an address, who writes within Twilio by an identity.
fn author(author: &str) -> (Direction, PersonKind) {
    let outside = author.starts_with('+') || address(author).0 != "sms";
    match author {
        "" | "system" | "System" => (Direction::Outgoing, PersonKind::System),
        _ if outside => (Direction::Incoming, PersonKind::User),
        _ => (Direction::Outgoing, PersonKind::Agent),
    }
}

/// What became of a message for one participant.
pub(super) fn receipt(raw: &str, to: &mut Mapped) -> Done {
    let receipt: Receipt<'_> = parse(raw)?;
    let moment =
        receipt.date_updated.as_deref().or(receipt.date_created.as_deref()).ok_or("it has no time")?;
    let word = receipt.status.as_deref().unwrap_or_default();
    let kind = match word {
        "sent" => EventKind::Sent,
        word => event_of(word),
    };
    let event = DeliveryEvent {
        id: receipt.sid.to_string(),
        delivery_id: receipt.channel_message_sid.unwrap_or(receipt.message_sid).into_owned(),
        at: iso(moment)?,
        kind,
        kind_raw: Some(word.to_owned()),
        source: "receipt".to_owned(),
        // 0 where there is none.
        code: receipt.error_code.as_ref().and_then(|code| code.given()).filter(|code| code != "0"),
        detail: None,
    };
    to.put(Record::DeliveryEvent(event), raw);
    Ok(())
}

fn iso(text: &str) -> Result<Stamp, String> {
    Stamp::parse(text).map_err(|_| "a time of it is none".to_owned())
}
