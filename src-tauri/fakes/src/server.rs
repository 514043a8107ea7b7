//! A fake behind real HTTP.

use crate::asked::{Answer, Asked};
use crate::trouble::Trouble;
use crate::{Book, Fake, Truth};
use axum::Router;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::response::Response;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A server that listens until this is dropped.
pub struct Running {
    pub url: String,
    inside: Arc<Mutex<Inside>>,
    listening: JoinHandle<()>,
}

struct Inside {
    fake: Box<dyn Fake>,
    book: Book,
    origin: String,
    /// The trouble, from which request on, and how often.
    trouble: Option<(Trouble, usize, usize)>,
    count: usize,
    asked: Vec<(Asked, Answer)>,
}

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
    let inside = Arc::new(Mutex::new(Inside {
        fake: Box::new(fake),
        book,
        origin: url.clone(),
        trouble: None,
        count: 0,
        asked: Vec::new(),
    }));
    let shared = Arc::clone(&inside);
    let router = Router::new().fallback(move |request: Request| {
        let shared = Arc::clone(&shared);
        async move { answer(&shared, request).await }
    });
    let listening = tokio::spawn(async move {
        let _ = axum::serve(listener, router).await;
    });
    Ok(Running { url, inside, listening })
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
        let trouble =
            self.trouble.filter(|(_, from, often)| (*from..from + often).contains(&now)).map(|t| t.0);
        if trouble == Some(Trouble::Expire) {
            self.fake.expire();
        }
        let made = match trouble {
            Some(Trouble::Limit) => self.fake.limited(self.book.now),
            Some(trouble) => match trouble.answer() {
                Some(answer) => answer,
                None => self.fake.answer(&self.book, &asked),
            },
            None => self.fake.answer(&self.book, &asked),
        };
        let last = self.asked.last().map(|(_, answer)| answer.clone());
        let given = match (trouble, last) {
            (Some(Trouble::Repeat), Some(last)) => last,
            _ => made,
        };
        self.asked.push((asked, given.clone()));
        match trouble {
            Some(Trouble::Cut) => cut(given),
            _ => given.response(),
        }
    }
}

/// Half of the body: an object that does not end.
fn cut(answer: Answer) -> Response {
    let half = answer.body.len() / 2;
    let half = (0..=half).rev().find(|at| answer.body.is_char_boundary(*at)).unwrap_or(0);
    Answer { body: answer.body.get(..half).unwrap_or_default().to_owned(), ..answer }.response()
}

impl Running {
    /// Changes what the server holds.
    pub fn book<T>(&self, change: impl FnOnce(&mut Book) -> T) -> T {
        change(&mut lock(&self.inside).book)
    }

    /// From the `from`-th request from now on, so many times.
    pub fn trouble(&self, trouble: Trouble, from: usize, often: usize) {
        let mut inside = lock(&self.inside);
        inside.trouble = Some((trouble, inside.count + from, often));
    }

    pub fn mend(&self) {
        lock(&self.inside).trouble = None;
    }

    /// What was asked and answered since this was last asked.
    pub fn asked(&self) -> Vec<(Asked, Answer)> {
        std::mem::take(&mut lock(&self.inside).asked)
    }

    pub fn truth(&self) -> Truth {
        let inside = lock(&self.inside);
        inside.fake.truth(&inside.book)
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
