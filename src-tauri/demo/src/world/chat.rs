//! The course of one session: who, when, how it ended. Records and texts are made from it.

use super::World;
use super::clock::{DAY, END, HOUR, MINUTE, SECOND, logged};
use super::dice::{Dice, Topic};
use super::directory::{bots, campaigns};
use super::person::Face;
use super::shape::{Block, SESSIONS};
use model::{Millis, PersonKind, SessionState};

/// How often each channel is used.
pub const CHANNELS: [(u32, &str); 5] =
    [(42, "whatsapp"), (18, "sms"), (17, "live_chat"), (12, "messenger"), (11, "email")];

/// One session's outline.
pub struct Chat {
    pub number: u64,
    /// The first of its messages, counted through all sessions.
    pub first_message: u64,
    pub face: Face,
    pub channel: &'static str,
    /// Which of the channel's lines.
    pub line: u64,
    pub started: Millis,
    /// By when all of it has reached the log.
    pub logged: Millis,
    pub offset: i16,
    pub state: SessionState,
    pub agent: u64,
    pub bot: u64,
    pub campaign: Option<u64>,
    /// Each message's time and speaker.
    pub turns: Vec<(Millis, PersonKind)>,
    /// The snooze that ended with the customer's next message: before which message, from when.
    pub snooze: Option<(usize, Millis)>,
    /// Closed and opened again before this message.
    pub reopened: Option<(usize, Millis)>,
    pub picked_up: Option<Millis>,
    /// Closing or last snoozing, as the state says.
    pub ended: Option<Millis>,
}

impl World {
    pub fn started(&self, session: u64) -> Millis {
        let jitter = Dice::new(self.seed, Topic::Start, session).part() * 0.5 + 0.1;
        self.rhythm.at((session as f64 + jitter) / self.sessions.max(1) as f64)
    }

    /// Messages before a session and its own, the last session's cut to what is left.
    pub fn span(&self, session: u64) -> (u64, u32) {
        let block = session / SESSIONS;
        let (before, length) = Block::new(self.seed, block).span(session % SESSIONS);
        let first = block * super::shape::MESSAGES + u64::from(before);
        let left = self.messages.saturating_sub(first);
        (first, length.min(u32::try_from(left).unwrap_or(u32::MAX)))
    }

    pub fn chat(&self, number: u64) -> Chat {
        let mut dice = Dice::new(self.seed, Topic::Session, number);
        let part = number as f64 / self.sessions.max(1) as f64;
        let face = self.face(self.contact_at(part, &mut dice));
        let started = self.started(number);
        let (first_message, length) = self.span(number);
        let state = state(&mut dice, started);
        let mut chat = Chat {
            number,
            first_message,
            channel: dice.weighed(&CHANNELS, "sms"),
            line: dice.below(2),
            started,
            logged: logged(started),
            offset: face.words().zone.offset(started),
            state,
            agent: self.agent_for(face.tongue, &mut dice),
            bot: dice.below(bots()),
            campaign: dice.chance(90).then(|| dice.below(campaigns())),
            turns: Vec::new(),
            snooze: None,
            reopened: None,
            picked_up: None,
            ended: None,
            face,
        };
        chat.talk(&mut dice, length as usize);
        chat.squeeze();
        chat
    }
}

fn state(dice: &mut Dice, started: Millis) -> SessionState {
    use SessionState::{Closed, Opened, PickedUp, Snoozed};
    let recent = END - started < 6 * DAY;
    let weights = if recent { [45, 25, 18, 12] } else { [965, 12, 8, 15] };
    let [closed, picked, opened, snoozed] = weights;
    dice.weighed(&[(closed, Closed), (picked, PickedUp), (opened, Opened), (snoozed, Snoozed)], Closed)
}

impl Chat {
    /// Speakers and times, as if there were no end to the log.
    fn talk(&mut self, dice: &mut Dice, length: usize) {
        let mut at = self.started + dice.between(1, 25) * SECOND;
        let pause = dice.between(length as i64 / 3, length as i64 * 3) as usize;
        let break_kind = dice.below(1000);
        for turn in 0..length {
            let speaker = self.speaker(dice, turn);
            if turn > 2 && turn == pause && self.state != SessionState::Opened {
                let left = at;
                at += dice.between(2, 40) * HOUR;
                match break_kind {
                    0..=599 => self.snooze = Some((turn, left + 40 * SECOND)),
                    _ => self.reopened = Some((turn, left + 90 * SECOND)),
                }
            }
            if speaker == PersonKind::Agent && self.picked_up.is_none() {
                let from = at;
                at += dice.between(5, 30 * 60) * SECOND;
                self.picked_up = Some(from + (at - from) / 2);
            }
            self.turns.push((at, speaker));
            at += if dice.chance(30) { 0 } else { dice.between(4, 240) * SECOND };
        }
        let last = self.turns.last().map_or(at, |turn| turn.0);
        if self.state != SessionState::Opened && self.picked_up.is_none() {
            self.picked_up = Some(last + 30 * SECOND);
        }
        if matches!(self.state, SessionState::Closed | SessionState::Snoozed) {
            self.ended = Some(last.max(self.picked_up.unwrap_or(last)) + dice.between(1, 30) * MINUTE);
        }
    }

    fn speaker(&self, dice: &mut Dice, turn: usize) -> PersonKind {
        let ours = if self.state == SessionState::Opened { PersonKind::Bot } else { PersonKind::Agent };
        match turn {
            0 if self.campaign.is_some() => PersonKind::Bot,
            0 => PersonKind::User,
            // Logged sends lie on every fourth turn (see `shape`), so these are always ours.
            1 if dice.chance(350) => PersonKind::Bot,
            t if t % 4 == 1 => ours,
            _ if dice.chance(8) => PersonKind::System,
            t if t % 2 == 0 && dice.chance(850) => PersonKind::User,
            t if t % 2 == 1 && dice.chance(200) => PersonKind::User,
            _ => ours,
        }
    }

    /// Draws all times together where they would run past what the log can hold.
    fn squeeze(&mut self) {
        let last = self.turns.last().map_or(self.started, |turn| turn.0);
        let last = last.max(self.ended.unwrap_or(last)).max(self.picked_up.unwrap_or(last));
        let (wanted, room) = (last - self.started, self.logged - self.started);
        if wanted <= room {
            return;
        }
        let start = self.started;
        let shrink =
            |at: &mut Millis| *at = start + ((*at - start) as f64 * room as f64 / wanted as f64) as Millis;
        self.turns.iter_mut().for_each(|turn| shrink(&mut turn.0));
        let breaks = [self.snooze.as_mut(), self.reopened.as_mut()];
        breaks.into_iter().flatten().for_each(|pause| shrink(&mut pause.1));
        [self.picked_up.as_mut(), self.ended.as_mut()].into_iter().flatten().for_each(shrink);
    }

    pub fn id(&self) -> String {
        session_id(self.number)
    }

    /// The time of a turn; the last one's when there is no such turn.
    pub fn time_of(&self, turn: usize) -> Millis {
        self.turns.get(turn).or(self.turns.last()).map_or(self.started, |turn| turn.0)
    }

    /// What the contact is called on this channel.
    pub fn number_of_contact(&self) -> String {
        match self.channel {
            "email" => self.face.email.clone(),
            "messenger" | "live_chat" => self.face.handle.clone(),
            _ => self.face.mobile.clone(),
        }
    }
}

pub fn session_id(number: u64) -> String {
    format!("chat-{number:08}")
}

/// Our side of a channel: number and name.
pub fn line(channel: &str, line: u64) -> (&'static str, &'static str) {
    match (channel, line) {
        ("whatsapp", 0) => ("+447700900150", "WhatsApp orders"),
        ("whatsapp", _) => ("+4915550100200", "WhatsApp Service DE"),
        ("sms", 0) => ("+447700900999", "SMS line"),
        ("sms", _) => ("84433", "SMS short code"),
        ("messenger", _) => ("100044871200457", "Lantern & Loom page"),
        ("email", 0) => ("help@lantern-loom.example", "Help desk"),
        ("email", _) => ("hallo@lantern-loom.example", "Kundendienst"),
        _ => ("www.lantern-loom.example", "Shop chat"),
    }
}
