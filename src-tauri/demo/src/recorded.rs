//! Recorded dialogues from a file: one JSON object a line, plain or gzip.
//!
//! Each: `{"id", "user", "agent", "completion", "domains": [..], "happy", "messages": [{"at": epoch
//! seconds, "from": "user" or "agent", "text"}]}`. Promises: every text arrives to the letter, ids
//! depend on the file alone, equal times stay equal and keep their order.

use crate::error::{Error, Result};
use crate::limits;
use crate::log::{Entry, Log};
use model::{
    Agent, Contact, Direction, Kind, Measures, Message, MessageKind, Millis, Party, PersonKind, Record,
    Session, SessionEvent, SessionState, Stamp, Tag,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

#[derive(Deserialize)]
struct Dialogue {
    id: u64,
    user: String,
    agent: String,
    #[serde(default)]
    completion: Option<String>,
    #[serde(default)]
    domains: Vec<Option<String>>,
    #[serde(default)]
    happy: Option<bool>,
    messages: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    at: i64,
    from: String,
    text: String,
}

/// All of a file, by kind, in the order of `(updated_at, id)`.
pub struct Recorded(BTreeMap<Kind, Vec<Entry>>);

impl Recorded {
    /// # Errors
    /// When the file cannot be read or a line is no dialogue.
    pub fn open(path: &Path) -> Result<Self> {
        let file = path.display().to_string();
        let unreadable = |why| Error::Unreadable { file: file.clone(), why };
        let reader = plain(File::open(path).map_err(unreadable)?).map_err(unreadable)?;
        let mut kinds = BTreeMap::new();
        for (number, line) in (1..).zip(reader.lines()) {
            let line = line.map_err(unreadable)?;
            if line.trim().is_empty() {
                continue;
            }
            let bad = |why: String| Error::NotADialogue { file: file.clone(), line: number, why };
            let dialogue: Dialogue = serde_json::from_str(&line).map_err(|e| bad(e.to_string()))?;
            dialogue.spread(&mut kinds);
        }
        Ok(Self(kinds.into_iter().map(|(kind, entries)| (kind, sorted(entries))).collect()))
    }

    fn of(&self, kind: Kind) -> &[Entry] {
        self.0.get(&kind).map_or(&[], Vec::as_slice)
    }
}

/// The text of a file: unpacked when it begins as gzip does.
fn plain(file: File) -> std::io::Result<Box<dyn BufRead>> {
    let mut reader = BufReader::new(file);
    let packed = reader.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    let bound = limits::RECORDED_BYTES;
    Ok(if packed {
        Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(reader).take(bound)))
    } else {
        Box::new(reader.take(bound))
    })
}

/// In order, and each id once: people and tags come back in many dialogues.
fn sorted(mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.sort_by(|a, b| (a.updated_at, a.record.id()).cmp(&(b.updated_at, b.record.id())));
    let mut seen = std::collections::BTreeSet::new();
    entries.retain(|entry| seen.insert(entry.record.id().to_owned()));
    entries
}

fn at(seconds: i64) -> Stamp {
    Stamp::utc(seconds.saturating_mul(1000))
}

impl Dialogue {
    fn spread(self, kinds: &mut BTreeMap<Kind, Vec<Entry>>) {
        let first = self.messages.iter().map(|line| line.at).min().unwrap_or(0);
        let last = self.messages.iter().map(|line| line.at).max().unwrap_or(first);
        let mut add = |at: i64, record: Record| {
            let entry = Entry { updated_at: at.saturating_mul(1000), record };
            kinds.entry(entry.record.kind()).or_default().push(entry);
        };
        add(first, Record::Contact(self.contact(first)));
        add(first, Record::Agent(self.agent(first)));
        for name in self.tags() {
            let id = format!("tag-{name}");
            add(first, Record::Tag(Tag { id, name, description: None, colour: None, created_at: None }));
        }
        add(first, self.event("open", first, SessionState::Opened, "user"));
        if let Some(reply) = self.first_reply() {
            add(reply, self.event("pick_up", reply, SessionState::PickedUp, "agent"));
        }
        add(last, self.event("close", last, SessionState::Closed, "system"));
        for (number, line) in (0usize..).zip(&self.messages) {
            add(line.at, Record::Message(self.message(number, line)));
        }
        add(last, Record::Session(Box::new(self.session(first, last))));
    }

    fn session_id(&self) -> String {
        format!("dialogue-{:05}", self.id)
    }

    /// What the dialogue is about, and whether the customer was in a good mood.
    fn tags(&self) -> Vec<String> {
        let mood = self.happy.map(|happy| if happy { "happy" } else { "unhappy" }.to_owned());
        self.domains.iter().flatten().cloned().chain(mood).collect()
    }

    fn first_reply(&self) -> Option<i64> {
        self.messages.iter().find(|line| line.from != "user").map(|line| line.at)
    }

    fn contact(&self, first: i64) -> Contact {
        Contact {
            id: self.user.clone(),
            name: Some(format!("Customer {}", short(&self.user))),
            identification: None,
            email: None,
            phone: None,
            mobile: None,
            language: Some("en".to_owned()),
            country: None,
            company: None,
            created_at: Some(at(first)),
        }
    }

    fn agent(&self, first: i64) -> Agent {
        Agent {
            id: self.agent.clone(),
            name: Some(format!("Agent {}", short(&self.agent))),
            username: Some(short(&self.agent)),
            email: None,
            mobile: None,
            role: Some("member".to_owned()),
            removed: false,
            created_at: Some(at(first)),
        }
    }

    fn event(&self, action: &str, when: i64, state: SessionState, by: &str) -> Record {
        Record::SessionEvent(SessionEvent {
            id: format!("{}-{action}", self.session_id()),
            session_id: self.session_id(),
            at: at(when),
            state: Some(state),
            action: action.to_owned(),
            by: Some(by.to_owned()),
        })
    }

    fn message(&self, number: usize, line: &Line) -> Message {
        let user = line.from == "user";
        Message {
            id: format!("{}-{number:04}", self.session_id()),
            session_id: self.session_id(),
            at: at(line.at),
            direction: if user { Direction::Incoming } else { Direction::Outgoing },
            person: if user { PersonKind::User } else { PersonKind::Agent },
            person_id: Some(if user { self.user.clone() } else { self.agent.clone() }),
            kind: MessageKind::Text,
            text: line.text.clone(),
            caption: None,
            attachment: None,
            template_id: None,
            delivery_id: None,
        }
    }

    fn session(&self, first: i64, last: i64) -> Session {
        let waiting = self.first_reply().map(|reply| (reply - first).max(0) * 1000);
        Session {
            id: self.session_id(),
            channel: "live_chat".to_owned(),
            channel_number: Some("recorded".to_owned()),
            channel_name: Some("Recorded dialogues".to_owned()),
            merchant_id: None,
            sender: Party {
                name: Some(format!("Customer {}", short(&self.user))),
                number: Some(self.user.clone()),
            },
            recipient: Party {
                name: Some("Recorded dialogues".to_owned()),
                number: Some("recorded".to_owned()),
            },
            contact_id: Some(self.user.clone()),
            agent_id: Some(self.agent.clone()),
            follower_ids: Vec::new(),
            state: SessionState::Closed,
            state_raw: None,
            created_at: at(first),
            last_active_at: Some(at(last)),
            first_opened_at: Some(at(first)),
            opened_at: Some(at(first)),
            picked_up_at: self.first_reply().map(at),
            snoozed_at: None,
            closed_at: Some(at(last)),
            first_replied_at: self.first_reply().map(at),
            tags: self.tags(),
            campaign_id: None,
            support_bot_id: None,
            description: self.completion.clone(),
            measures: Measures { waiting, resolution: Some((last - first) * 1000), ..Measures::default() },
        }
    }
}

/// The first part of a long id.
fn short(id: &str) -> String {
    id.chars().take(8).collect()
}

impl Log for Recorded {
    fn units(&self, kind: Kind) -> u64 {
        self.of(kind).len() as u64
    }

    fn unit(&self, kind: Kind, unit: u64) -> Vec<Entry> {
        usize::try_from(unit).ok().and_then(|at| self.of(kind).get(at)).into_iter().cloned().collect()
    }

    fn unit_time(&self, kind: Kind, unit: u64) -> Millis {
        usize::try_from(unit).ok().and_then(|at| self.of(kind).get(at)).map_or(0, |entry| entry.updated_at)
    }

    /// A dialogue may have begun at any time before it changed last.
    fn unit_start(&self, _: Kind, _: u64) -> Millis {
        Millis::MIN
    }

    fn before(&self, _: Kind, unit: u64) -> Option<u64> {
        Some(unit)
    }
}
