//! A request as a fake sees it, and its answer.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Asked {
    pub method: String,
    pub path: String,
    pub query: Vec<(String, String)>,
    pub headers: HeaderMap,
    pub body: String,
    /// `http://127.0.0.1:1234`.
    pub origin: String,
}

impl Asked {
    /// The parts of the path.
    pub fn parts(&self) -> Vec<&str> {
        self.path.split('/').filter(|part| !part.is_empty()).collect()
    }

    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A number of the query, or this.
    pub fn number(&self, name: &str, or: usize) -> usize {
        self.query(name).and_then(|value| value.parse().ok()).unwrap_or(or)
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Whether it shows this name and password.
    pub fn is_basic(&self, user: &str, password: &str) -> bool {
        self.header("authorization") == format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
    }

    pub fn is_bearer(&self, token: &str) -> bool {
        self.header("authorization") == format!("Bearer {token}")
    }

    /// What the pages of one list have in common, with providers that tell them apart in the query.
    pub fn list(&self) -> String {
        let kept = self.query.iter().filter(|(name, _)| !OF_A_PAGE.contains(&name.as_str()));
        kept.fold(format!("{} {}", self.method, self.path), |list, (name, value)| {
            format!("{list} {name}={value}")
        })
    }

    /// By somebody who shows nothing.
    #[must_use]
    pub fn by_nobody(mut self) -> Self {
        self.headers.clear();
        self.query.retain(|(name, _)| name != "access_token");
        self
    }

    /// Path and query with another value for one name, as a link to another page.
    pub fn with(&self, name: &str, value: &str) -> String {
        let others = self.query.iter().filter(|(known, _)| known != name);
        let pairs = others.map(|(n, v)| (n.as_str(), v.as_str())).chain([(name, value)]);
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        format!("{}?{query}", self.path)
    }
}

/// Names of parameters that tell one page of a list from another, or who asks.
const OF_A_PAGE: [&str; 16] = [
    "page",
    "Page",
    "PageToken",
    "page_token",
    "cursor",
    "next",
    "offset",
    "since",
    "after",
    "before",
    "limit",
    "first_msg_id",
    "last_msg_id",
    "access_token",
    "PageSize",
    "page_size",
];

/// What is answered.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
}

impl Answer {
    pub fn json(body: &Value) -> Self {
        Self::status(200, body)
    }

    pub fn status(status: u16, body: &Value) -> Self {
        Self { status, headers: Vec::new(), body: body.to_string() }
    }

    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl ToString) -> Self {
        self.headers.push((name, value.to_string()));
        self
    }

    pub(crate) fn response(self) -> Response {
        let body = Body::from(self.body.clone());
        self.with_body(body)
    }

    /// With another body, of whatever length.
    pub(crate) fn with_body(self, body: Body) -> Response {
        let mut response = Response::new(body);
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        for (name, value) in self.headers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}
