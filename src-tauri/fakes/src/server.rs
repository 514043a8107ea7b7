//! A fake behind real HTTP.

use crate::asked::{Answer, Asked};
use crate::body;
use crate::odd::Odd;
use crate::trap::Trap;
use crate::trouble::Trouble;
use crate::twist::{Twist, Twists};
use crate::{Book, Fake, Times, Truth};
use axum::Router;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::response::Response;
use model::Kind;
use std::collections::HashMap;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A server that listens until this is dropped.
pub struct Running {
    pub url: String,
    inside: Arc<Mutex<Inside>>,
    listening: JoinHandle<()>,
    trap: Trap,
    poured: Arc<AtomicU64>,
}

struct Inside {
    fake: Box<dyn Fake>,
    book: Book,
    origin: String,
    trap: String,
    /// The trouble, from which request on, and how often.
    trouble: Option<(Trouble, usize, usize)>,
    /// Answers that it made others than they were.
    met: usize,
    twists: Twists,
    count: usize,
    /// The last answer of each list.
    last: HashMap<String, Answer>,
    asked: Vec<(Asked, Answer)>,
    poured: Arc<AtomicU64>,
    /// What happens to the book, and before which request.
    later: Option<(usize, Change)>,
}

type Change = Box<dyn FnOnce(&mut Book) + Send>;

impl Drop for Running {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

/// Serves a fake on loopback.
///
/// # Errors
/// Those of the system, when no port is free.
pub async fn serve(fake: impl Fake, book: Book) -> io::Result<Running> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    let (trap, poured) = (Trap::set().await?, Arc::default());
    let inside = Arc::new(Mutex::new(Inside {
        fake: Box::new(fake),
        book,
        origin: url.clone(),
        trap: trap.url.clone(),
        trouble: None,
        met: 0,
        twists: Twists::default(),
        count: 0,
        last: HashMap::new(),
        asked: Vec::new(),
        poured: Arc::clone(&poured),
        later: None,
    }));
    let shared = Arc::clone(&inside);
    let router = Router::new().fallback(move |request: Request| {
        let shared = Arc::clone(&shared);
        async move { answer(&shared, request).await }
    });
    let listening = tokio::spawn(async move {
        let _ = axum::serve(listener, router).await;
    });
    Ok(Running { url, inside, listening, trap, poured })
}

async fn answer(shared: &Mutex<Inside>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap_or_default();
    let query = parts.uri.query().unwrap_or_default();
    let mut inside = lock(shared);
    let asked = Asked {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: url::form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        headers: parts.headers,
        body: String::from_utf8_lossy(&body).into_owned(),
        origin: inside.origin.clone(),
    };
    inside.answer(asked)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Inside {
    fn answer(&mut self, asked: Asked) -> Response {
        let now = self.count;
        self.count += 1;
        if let Some((_, change)) = self.later.take_if(|(at, _)| *at <= now) {
            change(&mut self.book);
        }
        let asked = match &self.twists.ids {
            Some(ids) => ids.inward(asked),
            None => asked,
        };
        let trouble =
            self.trouble.filter(|(_, from, often)| (*from..from.saturating_add(*often)).contains(&now));
        let given = match trouble {
            Some((trouble, ..)) => self.troubled(trouble, &asked),
            None => self.plain(&asked),
        };
        let given = Answer { body: self.twists.outward(given.body), ..given };
        self.asked.push((asked, given.clone()));
        match trouble.map(|(trouble, ..)| trouble) {
            Some(Trouble::Cut) => body::cut(given),
            Some(Trouble::Broken) => body::broken(given),
            Some(Trouble::Flood) => body::flood(&self.poured),
            Some(Trouble::Bomb) => body::bomb(&self.poured),
            _ => given.response(),
        }
    }

    fn plain(&mut self, asked: &Asked) -> Answer {
        let answer = self.fake.answer(&self.book, asked);
        self.last.insert(self.fake.list(asked), answer.clone());
        answer
    }

    fn troubled(&mut self, trouble: Trouble, asked: &Asked) -> Answer {
        self.met += 1;
        match trouble {
            Trouble::Limit => return self.fake.limited(self.book.now),
            Trouble::Refuse => return self.fake.answer(&self.book, &asked.clone().by_nobody()),
            Trouble::Expire => {
                self.fake.expire();
                return self.plain(asked);
            }
            _ => {}
        }
        let shown: Vec<String> = self.fake.secrets().into_iter().map(|(_, secret)| secret).collect();
        if let Some(answer) = trouble.instead(&self.trap, &shown.join(" ")) {
            return answer;
        }
        let list = self.fake.list(asked);
        let before = self.last.get(&list).cloned();
        let made = self.plain(asked);
        let given = trouble.spoil(made.clone(), before.as_ref(), &self.trap);
        if given.body == made.body
            && !matches!(trouble, Trouble::Cut | Trouble::Broken | Trouble::Flood | Trouble::Bomb)
        {
            self.met -= 1;
        }
        // What was given once leads there once more.
        self.last.insert(list, given.clone());
        given
    }
}

impl Running {
    /// Changes what the server holds.
    pub fn book<T>(&self, change: impl FnOnce(&mut Book) -> T) -> T {
        change(&mut lock(&self.inside).book)
    }

    /// Changes it before the `at`-th request from now on.
    pub fn later(&self, at: usize, change: impl FnOnce(&mut Book) + Send + 'static) {
        let mut inside = lock(&self.inside);
        inside.later = Some((inside.count + at, Box::new(change)));
    }

    /// From the `from`-th request from now on, so many times.
    pub fn trouble(&self, trouble: Trouble, from: usize, often: usize) {
        let mut inside = lock(&self.inside);
        inside.met = 0;
        inside.trouble = Some((trouble, inside.count + from, often));
    }

    pub fn mend(&self) {
        lock(&self.inside).trouble = None;
    }

    /// What was asked and answered since this was last asked.
    pub fn asked(&self) -> Vec<(Asked, Answer)> {
        std::mem::take(&mut lock(&self.inside).asked)
    }

    /// Every answer from now on is written so.
    pub fn twist(&self, twist: Twist) {
        let mut inside = lock(&self.inside);
        match twist {
            Twist::Fields => inside.twists.fields = true,
            Twist::Words => inside.twists.words = inside.fake.words(),
            Twist::Ids => {
                inside.twists.ids = Some(Odd::of(&inside.fake.truth(&inside.book), inside.fake.made_ids()))
            }
        }
    }

    /// How many answers the trouble made others than they were.
    pub fn met(&self) -> usize {
        lock(&self.inside).met
    }

    /// Requests so far.
    pub fn count(&self) -> usize {
        lock(&self.inside).count
    }

    /// How often somebody was led to another place.
    pub fn lured(&self) -> usize {
        self.trap.came()
    }

    /// Bytes that left of bodies without end.
    pub fn poured(&self) -> u64 {
        self.poured.load(Ordering::Relaxed)
    }

    pub fn truth(&self) -> Truth {
        let inside = lock(&self.inside);
        let truth = inside.fake.truth(&inside.book);
        match &inside.twists.ids {
            Some(ids) => ids.truth(truth),
            None => truth,
        }
    }

    /// As [`Fake::times`].
    pub fn times(&self) -> Times {
        let inside = lock(&self.inside);
        let times = inside.fake.times(&inside.book);
        match &inside.twists.ids {
            Some(ids) => ids.times(times),
            None => times,
        }
    }

    pub fn made_ids(&self) -> &'static [Kind] {
        lock(&self.inside).fake.made_ids()
    }

    pub fn pages_by_link(&self) -> bool {
        lock(&self.inside).fake.pages_by_link()
    }

    pub fn provider(&self) -> &'static str {
        lock(&self.inside).fake.provider()
    }

    pub fn settings(&self) -> Vec<(&'static str, String)> {
        lock(&self.inside).fake.settings()
    }

    pub fn secrets(&self) -> Vec<(&'static str, String)> {
        lock(&self.inside).fake.secrets()
    }
}
