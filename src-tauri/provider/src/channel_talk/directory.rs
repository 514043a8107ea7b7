//! Whom and what chats point at.

use super::map::{Done, campaign_id, moment, parse, text};
use super::wire::{Bot, Campaign, Manager, Profile, Tag, User};
use crate::remote::Mapped;
use crate::text::given;
use model::{Agent, Contact, Record};
use serde_json::value::RawValue;
use std::collections::HashMap;

pub(super) fn tag(raw: &str, to: &mut Mapped) -> Done {
    let tag: Tag<'_> = parse(raw)?;
    // The interface definitions have a key in place of an id.
    let id = text(tag.id.as_ref()).or_else(|| given(tag.key)).unwrap_or_else(|| tag.name.to_string());
    let record = model::Tag {
        id,
        name: tag.name.into_owned(),
        description: given(tag.description),
        colour: given(tag.color_variant),
        created_at: moment(tag.created_at),
    };
    to.put(Record::Tag(record), raw);
    Ok(())
}

pub(super) fn manager(raw: &str, to: &mut Mapped) -> Done {
    put_manager(parse(raw)?, raw, to);
    Ok(())
}

/// Beside chats stand all their managers. Those of the list are read from the list alone, or two forms of one
/// record would replace each other for ever.
pub(super) fn removed_manager(raw: &str, to: &mut Mapped) -> Done {
    let manager: Manager<'_> = parse(raw)?;
    if manager.removed == Some(true) {
        put_manager(manager, raw, to);
    }
    Ok(())
}

fn put_manager(manager: Manager<'_>, raw: &str, to: &mut Mapped) {
    let record = Agent {
        id: manager.id.to_string(),
        name: given(manager.name),
        username: given(manager.username),
        email: given(manager.email),
        mobile: text(manager.mobile_number.as_ref()),
        role: given(manager.role).or_else(|| text(manager.role_id.as_ref())),
        removed: manager.removed.unwrap_or(false),
        created_at: moment(manager.created_at),
    };
    to.put(Record::Agent(record), raw);
}

pub(super) fn bot(raw: &str, to: &mut Mapped) -> Done {
    let bot: Bot<'_> = parse(raw)?;
    let (id, created_at) = (bot.id.to_string(), moment(bot.created_at));
    to.put(Record::Bot(model::Bot { id, name: given(bot.name), created_at }), raw);
    Ok(())
}

pub(super) fn campaign(raw: &str, to: &mut Mapped) -> Done {
    put_campaign("campaign", "campaign", raw, to)
}

pub(super) fn one_time(raw: &str, to: &mut Mapped) -> Done {
    put_campaign("oneTimeMsg", "one_time", raw, to)
}

/// `theirs`: as a chat's `marketing.type` says; `ours`: as [`model::Campaign::kind`].
fn put_campaign(theirs: &str, ours: &str, raw: &str, to: &mut Mapped) -> Done {
    let campaign: Campaign<'_> = parse(raw)?;
    let record = model::Campaign {
        id: campaign_id(theirs, &campaign.id.given().ok_or("it has no id")?),
        name: given(campaign.name),
        kind: Some(ours.to_owned()),
        state: given(campaign.state),
        starts_at: moment(campaign.start_at),
        ends_at: moment(campaign.end_at),
    };
    to.put(Record::Campaign(record), raw);
    Ok(())
}

pub(super) fn contact(raw: &str, to: &mut Mapped) -> Done {
    let user: User<'_> = parse(raw)?;
    let profile = profile(&user);
    let record = Contact {
        id: user.id.to_string(),
        name: given(user.name.clone()).or_else(|| given(profile.name.clone())),
        identification: text(user.member_id.as_ref()),
        email: email(&user, &profile),
        phone: text(user.landline_number.as_ref()).or_else(|| text(profile.landline_number.as_ref())),
        mobile: mobile(&user, &profile),
        language: given(user.language.clone()),
        country: given(user.country.clone()),
        company: None,
        created_at: moment(user.created_at),
    };
    to.put(Record::Contact(record), raw);
    Ok(())
}

/// How each customer of a page is reached, by id: a phone, or else an e-mail address.
pub(super) fn numbers(users: &[&RawValue]) -> HashMap<String, String> {
    let number = |raw: &&RawValue| {
        let user: User<'_> = parse(raw.get()).ok()?;
        let profile = profile(&user);
        let landline =
            || text(user.landline_number.as_ref()).or_else(|| text(profile.landline_number.as_ref()));
        let number = mobile(&user, &profile).or_else(landline).or_else(|| email(&user, &profile))?;
        Some((user.id.to_string(), number))
    };
    users.iter().filter_map(number).collect()
}

/// Companies put what they like into a profile; one that cannot be read says nothing.
fn profile<'a>(user: &User<'a>) -> Profile<'a> {
    user.profile.and_then(|raw| parse(raw.get()).ok()).unwrap_or_default()
}

fn mobile(user: &User<'_>, profile: &Profile<'_>) -> Option<String> {
    text(user.mobile_number.as_ref()).or_else(|| text(profile.mobile_number.as_ref()))
}

fn email(user: &User<'_>, profile: &Profile<'_>) -> Option<String> {
    given(user.email.clone()).or_else(|| given(profile.email.clone()))
}
