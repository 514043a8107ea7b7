//! A small server of the log API over records in memory, which can be told to fail.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use model::{Kind, Millis, Record, Stamp};
use provider::Window;
use provider::log_api::wire::{self, PageOut, Root, Time};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

/// Answers in place of the gate, given what is asked, a list's query and how many came before it.
pub type Fault = Box<dyn Fn(&Asked, usize) -> Option<Response> + Send>;

#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    pub kind: Kind,
    pub cursor: Option<String>,
    pub since: Option<Millis>,
    pub window: Window,
}

/// How the gate heeds windows of time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Windows {
    /// It does not offer them.
    #[default]
    None,
    Kept,
    /// Announced, and then:
    Ignored,
    ForgottenByCursors,
    WithoutUntil,
    AlwaysEmpty,
}

impl Windows {
    fn heeded(self, asked: &Asked) -> Window {
        let window = asked.window;
        match self {
            Self::None | Self::Ignored => Window::EVER,
            Self::ForgottenByCursors if asked.cursor.is_some() => Window::EVER,
            Self::WithoutUntil => Window { until: None, ..window },
            Self::AlwaysEmpty if window != Window::EVER => Window { from: Some(0), until: Some(0) },
            _ => window,
        }
    }
}

#[derive(Default)]
pub struct Inside {
    /// By kind, then by change and id: the order of the format.
    rows: BTreeMap<Kind, BTreeMap<(Millis, String), Record>>,
    pub kinds: Vec<Kind>,
    pub windows: Windows,
    /// The server's clock.
    pub as_of: Millis,
    pub asked: Vec<Asked>,
    pub fault: Option<Fault>,
}

#[derive(Clone)]
pub struct Gate {
    pub url: String,
    inside: Arc<Mutex<Inside>>,
}

impl Gate {
    pub async fn open(as_of: Millis) -> Self {
        let inside = Inside { kinds: Kind::ALL.to_vec(), as_of, ..Inside::default() };
        let inside = Arc::new(Mutex::new(inside));
        let router = Router::new()
            .route("/v1", axum::routing::get(front))
            .route("/v1/{list}", axum::routing::get(list))
            .with_state(inside.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, inside }
    }

    /// Puts a record, in place of an older one with its id.
    pub fn put(&self, updated_at: Millis, record: Record) {
        self.with(|inside| {
            let rows = inside.rows.entry(record.kind()).or_default();
            rows.retain(|(_, id), _| id != record.id());
            rows.insert((updated_at, record.id().to_owned()), record);
        });
    }

    pub fn with<T>(&self, work: impl FnOnce(&mut Inside) -> T) -> T {
        work(&mut self.inside.lock().unwrap())
    }

    pub fn fail(&self, fault: impl Fn(&Asked, usize) -> Option<Response> + Send + 'static) {
        self.with(|inside| inside.fault = Some(Box::new(fault)));
    }

    pub fn mend(&self) {
        self.with(|inside| inside.fault = None);
    }

    /// What was asked since the last call.
    pub fn asked(&self) -> Vec<Asked> {
        self.with(|inside| std::mem::take(&mut inside.asked))
    }
}

type Shared = State<Arc<Mutex<Inside>>>;

async fn front(State(inside): Shared) -> Response {
    let inside = inside.lock().unwrap();
    let names = |kinds: &[Kind]| kinds.iter().map(|kind| kind.as_str().to_owned()).collect();
    let kinds = names(&inside.kinds);
    let windows = if inside.windows == Windows::None { Vec::new() } else { names(Kind::ALL) };
    let root =
        Root { name: "Gate".to_owned(), version: 1, time: Time(Stamp::utc(inside.as_of)), kinds, windows };
    serde_json::to_string(&root).unwrap().into_response()
}

async fn list(
    State(inside): Shared,
    Path(list): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let mut inside = inside.lock().unwrap();
    let Some(kind) = wire::kind_at(&list) else { return StatusCode::NOT_FOUND.into_response() };
    let moment = |name: &str| query.get(name).map(|text| Stamp::parse(text).unwrap().at);
    let window = Window { from: moment("from"), until: moment("until") };
    let asked = Asked { kind, cursor: query.get("cursor").cloned(), since: moment("updated_since"), window };
    inside.asked.push(asked.clone());
    let before = inside.asked.iter().filter(|a| a.kind == kind).count() - 1;
    if let Some(answer) = inside.fault.as_ref().and_then(|fault| fault(&asked, before)) {
        return answer;
    }
    let limit: usize = query["limit"].parse().unwrap();
    page(&inside, &asked, limit).into_response()
}

fn page(inside: &Inside, asked: &Asked, limit: usize) -> String {
    let after = asked.cursor.as_deref().map(|cursor| {
        let (at, id) = cursor.split_once('/').unwrap();
        (at.parse::<Millis>().unwrap(), id.to_owned())
    });
    let none = BTreeMap::new();
    let window = inside.windows.heeded(asked);
    let rows: Vec<_> = inside
        .rows
        .get(&asked.kind)
        .unwrap_or(&none)
        .iter()
        .filter(|(key, _)| key.0 >= asked.since.unwrap_or(Millis::MIN))
        .filter(|(_, record)| window.holds(wire::own_time(record)))
        .filter(|(key, _)| after.as_ref().is_none_or(|after| *key > after))
        .collect();
    let now: Vec<_> = rows.iter().take(limit).collect();
    let more = rows.len() > now.len();
    let next = now.last().filter(|_| more).map(|((at, id), _)| format!("{at}/{id}"));
    let objects: Vec<_> =
        now.iter().map(|((at, _), record)| wire::from_record(record, Stamp::utc(*at)).unwrap()).collect();
    serde_json::to_string(&PageOut {
        data: &objects.iter().map(AsRef::as_ref).collect::<Vec<_>>(),
        next: next.as_deref(),
        next_url: None,
        remaining: Some((rows.len() - now.len()) as u64),
        as_of: Time(Stamp::utc(inside.as_of)),
    })
    .unwrap()
}
