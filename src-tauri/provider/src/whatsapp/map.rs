//! The Graph API's objects as records.

use super::past::{self, Kept, Moment};
use super::wire::{Edge, Entry, Number, Template};
use super::{EVENTS, HISTORY, webhook};
use crate::http::without_values;
use crate::remote::Mapped;
use crate::text::given;
use crate::{Branch, Place, Version};
use model::Record;
use serde::Deserialize;
use serde_json::value::RawValue;

type Done = Result<(), String>;

pub(super) fn parse<'a, T: Deserialize<'a>>(raw: &'a str) -> Result<T, String> {
    serde_json::from_str(raw).map_err(|e| without_values(&e.to_string()))
}

/// A template. Its body is the text that parameters go into; head, foot and buttons count theirs for
/// themselves and stay in the raw record.
pub(super) fn template(raw: &str, to: &mut Mapped) -> Done {
    let template: Template<'_> = parse(raw)?;
    let components = template.components.unwrap_or_default();
    let is_body = |kind: &Option<std::borrow::Cow<'_, str>>| {
        kind.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("BODY"))
    };
    let body = components.into_iter().find(|part| is_body(&part.kind)).and_then(|part| part.text);
    let template = model::Template {
        id: template.id.to_string(),
        name: template.name.into_owned(),
        language: given(template.language),
        category: given(template.category),
        body: body.unwrap_or_default().into_owned(),
        channel: Some("whatsapp".to_owned()),
    };
    to.put(Record::Template(template), raw);
    Ok(())
}

/// A phone number leads to its history.
pub(super) fn number(raw: &str, to: &mut Mapped) -> Done {
    let number: Number<'_> = parse(raw)?;
    to.branch(Branch {
        stream: HISTORY,
        parent: number.id.to_string(),
        // Nothing of a number tells that it sent something.
        version: Version::Open,
        at: 0,
        carry: Some(raw.to_owned()),
    });
    Ok(())
}

/// An entry of the history as a delivery, with the events that came with it. Where not all of them did, their
/// own list says all, this delivery included, so that no record has two forms.
pub(super) fn entry(place: &Place, raw: &str, to: &mut Mapped) -> Done {
    let entry: Entry<'_> = parse(raw)?;
    let kept = past::of_entry(carried(place)?, raw);
    let inline = entry.events.as_ref();
    let events = inline.map(|events| events.data.as_slice()).unwrap_or_default();
    let moments = events.iter().map(|event| Moment::read(event.get())).collect::<Result<Vec<_>, _>>()?;
    if inline.is_some_and(|inline| !inline.goes_on()) {
        for (moment, raw) in moments.iter().zip(events) {
            to.put(Record::DeliveryEvent(moment.event(&entry.message_id)), raw.get());
        }
        return put(&kept, to);
    }
    to.branch(Branch {
        stream: EVENTS,
        parent: entry.id.to_string(),
        version: Version::Open,
        at: moments.iter().map(|moment| moment.at.at).max().unwrap_or(0),
        carry: Some(kept),
    });
    Ok(())
}

/// The list of its own as a delivery.
pub(super) fn delivery(place: &Place, edges: &[&RawValue], to: &mut Mapped) -> Done {
    put(&past::with_events(carried(place)?, edges)?, to)
}

/// An event in the list of its own.
pub(super) fn edge(place: &Place, raw: &str, to: &mut Mapped) -> Done {
    let kept: Kept<'_> = parse(carried(place)?)?;
    let entry: Entry<'_> = parse(kept.entry.get())?;
    let edge: Edge<'_> = parse(raw)?;
    let event = Moment::read(edge.node.get())?.event(&entry.message_id);
    to.put(Record::DeliveryEvent(event), raw);
    Ok(())
}

fn carried(place: &Place) -> Result<&str, String> {
    let carry = place.parent.as_ref().and_then(|parent| parent.carry.as_deref());
    carry.ok_or_else(|| "what it belongs to is not known".to_owned())
}

/// What the history says of a message, as a delivery. Of a message without any event nothing is known, not even its
/// time.
fn put(kept: &str, to: &mut Mapped) -> Done {
    if let Some(delivery) = webhook::delivery(kept)? {
        to.put_fetched(delivery);
    }
    Ok(())
}
