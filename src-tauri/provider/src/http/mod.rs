//! The shared HTTP client: one origin, bounded in time and size, patient within reason.
//!
//! It promises to send the credentials to the account's own origin only, to read no more than its limits
//! allow, and to wait as long as the server asks before it asks again, or else to give up and say so.

mod base;
mod body;
pub(crate) mod depth;
mod retry;
mod said;
mod secret;

pub(crate) use base::Base;
pub(crate) use body::{json_fault, without_values};
pub(crate) use secret::Secret;

use crate::limits::{Limits, REDIRECTS};
use crate::{Clock, Error, Result, Wait};
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Response, StatusCode};
use tokio::sync::watch;
use url::Url;

/// A client of one account.
pub(crate) struct Client {
    http: reqwest::Client,
    base: Base,
    secret: Secret,
    limits: Limits,
    clock: Clock,
    waits: watch::Sender<Option<Wait>>,
}

impl Client {
    /// A client that shows `secret` as a bearer token.
    ///
    /// # Errors
    /// [`Error::Settings`] when the token cannot stand in a header, or the system gives no TLS roots.
    pub fn bearer(base: Base, secret: Secret, limits: Limits, clock: Clock) -> Result<Self> {
        // A second installation is refused and harmless: the first is the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(AUTHORIZATION, secret.bearer()?);
        let origin = base.origin();
        let redirect = Policy::custom(move |attempt| {
            let far = attempt.previous().len() > REDIRECTS;
            if far || attempt.url().origin() != origin { attempt.stop() } else { attempt.follow() }
        });
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("counterfoil/", env!("CARGO_PKG_VERSION")))
            .default_headers(headers)
            .redirect(redirect)
            .referer(false)
            .connect_timeout(limits.connect)
            .read_timeout(limits.read)
            .timeout(limits.total);
        if base.is_loopback() {
            // Loopback needs neither a proxy nor the system's roots, which a bare machine may lack.
            builder = builder.no_proxy();
            if !base.is_https() {
                builder = builder.tls_certs_only([]);
            }
        }
        let http = builder.build().map_err(|e| Error::Settings {
            what: format!("the secure connection cannot be prepared ({})", retry::cause(&e)),
        })?;
        Ok(Self { http, base, secret, limits, clock, waits: watch::Sender::new(None) })
    }

    pub fn base(&self) -> &Base {
        &self.base
    }

    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    pub fn now(&self) -> model::Millis {
        (self.clock)()
    }

    pub fn waits(&self) -> watch::Receiver<Option<Wait>> {
        self.waits.subscribe()
    }

    /// Asks for JSON and reads it with `read`; tries again while the fault may pass.
    pub async fn get<T>(&self, url: &Url, read: impl Fn(&str) -> Result<T>) -> Result<T> {
        let mut tried = 0;
        loop {
            tried += 1;
            let (error, asked) = match self.once(url).await {
                Ok(text) => match read(&text) {
                    Ok(value) => return Ok(value),
                    Err(error) => (error, None),
                },
                Err(fault) => fault,
            };
            let wait = match tried < retry::tries(&error, &self.limits) {
                true => retry::wait(&error, asked, tried, rand::random(), &self.limits),
                false => None,
            };
            let Some(wait) = wait else { return Err(self.secret.scrub(error)) };
            self.pause(wait).await;
        }
    }

    /// Waits, and says so to whoever watches. Dropping the future ends both.
    async fn pause(&self, wait: Wait) {
        struct Clear<'a>(&'a watch::Sender<Option<Wait>>);
        impl Drop for Clear<'_> {
            fn drop(&mut self) {
                self.0.send_replace(None);
            }
        }
        self.waits.send_replace(Some(wait));
        let _clear = Clear(&self.waits);
        tokio::time::sleep(std::time::Duration::from_millis(wait.millis.unsigned_abs())).await;
    }

    /// One request. The error comes with the wait that the server asks for, in milliseconds.
    async fn once(&self, url: &Url) -> std::result::Result<String, (Error, Option<model::Millis>)> {
        self.base.check(url).map_err(|e| (e, None))?;
        let mut response = self.http.get(url.clone()).send().await.map_err(|e| (retry::network(&e), None))?;
        let asked = retry::after(response.headers(), self.now());
        if response.status() == StatusCode::OK {
            body::read_json(&mut response, self.limits.body_bytes).await.map_err(|e| (e, None))
        } else {
            Err((self.refusal(&mut response, asked).await, asked))
        }
    }

    async fn refusal(&self, response: &mut Response, asked: Option<model::Millis>) -> Error {
        let status = response.status();
        if status.is_redirection() {
            let to = response.headers().get(reqwest::header::LOCATION).and_then(|l| l.to_str().ok());
            return self.base.misled(response.url(), to.unwrap_or_default());
        }
        let said = said::read(response).await;
        match status.as_u16() {
            429 => Error::RateLimited { after: asked, said },
            code @ (401 | 403) => Error::Unauthorized { code, said },
            code => Error::Status { code, said },
        }
    }
}
