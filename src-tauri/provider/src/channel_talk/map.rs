//! A user chat as a session, and what its fields are read by.

use super::SAID;
use super::wire::{Marketing, Medium, Named, Raw, SupportBot, UserChat};
use crate::http::without_values;
use crate::remote::Mapped;
use crate::text::{Text, given};
use crate::time::{Number, Unit};
use crate::{Branch, Version};
use model::{Kind, Measures, Millis, Party, Record, Session, SessionState, Stamp};
use serde::Deserialize;
use std::collections::HashMap;

pub(super) type Done = Result<(), String>;

pub(super) fn parse<'a, T: Deserialize<'a>>(raw: &'a str) -> Result<T, String> {
    serde_json::from_str(raw).map_err(|e| without_values(&e.to_string()))
}

/// A moment, in milliseconds as the vendor's examples have it or in microseconds as its words say: what has
/// sixteen digits lies beyond every calendar in milliseconds. Nothing happened at nought.
pub(super) fn moment(raw: Raw<'_>) -> Option<Stamp> {
    let number: Number<'_> = serde_json::from_str(raw?.get()).ok()?;
    let stamp = number.moment(Unit::Millis).or_else(|| number.moment(Unit::Micros))?;
    Some(stamp).filter(|stamp| stamp.at > 0)
}

/// A length of time in milliseconds, or a count.
fn amount(raw: Raw<'_>) -> Option<Millis> {
    let number: Text<'_> = serde_json::from_str(raw?.get()).ok()?;
    // A whole number of milliseconds is exact as a float for 285,000 years.
    let number = number.number().filter(|number| (0.0..9e15).contains(number))?;
    Some(number.round() as Millis)
}

pub(super) fn text(value: Option<&Text<'_>>) -> Option<String> {
    value.and_then(Text::given)
}

/// Of a second look: it is there.
pub(super) fn there(raw: &str, to: &mut Mapped) -> Done {
    let named: Named<'_> = parse(raw)?;
    to.there(Kind::Session, &named.id.to_string());
    Ok(())
}

/// `numbers`: of the customers on the page, by their ids.
pub(super) fn chat(raw: &str, numbers: &HashMap<String, String>, to: &mut Mapped) -> Done {
    let chat: UserChat<'_> = parse(raw)?;
    let created_at =
        moment(chat.created_at).or_else(|| moment(chat.first_opened_at)).ok_or("it has no time")?;
    let active =
        [chat.front_updated_at, chat.desk_updated_at, chat.updated_at].into_iter().filter_map(moment).max();
    to.changed_at = moment(chat.updated_at).map(|stamp| stamp.at);
    to.branch(Branch {
        stream: SAID,
        parent: chat.id.to_string(),
        version: version(&chat),
        at: active.unwrap_or(created_at).at,
        carry: None,
    });
    let support_bot_id = support_bot(&chat, to);
    let session = session(chat, numbers, created_at, active);
    to.put(Record::Session(Box::new(Session { support_bot_id, ..session })), raw);
    Ok(())
}

/// All that moves when something is said or done in a chat: it is not documented which of it always does.
fn version(chat: &UserChat<'_>) -> Version {
    let moments = [chat.updated_at, chat.desk_updated_at, chat.front_updated_at].map(moment);
    let ids = [&chat.version, &chat.desk_message_id, &chat.front_message_id].map(|id| text(id.as_ref()));
    if moments.iter().all(Option::is_none) && ids.iter().all(Option::is_none) {
        return Version::Open;
    }
    let moments =
        moments.into_iter().map(|stamp| stamp.map_or_else(String::new, |stamp| stamp.at.to_string()));
    let ids = ids.into_iter().map(Option::unwrap_or_default);
    Version::Of(moments.chain(ids).collect::<Vec<_>>().join(" "))
}

fn session(
    chat: UserChat<'_>,
    numbers: &HashMap<String, String>,
    created_at: Stamp,
    last_active_at: Option<Stamp>,
) -> Session {
    let (measures, campaign_id) = (measures(&chat), campaign(&chat));
    let (channel, medium) = (channel(&chat), medium(&chat));
    let channel_name = medium.and_then(|medium| given(medium.display_name.clone()));
    let channel_number =
        text(chat.medium_id.as_ref()).or_else(|| text(medium.and_then(|medium| medium.id.as_ref())));
    let contact_id = text(chat.user_id.as_ref());
    let number = contact_id.as_ref().and_then(|id| numbers.get(id)).cloned();
    let customer = Party { name: given(chat.name), number };
    let desk = Party { name: channel_name.clone(), number: channel_number.clone() };
    // A chat that a campaign began was begun by our side.
    let (sender, recipient) = if campaign_id.is_some() { (desk, customer) } else { (customer, desk) };
    let agent_id = text(chat.assignee_id.as_ref());
    Session {
        id: chat.id.to_string(),
        channel,
        channel_number,
        channel_name,
        merchant_id: text(chat.channel_id.as_ref()),
        sender,
        recipient,
        contact_id,
        state: state_of(chat.state.as_deref().unwrap_or_default(), agent_id.is_some()),
        state_raw: given(chat.state),
        agent_id,
        follower_ids: chat.manager_ids.iter().flatten().filter_map(Text::given).collect(),
        created_at,
        last_active_at,
        first_opened_at: moment(chat.first_opened_at),
        opened_at: moment(chat.opened_at),
        picked_up_at: None,
        snoozed_at: moment(chat.snoozed_at),
        closed_at: moment(chat.closed_at),
        first_replied_at: moment(chat.first_replied_at_after_open).or_else(|| moment(chat.first_replied_at)),
        tags: chat.tags.into_iter().flatten().filter_map(|tag| given(Some(tag))).collect(),
        campaign_id,
        support_bot_id: None,
        description: given(chat.description).or_else(|| given(chat.title)),
        measures,
    }
}

/// `queued`, `initial` and `missed` are opened: nobody has taken the chat, and nobody has closed it.
fn state_of(word: &str, assigned: bool) -> SessionState {
    match word {
        "snoozed" => SessionState::Snoozed,
        "closed" => SessionState::Closed,
        "opened" if assigned => SessionState::PickedUp,
        _ => SessionState::Opened,
    }
}

/// As the provider took them.
fn measures(chat: &UserChat<'_>) -> Measures {
    let count = |raw| amount(raw).and_then(|number| u32::try_from(number).ok());
    Measures {
        waiting: amount(chat.waiting_time),
        average_reply: amount(chat.avg_reply_time),
        total_reply: amount(chat.total_reply_time),
        replies: count(chat.reply_count),
        resolution: amount(chat.resolution_time),
        operation_waiting: amount(chat.operation_waiting_time),
        operation_average_reply: amount(chat.operation_avg_reply_time),
        operation_total_reply: amount(chat.operation_total_reply_time),
        operation_replies: count(chat.operation_reply_count),
        operation_resolution: amount(chat.operation_resolution_time),
    }
}

fn medium<'c, 'a>(chat: &'c UserChat<'a>) -> Option<&'c Medium<'a>> {
    let source = chat.source.as_ref()?;
    source.app_messenger.as_ref().or(source.medium.as_ref())
}

/// The words that are documented or seen in use; another one stays itself, in lower case.
const CHANNELS: &[(&str, &str)] = &[
    ("native", "live_chat"),
    ("phone", "phone"),
    ("email", "email"),
    ("xms", "sms"),
    ("appline", "line"),
    ("appkakao", "kakao"),
    ("appinstagrammessenger", "instagram"),
    ("appinstagram", "instagram"),
    ("appfacebookmessenger", "messenger"),
    ("appfacebook", "messenger"),
    ("appwhatsapp", "whatsapp"),
    ("appnavertalk", "naver_talk"),
];

fn channel(chat: &UserChat<'_>) -> String {
    let own = |medium: &Medium<'_>| given(medium.medium_type.clone());
    let word = given(chat.contact_medium_type.clone())
        // `app` alone says no more than that it is none of the others.
        .or_else(|| medium(chat).and_then(own).filter(|word| word != "app"))
        .or_else(|| given(chat.medium_type.clone()))
        .unwrap_or_else(|| "native".to_owned())
        .to_lowercase();
    let known = CHANNELS.iter().find(|(theirs, _)| *theirs == word);
    known.map_or(word, |(_, ours)| (*ours).to_owned())
}

/// Campaigns and one-time messages are counted each for itself, so their ids may meet.
pub(super) fn campaign_id(kind: &str, id: &str) -> String {
    format!("{kind}-{id}")
}

fn campaign(chat: &UserChat<'_>) -> Option<String> {
    let of = |marketing: &Marketing<'_>| {
        let kind = marketing.kind.as_deref().unwrap_or("campaign");
        text(marketing.id.as_ref()).map(|id| campaign_id(kind, &id))
    };
    let source = chat.source.as_ref().and_then(|source| source.marketing.as_ref());
    source.and_then(of).or_else(|| chat.marketing.as_ref().and_then(of))
}

/// Characters of a made-up id.
pub(super) const ID: usize = 256;

/// The support bot or workflow that the customer went through. No list of them is given, so each revision and way
/// through it is one; it is known by these, since the same bot says other things in the next chat.
fn support_bot(chat: &UserChat<'_>, to: &mut Mapped) -> Option<String> {
    let source = chat.source.as_ref();
    let bots = [source.and_then(|s| s.support_bot), source.and_then(|s| s.workflow), chat.support_bot];
    let (raw, bot) =
        bots.into_iter().flatten().find_map(|raw| Some((raw, parse::<SupportBot<'_>>(raw.get()).ok()?)))?;
    let revision_id = text(bot.revision_id.as_ref());
    let path: Vec<String> = bot.section_path.iter().flatten().filter_map(Text::given).collect();
    let section_path = Some(path.join(" > ")).filter(|path| !path.is_empty());
    let parts = [text(Some(&bot.id)), revision_id.clone(), section_path.clone()];
    let id: String = parts.into_iter().flatten().collect::<Vec<_>>().join("/").chars().take(ID).collect();
    to.put(
        Record::SupportBot(model::SupportBot { id: id.clone(), name: None, revision_id, section_path }),
        raw.get(),
    );
    Some(id)
}
