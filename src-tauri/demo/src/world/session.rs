//! Sessions and their changes of state, out of a chat's course; measures are computed, not rolled.

use super::World;
use super::chat::{Chat, line};
use super::clock::{SECOND, in_operation};
use super::dice::{Dice, Topic};
use super::directory::{campaign_id, support_bot_id, tag_name};
use super::person::agent_id;
use crate::log::Entry;
use model::{Measures, Millis, Party, PersonKind, Record, Session, SessionEvent, SessionState, Stamp};

impl World {
    pub fn session(&self, chat: &Chat) -> Entry {
        let mut dice = Dice::new(self.seed, Topic::Directory, chat.number + 1_000_000);
        let at = |at: Millis| Stamp { at, offset: chat.offset };
        let (number, name) = line(chat.channel, chat.line);
        let customer = Party { name: Some(chat.face.name.clone()), number: Some(chat.number_of_contact()) };
        let desk = Party { name: Some(name.to_owned()), number: Some(number.to_owned()) };
        let (sender, recipient) = if chat.campaign.is_some() { (desk, customer) } else { (customer, desk) };
        let picked = chat.state != SessionState::Opened;
        let record = Session {
            id: chat.id(),
            channel: chat.channel.to_owned(),
            channel_number: Some(number.to_owned()),
            channel_name: Some(name.to_owned()),
            merchant_id: Some(format!("mer-{}", 4100 + chat.line)),
            sender,
            recipient,
            contact_id: Some(chat.face.id.clone()),
            agent_id: picked.then(|| agent_id(chat.agent)),
            follower_ids: followers(&mut dice, chat),
            state: chat.state,
            state_raw: Some(state_raw(chat.state).to_owned()),
            created_at: at(chat.started),
            last_active_at: Some(at(chat.ended.unwrap_or_else(|| chat.time_of(usize::MAX)))),
            first_opened_at: Some(at(chat.time_of(0))),
            opened_at: Some(at(chat.opened())),
            picked_up_at: chat.picked_up.map(at),
            snoozed_at: chat.snoozed().map(at),
            closed_at: chat.closed().map(at),
            first_replied_at: chat.first_reply().map(at),
            tags: tags(&mut dice),
            campaign_id: chat.campaign.map(campaign_id),
            support_bot_id: dice.chance(150).then(|| support_bot_id(&mut dice)),
            description: dice.chance(120).then(|| description(&mut dice, chat)),
            measures: measures(chat),
        };
        Entry { updated_at: chat.logged, record: Record::Session(Box::new(record)) }
    }

    pub fn session_events(&self, chat: &Chat) -> Vec<Entry> {
        let mut steps = steps(chat);
        steps.sort_by_key(|step| step.0);
        let entry = |(number, (at, state, action, by)): (i64, Step)| Entry {
            updated_at: chat.logged + number,
            record: Record::SessionEvent(SessionEvent {
                id: format!("{}-e{number:02}", chat.id()),
                session_id: chat.id(),
                at: Stamp { at, offset: chat.offset },
                state,
                action: action.to_owned(),
                by: Some(by),
            }),
        };
        (0..).zip(steps).map(entry).collect()
    }
}

type Step = (Millis, Option<SessionState>, &'static str, String);

fn steps(chat: &Chat) -> Vec<Step> {
    use SessionState::{Closed, Opened, PickedUp, Snoozed};
    let user = || format!("user {}", chat.face.id);
    let agent = || format!("agent {}", agent_id(chat.agent));
    let mut steps = vec![(chat.time_of(0), Some(Opened), "open", user())];
    if let Some(at) = chat.picked_up {
        steps.push((at, None, "assign", "system".to_owned()));
        steps.push((at, Some(PickedUp), "pick_up", agent()));
    }
    if let Some((turn, at)) = chat.snooze {
        steps.push((at, Some(Snoozed), "snooze", agent()));
        steps.push((chat.time_of(turn), Some(PickedUp), "wake", user()));
    }
    if let Some((turn, at)) = chat.reopened {
        steps.push((at, Some(Closed), "auto_close", "system".to_owned()));
        steps.push((chat.time_of(turn), Some(Opened), "reopen", user()));
        steps.push((chat.time_of(turn), Some(PickedUp), "pick_up", agent()));
    }
    match (chat.state, chat.ended) {
        (Closed, Some(at)) => steps.push((at, Some(Closed), "close", agent())),
        (Snoozed, Some(at)) => steps.push((at, Some(Snoozed), "snooze", agent())),
        _ => {}
    }
    steps
}

impl Chat {
    fn opened(&self) -> Millis {
        self.time_of(self.reopened.map_or(0, |(turn, _)| turn))
    }

    fn closed(&self) -> Option<Millis> {
        self.ended.filter(|_| self.state == SessionState::Closed)
    }

    /// The latest snooze.
    fn snoozed(&self) -> Option<Millis> {
        self.ended.filter(|_| self.state == SessionState::Snoozed).or(self.snooze.map(|(_, at)| at))
    }

    fn first_reply(&self) -> Option<Millis> {
        self.turns.iter().find(|(_, who)| *who == PersonKind::Agent).map(|(at, _)| *at)
    }

    /// Each reply of an agent: from the first message left unanswered to the reply.
    fn replies(&self) -> Vec<(Millis, Millis)> {
        let mut waiting = None;
        let mut replies = Vec::new();
        for (at, who) in &self.turns {
            match who {
                PersonKind::User => waiting = waiting.or(Some(*at)),
                PersonKind::Agent => replies.extend(waiting.take().map(|from| (from, *at))),
                _ => {}
            }
        }
        replies
    }
}

fn measures(chat: &Chat) -> Measures {
    let replies = chat.replies();
    let count = replies.len() as Millis;
    let open = |from: Millis, to: Millis| in_operation(from, to, chat.offset);
    let total: Millis = replies.iter().map(|(from, to)| to - from).sum();
    let within: Vec<Millis> =
        replies.iter().map(|(from, to)| open(*from, *to)).filter(|length| *length > 0).collect();
    let within_total: Millis = within.iter().sum();
    let first = replies.first();
    let resolution = chat.closed().map(|end| (chat.opened(), end));
    Measures {
        waiting: first.map(|(from, to)| to - from),
        average_reply: (count > 0).then(|| total / count.max(1)),
        total_reply: (count > 0).then_some(total),
        replies: u32::try_from(count).ok(),
        resolution: resolution.map(|(from, to)| to - from),
        operation_waiting: first.map(|(from, to)| open(*from, *to)),
        operation_average_reply: (!within.is_empty()).then(|| within_total / within.len().max(1) as Millis),
        operation_total_reply: (!within.is_empty()).then_some(within_total),
        operation_replies: u32::try_from(within.len()).ok(),
        operation_resolution: resolution.map(|(from, to)| open(from, to)),
    }
}

fn state_raw(state: SessionState) -> &'static str {
    match state {
        SessionState::Opened => "OPENED",
        SessionState::PickedUp => "PICKED_UP",
        SessionState::Snoozed => "SNOOZED",
        SessionState::Closed => "CLOSED",
    }
}

fn followers(dice: &mut Dice, chat: &Chat) -> Vec<String> {
    if dice.chance(850) {
        return Vec::new();
    }
    let mut ids = vec![agent_id(chat.agent), agent_id(dice.below(super::person::agents()))];
    ids.dedup();
    ids
}

fn tags(dice: &mut Dice) -> Vec<String> {
    let count = dice.weighed(&[(45, 0), (33, 1), (15, 2), (7, 3)], 0);
    let mut tags: Vec<String> = (0..count).map(|_| tag_name(dice).to_owned()).collect();
    tags.sort();
    tags.dedup();
    tags
}

fn description(dice: &mut Dice, chat: &Chat) -> String {
    let waited = chat.first_reply().map_or(0, |at| (at - chat.time_of(0)) / SECOND);
    let note = dice.pick(&[
        "Asked twice",
        "Called as well",
        "Sent a photo",
        "Wants a refund",
        "Waiting for the warehouse",
    ]);
    format!("{note}; order {}; first answer after {waited} s", super::text::order(dice))
}
