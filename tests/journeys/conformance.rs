//! What every connector holds, each against a server that speaks its provider's format: after whatever happens the
//! store has what the server lists, nothing twice, and a second sync writes nothing.

use fakes::{Book, Fake, Running, Trouble, Truth, serve};
use model::{Kind, Millis};
use provider::limits::Limits;
use provider::{Cancel, Clock, Provider};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use store::{NewAccount, Store};
use sync::Report;
use vault::StoreKey;

/// A server, a store, and the account between them.
struct Desk {
    server: Running,
    store: Arc<Store>,
    account: i64,
    dir: tempfile::TempDir,
    key: StoreKey,
}

fn pairs(fields: Vec<(&'static str, String)>) -> BTreeMap<String, String> {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

impl Desk {
    async fn new(fake: impl Fake, book: Book) -> Self {
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
        Self { server, store, account, dir, key }
    }

    /// The server's own.
    fn clock(&self) -> Clock {
        let now: Millis = self.server.book(|book| book.now);
        Arc::new(move || now)
    }

    fn provider(&self) -> Box<dyn Provider> {
        let limits = Limits {
            page_limit: 4,
            tries: 3,
            body_bytes: 1 << 19,
            backoff_first: Duration::from_millis(1),
            ..Limits::default()
        };
        let (settings, secrets) = (pairs(self.server.settings()), pairs(self.server.secrets()));
        provider::connect(self.server.provider(), &self.server.url, &settings, &secrets, limits, self.clock())
            .unwrap()
    }

    async fn sync(&self) -> sync::Result<Report> {
        self.sync_until(Cancel::new()).await
    }

    async fn sync_until(&self, cancel: Cancel) -> sync::Result<Report> {
        let provider = self.provider();
        sync::run(Arc::clone(&self.store), self.account, &*provider, self.clock(), cancel, |_| ()).await
    }

    /// What the store has and the server is not known to have lost.
    fn held(&self) -> Truth {
        let reader = self.store.reader().unwrap();
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

    /// The store has what the server lists.
    fn agrees(&self, when: &str) {
        let (held, truth) = (self.held(), self.server.truth());
        let kinds: Vec<Kind> = truth.keys().map(|(kind, _)| *kind).collect();
        let wrong = |what: &str, key: &(Kind, String)| panic!("{when}: {what} {key:?}");
        for (key, says) in &truth {
            match held.get(key) {
                None => wrong("missing", key),
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

    /// … and another sync writes nothing.
    async fn settled(&self, when: &str) {
        self.agrees(when);
        let revision = self.store.revision();
        let again = self.sync().await.unwrap();
        assert_eq!((again.new, again.changed), (0, 0), "{when}");
        self.agrees(when);
        assert_eq!(self.store.revision(), revision, "{when}: nothing is written anew");
    }

    async fn reopen(mut self) -> Self {
        while Arc::strong_count(&self.store) > 1 {
            tokio::task::yield_now().await;
        }
        drop(self.store);
        self.store = Arc::new(Store::open(self.dir.path(), &self.key, 0).unwrap());
        self
    }
}

const CHATS: u32 = 9;
const SENDS: u32 = 23;

async fn everything_arrives_and_changes_follow(fake: impl Fake) {
    let desk = Desk::new(fake, Book::new(CHATS, SENDS)).await;
    let first = desk.sync().await.unwrap();
    assert!(first.new > u64::from(CHATS + SENDS), "{first:?}");
    assert!(!desk.server.truth().is_empty());
    desk.settled("the first time").await;
    desk.server.book(Book::add);
    desk.sync().await.unwrap();
    desk.settled("after something new").await;
    desk.server.book(Book::change);
    let changed = desk.sync().await.unwrap();
    assert!(changed.changed > 0, "{changed:?}");
    desk.settled("after a change").await;
    desk.server.book(Book::vanish);
    desk.sync().await.unwrap();
    desk.settled("after something vanished").await;
}

async fn trouble_passes<F: Fake>(fake: impl Fn() -> F) {
    for trouble in Trouble::PASSING {
        for from in [0, 1, 2, 5, 9] {
            let desk = Desk::new(fake(), Book::new(CHATS, SENDS)).await;
            desk.server.trouble(trouble, from, 1);
            let when = format!("{trouble:?} at request {from}");
            desk.sync().await.unwrap_or_else(|error| panic!("{when}: {error}"));
            desk.settled(&when).await;
        }
    }
}

async fn trouble_that_lasts_is_told_and_recovered_from<F: Fake>(fake: impl Fn() -> F) {
    let lasting = Trouble::LASTING.into_iter().chain([Trouble::Repeat]);
    for trouble in lasting {
        for from in [1, 3, 7] {
            let desk = Desk::new(fake(), Book::new(CHATS, SENDS)).await;
            desk.server.trouble(trouble, from, usize::MAX / 2);
            let when = format!("{trouble:?} from request {from} on");
            let error = desk.sync().await.expect_err(&when).to_string();
            for (_, secret) in desk.server.secrets() {
                assert!(!error.contains(&secret), "{when}: {error}");
            }
            desk.server.mend();
            desk.sync().await.unwrap_or_else(|error| panic!("{when}, mended: {error}"));
            desk.settled(&when).await;
        }
    }
}

async fn a_stop_at_any_request_loses_nothing<F: Fake>(fake: impl Fn() -> F) {
    let requests = {
        let desk = Desk::new(fake(), Book::new(CHATS, SENDS)).await;
        desk.sync().await.unwrap();
        desk.server.asked().len()
    };
    for stop in (1..requests).step_by(3) {
        let desk = Desk::new(fake(), Book::new(CHATS, SENDS)).await;
        // What cannot be waited for ends the run there.
        desk.server.trouble(Trouble::Html, stop, usize::MAX / 2);
        let _ = desk.sync().await;
        desk.server.mend();
        desk.server.book(Book::add);
        let desk = desk.reopen().await;
        desk.sync().await.unwrap_or_else(|error| panic!("after a stop at {stop}: {error}"));
        desk.settled(&format!("after a stop at {stop}")).await;
    }
}

macro_rules! conformance {
    ($($name:ident: $fake:expr;)+) => {$(
        mod $name {
            #[tokio::test]
            async fn everything_arrives_and_changes_follow() {
                super::everything_arrives_and_changes_follow($fake).await;
            }

            #[tokio::test]
            async fn trouble_passes() {
                super::trouble_passes(|| $fake).await;
            }

            #[tokio::test]
            async fn trouble_that_lasts_is_told_and_recovered_from() {
                super::trouble_that_lasts_is_told_and_recovered_from(|| $fake).await;
            }

            #[tokio::test]
            async fn a_stop_at_any_request_loses_nothing() {
                super::a_stop_at_any_request_loses_nothing(|| $fake).await;
            }
        }
    )+};
}

conformance! {
    twilio: fakes::twilio::Twilio;
}
