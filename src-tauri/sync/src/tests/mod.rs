//! Sync against real servers on loopback into real stores.

mod backward;
mod demo;
mod faults;
mod forgotten;
mod gate;
mod gone;
mod intake;
mod together;
mod whole;

use crate::place::Back;
use crate::{Coverage, Progress, Report, Result, coverage, run};
use gate::{Gate, Windows};
use model::{Kind, Message, Millis, Record, Stamp};
use provider::limits::Limits;
use provider::log_api::LogApi;
use provider::{Cancel, Clock};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::{NewAccount, Store};
use vault::StoreKey;

/// 2026-01-01T00:00:00Z.
const START: Millis = 1_767_225_600_000;
const HOUR: Millis = 3_600_000;

/// A store, an account in it, and the gate that the account is of.
struct Bench {
    dir: tempfile::TempDir,
    key: StoreKey,
    store: Arc<Store>,
    account: i64,
    gate: Gate,
    cancel: Cancel,
    seen: Arc<Mutex<Vec<Progress>>>,
}

impl Bench {
    async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let key = StoreKey::generate().unwrap();
        let store = Arc::new(Store::create(dir.path(), &key, START).unwrap());
        let gate = Gate::open(START + 24 * HOUR).await;
        let (settings, secrets) = (BTreeMap::new(), BTreeMap::new());
        let new = NewAccount {
            name: "Gate".into(),
            provider: LogApi::ID.into(),
            url: gate.url.clone(),
            settings,
            secrets,
        };
        let account = store.write(|tx| tx.account_add(&new, START)).unwrap();
        Self { dir, key, store, account, gate, cancel: Cancel::new(), seen: Arc::default() }
    }

    /// With a gate that gives records by windows of time, or does not.
    async fn with(windows: Windows) -> Self {
        let bench = Self::new().await;
        bench.gate.with(|inside| inside.windows = windows);
        bench
    }

    fn coverage(&self) -> Option<Coverage> {
        coverage(&self.store, self.account, &LogApi::STREAMS).unwrap()
    }

    fn provider(&self) -> LogApi {
        self.provider_at(clock())
    }

    fn provider_at(&self, clock: Clock) -> LogApi {
        let limits =
            Limits { page_limit: 7, tries: 2, backoff_first: Duration::from_millis(2), ..Limits::default() };
        LogApi::new(&self.gate.url, "token", limits, clock).unwrap()
    }

    /// Runs to an end, keeping the progress shown; `on` may interfere.
    async fn run(&self, mut on: impl FnMut(&Progress) + Send) -> Result<Report> {
        let seen = Arc::clone(&self.seen);
        seen.lock().unwrap().clear();
        let on = move |progress: Progress| {
            on(&progress);
            seen.lock().unwrap().push(progress);
        };
        run(Arc::clone(&self.store), self.account, &self.provider(), clock(), self.cancel.clone(), on).await
    }

    async fn sync(&self) -> Result<Report> {
        self.run(|_| ()).await
    }

    /// Closes the store, once no thread writes any more, and opens it again. (The process itself is
    /// killed by the journeys.)
    async fn reopen(mut self) -> Self {
        while Arc::strong_count(&self.store) > 1 {
            tokio::task::yield_now().await;
        }
        drop(self.store);
        self.store = Arc::new(Store::open(self.dir.path(), &self.key, START).unwrap());
        self.cancel = Cancel::new();
        self
    }

    /// Ids and texts of all messages, in the order of their ids.
    fn messages(&self) -> Vec<(String, String)> {
        let reader = self.store.reader().unwrap();
        let mut rows = reader.prepare("SELECT ext, text FROM message ORDER BY ext").unwrap();
        let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.collect::<std::result::Result<_, _>>().unwrap()
    }

    fn gaps(&self) -> Vec<store::Gap> {
        store::gap::of_account(&self.store.reader().unwrap(), self.account).unwrap()
    }

    fn cursor(&self, kind: Kind) -> Option<String> {
        let kept =
            store::checkpoint::get(&self.store.reader().unwrap(), self.account, kind.as_str()).unwrap();
        let kept = kept?;
        Back::of(&kept).map_or(kept.cursor, |back| back.cursor)
    }
}

/// A clock that goes on by a tenth of a second each time it is asked.
fn clock() -> Clock {
    let now = AtomicI64::new(START + 24 * HOUR);
    Arc::new(move || now.fetch_add(100, Ordering::Relaxed))
}

/// Said three days before the one whose number is one less.
fn message(id: &str, text: &str) -> Record {
    let number: i64 = id.trim_start_matches('m').parse().unwrap();
    message_at(id, text, START - number * 3 * 24 * HOUR)
}

fn message_at(id: &str, text: &str, at: Millis) -> Record {
    Record::Message(Message {
        id: id.to_owned(),
        session_id: "s".to_owned(),
        at: Stamp::utc(at),
        direction: model::Direction::Incoming,
        person: model::PersonKind::User,
        person_id: None,
        kind: model::MessageKind::Text,
        text: text.to_owned(),
        caption: None,
        attachment: None,
        template_id: None,
        delivery_id: None,
    })
}

fn tag(id: &str) -> Record {
    let name = format!("tag {id}");
    Record::Tag(model::Tag { id: id.to_owned(), name, description: None, colour: None, created_at: None })
}

/// `count` messages, each an hour after the one before, seven to a page.
fn put_messages(gate: &Gate, count: i64) -> Vec<(String, String)> {
    let each = |n: i64| {
        let (id, text) = (format!("m{n:03}"), format!("text {n}"));
        gate.put(START + n * HOUR, message(&id, &text));
        (id, text)
    };
    (0..count).map(each).collect()
}
