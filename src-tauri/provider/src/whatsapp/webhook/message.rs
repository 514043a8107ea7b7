//! What a customer wrote, as a message of a session.

use super::wire::{Interactive, Location, Media, Message, Shared, Words};
use crate::text::{Text, given};
use model::{Direction, MessageKind, Millis, PersonKind, Stamp};

/// What a message is made of, whatever its type.
struct Content {
    kind: MessageKind,
    text: Option<String>,
    caption: Option<String>,
    attachment: Option<String>,
}

pub(super) fn said(message: Message<'_>, at: Millis, session: String, person: String) -> model::Message {
    let id = message.id.to_string();
    let system = message.kind.as_deref() == Some("system");
    let content = content(message);
    model::Message {
        id,
        session_id: session,
        at: Stamp::utc(at),
        direction: Direction::Incoming,
        person: if system { PersonKind::System } else { PersonKind::User },
        person_id: Some(person),
        kind: content.kind,
        text: content.text.unwrap_or_default(),
        caption: content.caption,
        attachment: content.attachment,
        template_id: None,
        delivery_id: None,
    }
}

fn content(message: Message<'_>) -> Content {
    match message.kind.as_deref().unwrap_or_default() {
        "text" => plain(MessageKind::Text, words(message.text)),
        "button" => plain(MessageKind::Text, words(message.button)),
        "interactive" => plain(MessageKind::Text, message.interactive.and_then(chosen)),
        "image" => media(MessageKind::Image, message.image),
        "sticker" => media(MessageKind::Image, message.sticker),
        "audio" => media(MessageKind::Audio, message.audio),
        "voice" => media(MessageKind::Audio, message.voice),
        "video" => media(MessageKind::Video, message.video),
        "document" => media(MessageKind::File, message.document),
        "location" => place(message.location),
        "contacts" => plain(MessageKind::Other, message.contacts.and_then(cards)),
        "reaction" => plain(MessageKind::Other, words(message.reaction)),
        "order" => plain(MessageKind::Other, words(message.order)),
        "system" => plain(MessageKind::Other, words(message.system)),
        // Unsupported, unknown, and types that are yet to come: what WhatsApp says of it, if anything.
        _ => {
            let fault = message.errors.iter().flatten().find_map(|fault| fault.words());
            Content { kind: MessageKind::Other, text: None, caption: fault, attachment: None }
        }
    }
}

fn plain(kind: MessageKind, text: Option<String>) -> Content {
    Content { kind, text, caption: None, attachment: None }
}

fn words(words: Option<Words<'_>>) -> Option<String> {
    let words = words?;
    given(words.body).or_else(|| given(words.text)).or_else(|| given(words.emoji))
}

fn chosen(interactive: Interactive<'_>) -> Option<String> {
    interactive.button_reply.or(interactive.list_reply).and_then(|reply| given(reply.title))
}

/// The attachment is WhatsApp's id of the file.
fn media(kind: MessageKind, media: Option<Media<'_>>) -> Content {
    let Some(media) = media else { return plain(kind, None) };
    let caption = given(media.caption).or_else(|| given(media.filename));
    Content { kind, text: None, caption, attachment: media.id.and_then(|id| id.given()) }
}

fn place(place: Option<Location<'_>>) -> Content {
    let Some(place) = place else { return plain(MessageKind::Location, None) };
    let of = |text: Option<Text<'_>>| text.and_then(|text| text.given());
    let point = of(place.latitude)
        .zip(of(place.longitude))
        .map(|(latitude, longitude)| format!("{latitude}, {longitude}"));
    let parts: Vec<String> = [given(place.name), given(place.address), point].into_iter().flatten().collect();
    Content {
        kind: MessageKind::Location,
        text: Some(parts.join("\n")),
        caption: None,
        attachment: given(place.url),
    }
}

/// Names and numbers of cards, one a line.
fn cards(cards: Vec<Shared<'_>>) -> Option<String> {
    let line = |card: Shared<'_>| {
        let name = card.name.and_then(|name| given(name.formatted_name));
        let phones = card.phones.unwrap_or_default().into_iter().filter_map(|phone| given(phone.phone));
        name.into_iter().chain(phones).collect::<Vec<String>>().join(" ")
    };
    let lines: Vec<String> = cards.into_iter().map(line).filter(|line| !line.is_empty()).collect();
    Some(lines.join("\n")).filter(|text| !text.is_empty())
}
