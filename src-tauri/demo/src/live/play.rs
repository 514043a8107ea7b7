//! What happens live, step by step. The same dice as the fixed world, but on the real clock.

use super::Live;
use crate::limits;
use crate::log::{Entry, Log};
use crate::world::dice::{Dice, Topic};
use crate::world::person::{Face, agent_id, agent_name};
use crate::world::text::Speech;
use crate::world::{World, fresh_delivery, stamp};
use model::{
    Delivery, DeliveryEvent, DeliveryStatus, Direction, EventKind, Kind, Measures, Message, MessageKind,
    Millis, Party, PersonKind, Record, Session, SessionEvent, SessionState, Stamp,
};

const CHANNELS: [(u32, &str); 4] = [(5, "whatsapp"), (2, "sms"), (3, "live_chat"), (1, "messenger")];

/// A chat that goes on.
struct Chat {
    session: Session,
    face: Face,
    channel: &'static str,
    agent: u64,
    said: u64,
}

/// A send on its way.
struct Pending {
    delivery: Delivery,
    stage: u32,
}

pub struct Play {
    world: World,
    dice: Dice,
    /// Tells this run's ids from those of runs before.
    run: Millis,
    started: u64,
    sent: u64,
    chats: Vec<Chat>,
    pending: Vec<Pending>,
}

impl Play {
    /// Chats of the fixed world's end that are still open go on; a recorded log lends none.
    pub fn new(world: World, adopt: bool, now: Millis) -> Self {
        let dice = Dice::new(world.seed, Topic::Live, 0);
        let mut play = Self {
            world,
            dice,
            run: now / 1000,
            started: 0,
            sent: 0,
            chats: Vec::new(),
            pending: Vec::new(),
        };
        if adopt {
            play.adopt();
        }
        play
    }

    fn adopt(&mut self) {
        let last = self.world.units(Kind::Session);
        for unit in last.saturating_sub(48)..last {
            for entry in self.world.unit(Kind::Session, unit) {
                let Record::Session(session) = entry.record else { continue };
                let contact =
                    session.contact_id.as_deref().and_then(|id| id.strip_prefix("ctc-")?.parse().ok());
                let (Some(contact), true) = (contact, session.state != SessionState::Closed) else {
                    continue;
                };
                let face = self.world.face(contact);
                let channel = CHANNELS.iter().map(|c| c.1).find(|c| *c == session.channel).unwrap_or("email");
                let agent = self.world.agent_for(face.tongue, &mut self.dice);
                self.chats.push(Chat { session: *session, face, channel, agent, said: 0 });
            }
        }
        self.chats.truncate(limits::LIVE_CHATS / 2);
    }

    /// One thing happens; what was sent before moves on.
    pub fn step(&mut self, live: &mut Live, now: Millis) {
        self.move_on(live, now);
        let room = self.chats.len() < limits::LIVE_CHATS;
        match self.dice.below(10) {
            _ if self.chats.is_empty() => self.begin(live, now),
            0 | 1 if room => self.begin(live, now),
            2 => self.snooze_or_close(live, now),
            _ => self.say(live, now),
        }
    }

    fn begin(&mut self, live: &mut Live, now: Millis) {
        self.started += 1;
        let number = self.dice.below(self.world.contacts);
        let face = self.world.face(number);
        let Entry { record, .. } = self.world.contact(number);
        live.put(now, record);
        let channel = self.dice.weighed(&CHANNELS, "live_chat");
        let session = session(&face, channel, format!("live-{}-{:05}", self.run, self.started), now);
        let agent = self.world.agent_for(face.tongue, &mut self.dice);
        self.chats.push(Chat { session, face, channel, agent, said: 0 });
        let at = self.chats.len() - 1;
        self.enter(live, at, SessionState::Opened, "open", now);
        self.speak(live, at, false, now);
    }

    fn say(&mut self, live: &mut Live, now: Millis) {
        let at = self.dice.below(self.chats.len() as u64) as usize;
        let ours = self.chats.get(at).is_some_and(|chat| chat.said > 0) && self.dice.chance(600);
        let state = self.chats.get(at).map(|chat| chat.session.state);
        if ours && state != Some(SessionState::PickedUp) {
            self.enter(live, at, SessionState::PickedUp, "pick_up", now);
        }
        self.speak(live, at, ours, now);
    }

    fn snooze_or_close(&mut self, live: &mut Live, now: Millis) {
        let at = self.dice.below(self.chats.len() as u64) as usize;
        if self.chats.get(at).is_none_or(|chat| chat.said < 3 || chat.session.state == SessionState::Opened) {
            return self.say(live, now);
        }
        if self.dice.chance(300) {
            return self.enter(live, at, SessionState::Snoozed, "snooze", now);
        }
        self.enter(live, at, SessionState::Closed, "close", now);
        self.chats.swap_remove(at);
    }

    /// A change of state: the event, and the session as it stands after it.
    fn enter(&mut self, live: &mut Live, at: usize, state: SessionState, action: &str, now: Millis) {
        let Some(chat) = self.chats.get_mut(at) else { return };
        let time = stamp(now, chat.face.words());
        chat.session.state = state;
        chat.session.state_raw = Some(state.as_str().to_uppercase());
        match state {
            SessionState::Opened => {}
            SessionState::PickedUp => {
                chat.session.agent_id = Some(agent_id(chat.agent));
                chat.session.picked_up_at = chat.session.picked_up_at.or(Some(time));
            }
            SessionState::Snoozed => chat.session.snoozed_at = Some(time),
            SessionState::Closed => chat.session.closed_at = Some(time),
        }
        let by = if state == SessionState::Opened {
            "user".to_owned()
        } else {
            format!("agent {}", agent_id(chat.agent))
        };
        let event = SessionEvent {
            id: format!("{}-{now}-{action}", chat.session.id),
            session_id: chat.session.id.clone(),
            at: time,
            state: Some(state),
            action: action.to_owned(),
            by: Some(by),
        };
        live.put(now, Record::SessionEvent(event));
        live.put(now, Record::Session(Box::new(chat.session.clone())));
    }

    fn speak(&mut self, live: &mut Live, at: usize, ours: bool, now: Millis) {
        let Some(chat) = self.chats.get_mut(at) else { return };
        let time = stamp(now, chat.face.words());
        let (agent, _) = agent_name(self.world.seed, chat.agent);
        let matter = chat.session.created_at.at.unsigned_abs();
        let speech = Speech { tongue: chat.face.words(), name: chat.face.first, agent, matter };
        let first = chat.said == 0;
        let text =
            if ours { speech.agent(&mut self.dice, 0.5) } else { speech.customer(&mut self.dice, first) };
        chat.said += 1;
        chat.session.last_active_at = Some(time);
        if ours && chat.session.first_replied_at.is_none() {
            chat.session.first_replied_at = Some(time);
            chat.session.measures.waiting = Some(now - chat.session.created_at.at);
        }
        let delivery = ours.then(|| {
            self.sent += 1;
            let mut delivery = fresh_delivery(&mut self.dice, &chat.face, chat.channel, &text, time);
            delivery.id = format!("live-{}-d{:05}", self.run, self.sent);
            delivery.session_id = Some(chat.session.id.clone());
            delivery
        });
        let message = Message {
            id: format!("{}-m{}-{:04}", chat.session.id, self.run, chat.said),
            session_id: chat.session.id.clone(),
            at: time,
            direction: if ours { Direction::Outgoing } else { Direction::Incoming },
            person: if ours { PersonKind::Agent } else { PersonKind::User },
            person_id: Some(if ours { agent_id(chat.agent) } else { chat.face.id.clone() }),
            kind: MessageKind::Text,
            text,
            caption: None,
            attachment: None,
            template_id: None,
            delivery_id: delivery.as_ref().map(|d| d.id.clone()),
        };
        live.put(now, Record::Message(message));
        live.put(now, Record::Session(Box::new(chat.session.clone())));
        if let Some(delivery) = delivery {
            report(live, &delivery, EventKind::Accepted, "api", now);
            self.pending.push(Pending { delivery, stage: 0 });
        }
    }

    /// Sends go from accepted to sent to delivered or failed, one stage a step.
    fn move_on(&mut self, live: &mut Live, now: Millis) {
        for pending in &mut self.pending {
            pending.stage += 1;
            let (kind, status) = match pending.stage {
                1 => (EventKind::Sent, DeliveryStatus::Sent),
                3 if self.dice.chance(80) => (EventKind::Failed, DeliveryStatus::Failed),
                3 => (EventKind::Delivered, DeliveryStatus::Delivered),
                6 if pending.delivery.status == DeliveryStatus::Delivered => {
                    (EventKind::Read, DeliveryStatus::Delivered)
                }
                _ => continue,
            };
            pending.delivery.status = status;
            pending.delivery.status_raw = Some(status.as_str().to_owned());
            report(live, &pending.delivery, kind, "webhook", now);
        }
        self.pending.retain(|pending| pending.stage < 6);
    }
}

fn report(live: &mut Live, delivery: &Delivery, kind: EventKind, source: &str, now: Millis) {
    let event = DeliveryEvent {
        id: format!("{}-{}", delivery.id, kind.as_str()),
        delivery_id: delivery.id.clone(),
        at: Stamp { at: now, offset: delivery.recorded_at.offset },
        kind,
        kind_raw: None,
        source: source.to_owned(),
        code: (kind == EventKind::Failed).then(|| "131026".to_owned()),
        detail: None,
    };
    live.put(now, Record::DeliveryEvent(event));
    live.put(now, Record::Delivery(Box::new(delivery.clone())));
}

fn session(face: &Face, channel: &str, id: String, now: Millis) -> Session {
    let time = stamp(now, face.words());
    let number =
        if matches!(channel, "whatsapp" | "sms") { face.mobile.clone() } else { face.handle.clone() };
    Session {
        id,
        channel: channel.to_owned(),
        channel_number: Some("+447700900150".to_owned()),
        channel_name: Some("Live desk".to_owned()),
        merchant_id: None,
        sender: Party { name: Some(face.name.clone()), number: Some(number) },
        recipient: Party { name: Some("Live desk".to_owned()), number: Some("+447700900150".to_owned()) },
        contact_id: Some(face.id.clone()),
        agent_id: None,
        follower_ids: Vec::new(),
        state: SessionState::Opened,
        state_raw: None,
        created_at: time,
        last_active_at: Some(time),
        first_opened_at: Some(time),
        opened_at: Some(time),
        picked_up_at: None,
        snoozed_at: None,
        closed_at: None,
        first_replied_at: None,
        tags: Vec::new(),
        campaign_id: None,
        support_bot_id: None,
        description: None,
        measures: Measures::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_bring_chats_messages_deliveries_and_changes_of_old_sessions() {
        let mut play = Play::new(World::new(3, 2000), true, 1_800_000_000_000);
        let mut live = Live::default();
        for step in 0..400 {
            play.step(&mut live, 1_800_000_000_000 + step * 2000);
        }
        let ids = |kind| {
            live.read(kind, 0, 10_000, &provider::Window::EVER)
                .0
                .into_iter()
                .map(|e| e.record.id().to_owned())
                .collect::<Vec<_>>()
        };
        assert!(ids(Kind::Message).len() > 200);
        assert!(ids(Kind::Delivery).len() > 50 && ids(Kind::DeliveryEvent).len() > 100);
        assert!(ids(Kind::Session).iter().any(|id| id.starts_with("chat-")), "an old session went on");
        assert!(ids(Kind::Session).iter().any(|id| id.starts_with("live-")), "a new one began");
        let states: std::collections::BTreeSet<_> = live
            .read(Kind::SessionEvent, 0, 10_000, &provider::Window::EVER)
            .0
            .into_iter()
            .filter_map(|e| if let Record::SessionEvent(event) = e.record { event.state } else { None })
            .collect();
        assert_eq!(states.len(), 4, "{states:?}");
        assert!(play.chats.len() <= limits::LIVE_CHATS && play.pending.len() < 50);
    }
}
