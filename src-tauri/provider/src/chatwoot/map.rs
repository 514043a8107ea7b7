//! Chatwoot's agents, labels, contacts and conversations as records.

use super::wire::{About, Agent, Besides, Contact, Conversation, Inbox, Label, Line, Meta, Person};
use super::{DAY, HELD, SAID, talk};
use crate::http::without_values;
use crate::remote::Mapped;
use crate::text::{Text, given};
use crate::time::{Number, Unit};
use crate::{Branch, Place, Version};
use model::{Kind, Party, Record, Session, SessionState, Stamp};
use serde::Deserialize;
use serde_json::value::RawValue;

pub(super) type Done = Result<(), String>;

pub(super) fn parse<'a, T: Deserialize<'a>>(raw: &'a str) -> Result<T, String> {
    serde_json::from_str(raw).map_err(|e| without_values(&e.to_string()))
}

/// An object in which anybody may write anything: what cannot be read of it is as good as absent.
pub(super) fn loose<'a, T: Deserialize<'a> + Default>(raw: Option<&'a RawValue>) -> T {
    raw.and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default()
}

/// Seconds, or RFC 3339. Chatwoot writes 0 for a moment that never was.
pub(super) fn moment(value: &Option<Number<'_>>) -> Option<Stamp> {
    let value = value.as_ref()?;
    let stamp = value.moment(Unit::Seconds).or_else(|| match value {
        Number::Text(text) => Stamp::parse(text.trim()).ok(),
        _ => None,
    });
    stamp.filter(|stamp| stamp.at != 0)
}

pub(super) fn text(value: &Option<Text<'_>>) -> Option<String> {
    value.as_ref().and_then(Text::given)
}

pub(super) fn agent(raw: &str, to: &mut Mapped) -> Done {
    let agent: Agent<'_> = parse(raw)?;
    let record = model::Agent {
        id: agent.id.to_string(),
        name: given(agent.name).or_else(|| given(agent.available_name)),
        username: None,
        email: given(agent.email),
        mobile: None,
        role: given(agent.role),
        // Who was removed is listed no more.
        removed: false,
        created_at: None,
    };
    to.put(Record::Agent(record), raw);
    Ok(())
}

pub(super) fn label(raw: &str, to: &mut Mapped) -> Done {
    let label: Label<'_> = parse(raw)?;
    let record = model::Tag {
        id: label.id.to_string(),
        name: label.title.into_owned(),
        description: given(label.description),
        colour: given(label.color),
        created_at: None,
    };
    to.put(Record::Tag(record), raw);
    Ok(())
}

pub(super) fn contact(raw: &str, to: &mut Mapped) -> Done {
    let contact: Contact<'_> = parse(raw)?;
    let about: About<'_> = loose(contact.additional_attributes);
    let record = model::Contact {
        id: contact.id.to_string(),
        name: given(contact.name),
        identification: text(&contact.identifier),
        email: given(contact.email),
        phone: text(&contact.phone_number),
        mobile: None,
        language: given(about.browser_language),
        country: given(about.country).or_else(|| given(about.country_code)),
        company: given(about.company_name),
        created_at: moment(&contact.created_at),
    };
    to.put(Record::Contact(record), raw);
    Ok(())
}

/// An inbox leads to its conversations. `day`: days since 1970; each has a list of its own, which is read to its end
/// once and from its head after that, so that what changed without any activity is found within a day.
pub(super) fn inbox(raw: &str, day: i64, to: &mut Mapped) -> Done {
    let inbox: Inbox<'_> = parse(raw)?;
    let line = Line {
        id: inbox.id.given().ok_or("it has no id")?,
        name: text(&inbox.name),
        channel_type: text(&inbox.channel_type),
        medium: text(&inbox.medium),
        phone_number: text(&inbox.phone_number),
        email: text(&inbox.email),
        page_id: text(&inbox.page_id),
        website_url: text(&inbox.website_url),
    };
    let carry = serde_json::to_string(&line).map_err(|_| "it cannot be carried along".to_owned())?;
    to.branch(Branch {
        stream: HELD,
        parent: format!("{}/{day}", line.id),
        // An inbox does not tell of its conversations.
        version: Version::Open,
        at: day.saturating_mul(DAY),
        carry: Some(carry),
    });
    Ok(())
}

/// That there is a conversation.
pub(super) fn listed(raw: &str, to: &mut Mapped) -> Done {
    let conversation: super::wire::Named<'_> = parse(raw)?;
    to.there(Kind::Session, &conversation.id.to_string());
    Ok(())
}

/// A conversation of an inbox as a session, which leads to its messages.
pub(super) fn conversation(place: &Place, raw: &str, to: &mut Mapped) -> Done {
    let conversation: Conversation<'_> = parse(raw)?;
    let carry =
        place.parent.as_ref().and_then(|parent| parent.carry.as_deref()).ok_or("its inbox is not known")?;
    let line: Line = parse(carry)?;
    if text(&conversation.inbox_id).is_some_and(|inbox| inbox != line.id) {
        return Err("it belongs to another inbox than the one that was asked for".to_owned());
    }
    let active = moment(&conversation.last_activity_at).or_else(|| moment(&conversation.timestamp));
    let updated = moment(&conversation.updated_at);
    let created_at = moment(&conversation.created_at).or(active).ok_or("it has no time")?;
    let at = active.unwrap_or(created_at).at;
    let last = conversation.messages.iter().flatten().next_back();
    let last = last.and_then(|raw| talk::last(raw.get())).unwrap_or_default();
    to.changed_at = updated.or(active).map(|stamp| stamp.at);
    to.branch(Branch {
        stream: SAID,
        parent: conversation.id.to_string(),
        // A message that is new moves the activity, one that changes at most its own time and status.
        version: Version::Of(format!("{at} {} {}", updated.map_or(0, |stamp| stamp.at), last.version)),
        at,
        carry: None,
    });
    let whole = format!(r#"{{"conversation":{raw},"inbox":{carry}}}"#);
    let session = session(conversation, line, created_at, active, last.turn);
    to.put(Record::Session(Box::new(session)), &whole);
    Ok(())
}

/// `turn`: the state that the last message says was entered then, if it does.
fn session(
    conversation: Conversation<'_>,
    line: Line,
    created_at: Stamp,
    last_active_at: Option<Stamp>,
    turn: Option<(SessionState, Stamp)>,
) -> Session {
    let Meta { sender, channel, assignee, assignee_type } = conversation.meta.unwrap_or_default();
    let besides: Besides<'_> = loose(conversation.additional_attributes);
    let sender = sender.unwrap_or_default();
    // A bot that has the conversation is no agent who picked it up.
    let bot = assignee_type.as_deref() == Some("AgentBot");
    let agent_id = assignee.filter(|_| !bot).and_then(|person| text(&person.id));
    let word = conversation.status.unwrap_or_default();
    let state = state_of(&word, agent_id.is_some());
    let entered = |wanted: SessionState| {
        turn.filter(|(turned, _)| *turned == wanted && state == wanted).map(|(_, at)| at)
    };
    let kind = line.channel_type.as_deref().or(channel.as_deref()).unwrap_or_default();
    let channel = channel_of(kind, line.medium.as_deref(), besides.kind.as_deref());
    let number = line.phone_number.or(line.email).or(line.page_id).or(line.website_url);
    Session {
        id: conversation.id.to_string(),
        channel,
        channel_number: number.clone(),
        channel_name: line.name.clone(),
        merchant_id: None,
        contact_id: text(&sender.id),
        sender: party(sender),
        recipient: Party { name: line.name, number },
        agent_id,
        follower_ids: Vec::new(),
        state,
        state_raw: Some(word.into_owned()).filter(|word| !word.is_empty()),
        created_at,
        last_active_at,
        first_opened_at: None,
        opened_at: None,
        picked_up_at: None,
        snoozed_at: entered(SessionState::Snoozed),
        closed_at: entered(SessionState::Closed),
        first_replied_at: moment(&conversation.first_reply_created_at),
        tags: conversation.labels.unwrap_or_default(),
        campaign_id: None,
        support_bot_id: None,
        description: given(besides.mail_subject),
        measures: Default::default(),
    }
}

fn party(person: Person<'_>) -> Party {
    let number =
        text(&person.phone_number).or_else(|| given(person.email)).or_else(|| text(&person.identifier));
    Party { name: given(person.name), number }
}

/// `taken`: an agent has it.
pub(super) fn state_of(word: &str, taken: bool) -> SessionState {
    match word {
        "resolved" => SessionState::Closed,
        "snoozed" => SessionState::Snoozed,
        "open" if taken => SessionState::PickedUp,
        // Pending waits for a bot or a person; so does what Chatwoot may call something else tomorrow.
        _ => SessionState::Opened,
    }
}

/// Our word for `Channel::Whatsapp` and its like. `medium`: of a Twilio number, `sms` or `whatsapp`; `besides`: what
/// kind of conversation it is on a channel that has several.
fn channel_of(kind: &str, medium: Option<&str>, besides: Option<&str>) -> String {
    if besides == Some("instagram_direct_message") {
        return "instagram".to_owned();
    }
    match kind.strip_prefix("Channel::").unwrap_or(kind) {
        "WebWidget" => "live_chat".to_owned(),
        "TwilioSms" => medium.unwrap_or("sms").to_lowercase(),
        "FacebookPage" => "messenger".to_owned(),
        "TwitterProfile" => "twitter".to_owned(),
        "" => "other".to_owned(),
        // Whatsapp, Sms, Email, Telegram, Line, Instagram, Api …
        word => word.to_lowercase(),
    }
}
