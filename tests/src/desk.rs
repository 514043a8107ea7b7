//! A provider's fake server, a store, and the account between them: what a connector is held to is told here.

use fakes::{Book, Fake, Running, Times, Truth, serve};
use model::{Kind, Millis};
use provider::limits::Limits;
use provider::{Cancel, Clock, Provider};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use store::{NewAccount, Store};
use sync::Report;
use vault::StoreKey;

/// A sync of what a fake holds takes a second at most; nothing that a server does may make it endless.
const ENDLESS: Duration = Duration::from_secs(60);

pub struct Desk {
    pub server: Running,
    pub store: Arc<Store>,
    pub account: i64,
    pub limits: Limits,
    dir: tempfile::TempDir,
    key: StoreKey,
}

/// As accounts keep their settings and secrets.
pub fn pairs(fields: Vec<(&'static str, String)>) -> BTreeMap<String, String> {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

impl Desk {
    pub async fn new(fake: impl Fake, book: Book) -> Self {
        let server = serve(fake, book).await.unwrap();
        let dir = tempfile::tempdir().unwrap();
        let key = StoreKey::generate().unwrap();
        let store = Arc::new(Store::create(dir.path(), &key, 0).unwrap());
        let new = NewAccount {
            name: "Shop".into(),
            provider: server.provider().into(),
            url: server.url.clone(),
            settings: pairs(server.settings()),
            secrets: pairs(server.secrets()),
        };
        let account = store.write(|tx| tx.account_add(&new, 0)).unwrap();
        // Small, so that there are pages, and nobody waits.
        let limits = Limits {
            page_limit: 4,
            tries: 3,
            body_bytes: 1 << 19,
            backoff_first: Duration::from_millis(1),
            ..Limits::default()
        };
        Self { server, store, account, limits, dir, key }
    }

    /// The server's own.
    fn clock(&self) -> Clock {
        let now: Millis = self.server.book(|book| book.now);
        Arc::new(move || now)
    }

    fn provider(&self) -> Box<dyn Provider> {
        let (settings, secrets) = (pairs(self.server.settings()), pairs(self.server.secrets()));
        let (id, limits) = (self.server.provider(), self.limits.clone());
        provider::connect(id, &self.server.url, &settings, &secrets, limits, self.clock()).unwrap()
    }

    pub async fn sync(&self) -> sync::Result<Report> {
        self.sync_until(Cancel::new()).await
    }

    pub async fn sync_until(&self, cancel: Cancel) -> sync::Result<Report> {
        let provider = self.provider();
        let run = sync::run(Arc::clone(&self.store), self.account, &*provider, self.clock(), cancel, |_| ());
        tokio::time::timeout(ENDLESS, run).await.expect("a sync comes to an end")
    }

    /// The store has what the server lists.
    pub fn agrees(&self, when: &str) {
        agree(&held(&self.store), &self.server.truth(), when);
        let held = times(&self.store);
        for (key, at) in self.server.times() {
            let held = held.get(&key).map(|held| held.div_euclid(1_000));
            assert_eq!(held, Some(at.div_euclid(1_000)), "{when}: the time of {key:?}");
        }
    }

    /// … and another sync writes nothing.
    pub async fn settled(&self, when: &str) {
        self.agrees(when);
        self.writes_nothing(when).await;
        self.agrees(when);
    }

    pub async fn writes_nothing(&self, when: &str) {
        let revision = self.store.revision();
        let again = self.sync().await.unwrap_or_else(|error| panic!("{when}, once more: {error}"));
        assert_eq!((again.new, again.changed), (0, 0), "{when}");
        assert_eq!(self.store.revision(), revision, "{when}: nothing is written anew");
    }

    /// Rows of all kinds, gone or not.
    pub fn rows(&self) -> i64 {
        let reader = self.store.reader().unwrap();
        let count = |kind: &Kind| {
            let sql = format!("SELECT count(*) FROM {}", kind.as_str());
            reader.query_row(&sql, [], |row| row.get::<_, i64>(0)).unwrap()
        };
        Kind::ALL.iter().map(count).sum()
    }

    pub async fn reopen(mut self) -> Self {
        while Arc::strong_count(&self.store) > 1 {
            tokio::task::yield_now().await;
        }
        drop(self.store);
        self.store = Arc::new(Store::open(self.dir.path(), &self.key, 0).unwrap());
        self
    }
}

/// What a store has and the server is not known to have lost.
pub fn held(store: &Store) -> Truth {
    let reader = store.reader().unwrap();
    let mut held = Truth::new();
    for kind in Kind::ALL.iter().copied() {
        let says = match kind {
            Kind::Session => "state",
            Kind::Message => "text",
            Kind::Delivery => "status",
            Kind::DeliveryEvent => "kind",
            Kind::SessionEvent => "action",
            _ => "coalesce(name, '')",
        };
        let of_session = match kind {
            Kind::Message | Kind::SessionEvent => "session_ext",
            _ => "''",
        };
        let sql = format!(
            "SELECT ext, {says} FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM gone WHERE kind = '{table}'
            AND gone.ext = t.ext OR kind = 'session' AND gone.ext = {of_session})",
            table = kind.as_str()
        );
        let mut rows = reader.prepare(&sql).unwrap();
        let rows =
            rows.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).unwrap();
        for row in rows {
            let (ext, says) = row.unwrap();
            assert_eq!(held.insert((kind, ext.clone()), says), None, "{kind:?} {ext} is held twice");
        }
    }
    held
}

fn times(store: &Store) -> Times {
    let reader = store.reader().unwrap();
    let mut times = Times::new();
    for (kind, column) in
        [(Kind::Session, "created_at"), (Kind::Message, "at"), (Kind::Delivery, "recorded_at")]
    {
        let mut rows = reader.prepare(&format!("SELECT ext, {column} FROM {}", kind.as_str())).unwrap();
        let rows = rows.query_map([], |row| Ok(((kind, row.get(0)?), row.get(1)?))).unwrap();
        times.extend(rows.map(Result::unwrap));
    }
    times
}

/// What is held is what is true, no more and no less.
pub fn agree(held: &Truth, truth: &Truth, when: &str) {
    let kinds: Vec<Kind> = truth.keys().map(|(kind, _)| *kind).collect();
    for (key, says) in truth {
        match held.get(key) {
            None => panic!("{when}: missing {key:?}"),
            Some(held) if held != says => panic!("{when}: {key:?} says {held:?}, not {says:?}"),
            Some(_) => {}
        }
    }
    // Some kinds are made here of what others say.
    let listed = held.keys().filter(|(kind, _)| kinds.contains(kind) && *kind != Kind::DeliveryEvent);
    for key in listed {
        assert!(truth.contains_key(key), "{when}: {key:?} is at the server no more");
    }
}
