//! A small store with everything in it that an export may trip over.

use crate::form::{CsvProfile, Form};
use crate::{Done, Purpose, Result, Spec};
use model::{
    Agent, Bot, Contact, Delivery, DeliveryStatus, Direction, Fetched, Measures, Message, MessageKind,
    Millis, Party, PersonKind, Record, Session, SessionState, Stamp,
};
use query::Subject;
use register::{Entry, EntryKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use store::{NewAccount, Store};
use tempfile::TempDir;
use vault::{Secret, StoreKey};

pub const NOW: Millis = 1_795_251_600_000;
pub const PASSWORD: &str = "correct-horse-battery";
const HOUR: Millis = 3_600_000;

/// Text that spreadsheets run, that breaks naive CSV, that is not Latin, that is not pretty.
pub const TEXTS: &[&str] = &[
    "hello",
    "=1+1",
    "+41790000000",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    "'quoted",
    "two\r\nlines, \"said\" he",
    "订单已发货 😀",
    "مرحبا بالعالم",
    "<script>alert(1)</script>",
    "007",
    "12345678901234567890",
    "",
    " leading",
    "PK\u{3}\u{4}",
];

pub struct World {
    pub store: Store,
    // Holds the store; gone with it.
    _dir: TempDir,
    pub out: TempDir,
    pub sessions: Vec<Session>,
    pub messages: Vec<Message>,
}

impl World {
    /// One chat in each state, and `messages` messages dealt out among them in turn.
    pub fn new(messages: usize) -> Self {
        let (dir, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let store = Store::create(dir.path(), &StoreKey::generate().unwrap(), NOW).unwrap();
        let sessions: Vec<_> =
            SessionState::ALL.into_iter().enumerate().map(|(n, state)| session(n, state)).collect();
        let messages: Vec<_> = (0..messages).map(message).collect();
        let records = directory()
            .into_iter()
            .chain(sessions.iter().cloned().map(|s| Record::Session(Box::new(s))))
            .chain(messages.iter().cloned().map(Record::Message))
            .chain((0..5).map(|n| Record::Delivery(Box::new(delivery(n)))));
        let account = NewAccount {
            name: "Demo".into(),
            provider: "log-api".into(),
            url: "http://127.0.0.1:1".into(),
            settings: Default::default(),
            secrets: Default::default(),
        };
        store
            .write(|tx| {
                let account = tx.account_add(&account, NOW)?;
                for record in records {
                    let raw = format!("{{\"id\":\"{}\"}}", record.id());
                    tx.upsert(account, "/v1", NOW, &Fetched::new(record, raw))?;
                }
                Ok(())
            })
            .unwrap();
        Self { store, _dir: dir, out, sessions, messages }
    }

    pub fn spec(&self, subject: Subject, text: &str) -> Spec {
        Spec {
            subject,
            query: query::parse(subject, text, 60, NOW).unwrap(),
            form: Form::Csv,
            profile: CsvProfile::Spreadsheet,
            columns: Vec::new(),
            include_open: true,
            offset: 60,
            purpose: Purpose {
                category: "complaint".into(),
                text: "complaint 4711 of Ms Müller".into(),
                ticket: None,
            },
            password: Secret::from(PASSWORD.to_owned()),
            out: self.out.path().join("out.zip"),
            person: "Ada".into(),
        }
    }

    pub fn run(&self, spec: &Spec) -> Result<Done> {
        crate::run(&self.store, spec, &|| NOW, &AtomicBool::new(false), &mut |_| {})
    }

    /// Every entry of the register.
    pub fn entries(&self) -> Vec<Entry> {
        register::list(&self.store.reader().unwrap(), 1, 1_000).unwrap()
    }

    pub fn kinds(&self) -> Vec<EntryKind> {
        self.entries().into_iter().map(|e| e.kind).collect()
    }

    /// Names in the folder that exports go to.
    pub fn files(&self) -> Vec<String> {
        files(self.out.path())
    }
}

pub fn files(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        dir.read_dir().unwrap().map(|f| f.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Unpacks with 7-Zip; gives the folder.
pub fn unpacked(file: &Path) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    crate::seven::unpack(file, PASSWORD, dir.path());
    dir
}

pub fn part_of(spec: &Spec) -> PathBuf {
    crate::part::part_path(&spec.out)
}

fn own(text: impl Into<String>) -> Option<String> {
    Some(text.into())
}

fn stamp(hours: usize) -> Stamp {
    Stamp { at: NOW - 100 * HOUR + hours as Millis * HOUR, offset: -300 }
}

fn directory() -> Vec<Record> {
    let contact = Contact {
        id: "c0".into(),
        name: own("=HYPERLINK(\"http://x.example\")"),
        identification: own("00123"),
        email: own("c0@x.example"),
        phone: own("+41440000000"),
        mobile: own("+41790000000"),
        language: None,
        country: None,
        company: None,
        created_at: None,
    };
    let agent = Agent {
        id: "a0".into(),
        name: own("Ada, the agent"),
        username: own("@ada"),
        email: own("ada@x.example"),
        mobile: None,
        role: None,
        removed: false,
        created_at: None,
    };
    let bot = Bot { id: "b0".into(), name: own("Robby"), created_at: None };
    vec![Record::Contact(contact), Record::Agent(agent), Record::Bot(bot)]
}

fn session(n: usize, state: SessionState) -> Session {
    let known = n.is_multiple_of(2);
    Session {
        id: format!("900719925474099{n}"),
        channel: "whatsapp".into(),
        channel_number: own("+41790000001"),
        channel_name: own("-line 1"),
        merchant_id: own("m7"),
        sender: Party { name: own("Zoë"), number: own("+41790000000") },
        recipient: Party::default(),
        contact_id: known.then(|| "c0".into()),
        agent_id: own(if known { "a0" } else { "never synced" }),
        follower_ids: Vec::new(),
        state,
        state_raw: None,
        created_at: stamp(n),
        last_active_at: None,
        first_opened_at: known.then(|| stamp(n)),
        opened_at: Some(stamp(n + 1)),
        picked_up_at: Some(stamp(n + 2)),
        snoozed_at: None,
        closed_at: Some(stamp(n + 30)),
        first_replied_at: None,
        tags: vec!["vip".into(), "=tag".into()],
        campaign_id: None,
        support_bot_id: None,
        description: None,
        measures: Measures { waiting: Some(93_784_999), ..Measures::default() },
    }
}

fn message(n: usize) -> Message {
    let image = n % 7 == 3;
    let person = [PersonKind::User, PersonKind::Agent, PersonKind::Bot, PersonKind::System][n % 4];
    Message {
        id: format!("m{n}"),
        session_id: format!("900719925474099{}", n % 4),
        at: Stamp { at: NOW - 50 * HOUR + n as Millis, offset: -300 },
        direction: if person == PersonKind::User { Direction::Incoming } else { Direction::Outgoing },
        person,
        person_id: own(if person == PersonKind::Bot { "b0" } else { "c0" }),
        kind: if image { MessageKind::Image } else { MessageKind::Text },
        text: if image { String::new() } else { TEXTS[n % TEXTS.len()].into() },
        caption: image.then(|| "-a caption".into()),
        attachment: image.then(|| "https://x.example/1.png".into()),
        template_id: None,
        delivery_id: None,
    }
}

fn delivery(n: usize) -> Delivery {
    Delivery {
        id: format!("d{n}"),
        category: own("=Marketing Campaign"),
        name: own("Spring"),
        template_id: None,
        response_code: own("200"),
        recipient_type: own("leads"),
        recipient: own("+41790000000"),
        contact_id: None,
        session_id: None,
        channel: "sms".into(),
        channel_number: None,
        status: DeliveryStatus::Delivered,
        status_raw: None,
        message_type: None,
        credits: Some(1.5),
        company: None,
        batch_id: None,
        campaign_id: None,
        request: None,
        response: None,
        parameters: Vec::new(),
        recorded_at: stamp(n),
    }
}
