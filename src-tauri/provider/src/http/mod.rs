//! The shared HTTP client: the account's own addresses, bounded in time and size, patient within reason.
//!
//! It promises to send the credentials to the account's own addresses only, to read no more than its limits
//! allow, and to wait as long as the server asks before it asks again, or else to give up and say so.

mod auth;
mod base;
mod body;
pub(crate) mod depth;
pub(crate) mod rate;
mod request;
mod retry;
mod said;
mod secret;

pub(crate) use auth::{Auth, Carried, Exchange, Login, Token, Tokens};
pub(crate) use base::Base;
pub(crate) use body::{json_fault, without_values};
pub(crate) use request::{Call, Request};
pub(crate) use said::words;
pub(crate) use secret::Secret;

use crate::limits::{Limits, REDIRECTS};
use crate::{Clock, Error, Rate, Reason, Result, Wait};
use model::Millis;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Response, StatusCode};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;

/// How a provider wants to be asked, where that differs from the rule.
pub(crate) struct Manners {
    pub agent: &'static str,
    /// The headers that tell how many requests are left.
    pub rate: Option<rate::Names>,
    /// Between two requests at least.
    pub pace: Option<Duration>,
    /// What a refusal of this status means, by its text, where it is not what HTTP says.
    pub refusal: fn(u16, &str) -> Option<Error>,
}

impl Default for Manners {
    fn default() -> Self {
        let agent = concat!("counterfoil/", env!("CARGO_PKG_VERSION"));
        Self { agent, rate: None, pace: None, refusal: |_, _| None }
    }
}

/// A client of one account.
pub(crate) struct Client {
    http: reqwest::Client,
    /// The account's address, and all of them.
    home: Base,
    bases: Vec<Base>,
    auth: Auth,
    manners: Manners,
    limits: Limits,
    clock: Clock,
    waits: watch::Sender<Option<Wait>>,
    /// What must never be shown: the account's secrets, and the tokens that came for them.
    hidden: Mutex<Vec<Secret>>,
    rate: Mutex<Option<Rate>>,
    /// When the next request may go.
    turn: tokio::sync::Mutex<Option<Instant>>,
}

/// A fault, and the wait that the server asks for, in milliseconds.
type Fault = (Error, Option<Millis>);

impl Client {
    /// `home`: the account's address; `more`: others of the same provider. Credentials go to these and to no
    /// other place.
    ///
    /// # Errors
    /// [`Error::Settings`] when a secret cannot stand in a header, or the system gives no TLS roots.
    pub fn new(
        home: Base,
        more: Vec<Base>,
        auth: Auth,
        manners: Manners,
        limits: Limits,
        clock: Clock,
    ) -> Result<Self> {
        let mut bases = more;
        bases.insert(0, home.clone());
        // A second installation is refused and harmless: the first is the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut headers = auth.headers()?;
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let origins: Vec<_> = bases.iter().map(Base::origin).collect();
        let redirect = Policy::custom(move |attempt| {
            let from = attempt.previous().first().map(|url| url.origin());
            let home = from.is_some_and(|from| attempt.url().origin() == from && origins.contains(&from));
            let far = attempt.previous().len() > REDIRECTS;
            if far || !home { attempt.stop() } else { attempt.follow() }
        });
        let mut builder = reqwest::Client::builder()
            .user_agent(manners.agent)
            .default_headers(headers)
            .redirect(redirect)
            .referer(false)
            .connect_timeout(limits.connect)
            .read_timeout(limits.read)
            .timeout(limits.total);
        if bases.iter().all(Base::is_loopback) {
            // Loopback needs neither a proxy nor the system's roots, which a bare machine may lack.
            builder = builder.no_proxy();
            if !bases.iter().any(Base::is_https) {
                builder = builder.tls_certs_only([]);
            }
        }
        let http = builder.build().map_err(|e| Error::Settings {
            what: format!("the secure connection cannot be prepared ({})", retry::cause(&e)),
        })?;
        let (hidden, rate) = (Mutex::new(auth.secrets()), Mutex::new(None));
        let (waits, turn) = (watch::Sender::new(None), tokio::sync::Mutex::new(None));
        Ok(Self { http, home, bases, auth, manners, limits, clock, waits, hidden, rate, turn })
    }

    pub fn base(&self) -> &Base {
        &self.home
    }

    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    pub fn now(&self) -> Millis {
        (self.clock)()
    }

    pub fn waits(&self) -> watch::Receiver<Option<Wait>> {
        self.waits.subscribe()
    }

    /// How many requests are left, as the last answer said.
    pub fn rate(&self) -> Option<Rate> {
        *self.rate.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// # Errors
    /// [`Error::ForeignLink`] for a link to another place.
    pub fn prepare(&self, request: &Request) -> Result<Call> {
        request.call(&self.bases)
    }

    /// Asks for JSON and reads it with `read`; tries again while the fault may pass.
    pub async fn ask<T>(&self, call: &Call, read: impl Fn(&str) -> Result<T>) -> Result<T> {
        let (mut tried, mut expired) = (0, false);
        loop {
            tried += 1;
            let token = self.token().await;
            let answer = match &token {
                Ok(token) => self.once(call, token.as_ref()).await,
                Err(error) => Err((error.clone(), None)),
            };
            let (error, asked) = match answer {
                Ok(text) => match read(&text) {
                    Ok(value) => return Ok(value),
                    Err(error @ Error::RateLimited { after, .. }) => (error, after),
                    Err(error) => (error, None),
                },
                Err(fault) => fault,
            };
            // A token that was good a moment ago is renewed once.
            if let (Auth::Exchange(tokens), Ok(Some(token)), Error::Unauthorized { code, .. }, false) =
                (&self.auth, &token, &error, expired)
                && *code != 403
            {
                tokens.expired(token).await;
                (expired, tried) = (true, tried - 1);
                continue;
            }
            let wait = match tried < retry::tries(&error, &self.limits) {
                true => retry::wait(&error, asked, tried, rand::random(), &self.limits),
                false => None,
            };
            let Some(wait) = wait else { return Err(self.scrub(error)) };
            self.pause(wait).await;
        }
    }

    fn scrub(&self, error: Error) -> Error {
        let hidden = self.hidden.lock().unwrap_or_else(PoisonError::into_inner);
        hidden.iter().fold(error, |error, secret| secret.scrub(error))
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
        tokio::time::sleep(Duration::from_millis(wait.millis.unsigned_abs())).await;
    }

    /// The token to show, of a provider that gives one for a login.
    async fn token(&self) -> Result<Option<Secret>> {
        let Auth::Exchange(tokens) = &self.auth else { return Ok(None) };
        let token = tokens.get(self.now(), |login| self.login(login)).await?;
        let held = tokens.held().await;
        let mut hidden = self.hidden.lock().unwrap_or_else(PoisonError::into_inner);
        let new: Vec<Secret> = held.into_iter().filter(|secret| !hidden.contains(secret)).collect();
        hidden.extend(new);
        Ok(Some(token))
    }

    async fn login(&self, login: Login) -> Result<String> {
        let call = login.request.call(&self.bases)?;
        let mut headers = HeaderMap::new();
        if let Some((user, password)) = &login.basic {
            headers.insert(reqwest::header::AUTHORIZATION, password.basic(user)?);
        }
        match self.send(&call, headers).await {
            Ok(text) => Ok(text),
            // What is refused at a login is the login.
            Err((Error::Status { code: code @ 400..=499, said }, _)) => {
                Err(Error::Unauthorized { code, said })
            }
            Err((error, _)) => Err(error),
        }
    }

    async fn once(&self, call: &Call, token: Option<&Secret>) -> std::result::Result<String, Fault> {
        match (&self.auth, token) {
            (Auth::Exchange(tokens), Some(token)) => {
                let carried = auth::carry(call, tokens.exchange.carried(), token);
                let (call, headers) = carried.map_err(|e| (e, None))?;
                self.send(&call, headers).await
            }
            _ => self.send(call, HeaderMap::new()).await,
        }
    }

    /// One request.
    async fn send(&self, call: &Call, headers: HeaderMap) -> std::result::Result<String, Fault> {
        if !self.bases.iter().any(|base| base.check(&call.url).is_ok()) {
            self.home.check(&call.url).map_err(|e| (e, None))?;
        }
        self.in_turn().await.map_err(|e| (e, None))?;
        let mut request = self.http.request(call.method.clone(), call.url.clone()).headers(headers);
        if let Some((kind, body)) = &call.body {
            request = request.header(CONTENT_TYPE, *kind).body(body.clone());
        }
        let mut response = request.send().await.map_err(|e| (retry::network(&e), None))?;
        let asked = self.asked(response.headers(), response.status());
        if response.status().is_success() && response.status() != StatusCode::NO_CONTENT {
            body::read_json(&mut response, self.limits.body_bytes).await.map_err(|e| (e, None))
        } else {
            let error = self.refusal(&mut response, asked).await;
            // Some tell the wait in words alone.
            let told = if let Error::RateLimited { after, .. } = &error { *after } else { None };
            Err((error, asked.or(told)))
        }
    }

    /// Waits until the provider takes another request.
    async fn in_turn(&self) -> Result<()> {
        if let Some(pace) = self.manners.pace {
            let mut turn = self.turn.lock().await;
            if let Some(turn) = *turn {
                tokio::time::sleep_until(turn).await;
            }
            *turn = Some(Instant::now() + pace);
        }
        let Some(millis) = rate::wait(self.rate(), self.now()) else { return Ok(()) };
        if millis > self.limits.wait_max.as_millis() as Millis {
            return Err(Error::RateLimited { after: Some(millis), said: String::new() });
        }
        self.pause(Wait { reason: Reason::RateLimited, millis }).await;
        Ok(())
    }

    /// Keeps what is left, and gives the wait that is asked for.
    fn asked(&self, headers: &HeaderMap, status: StatusCode) -> Option<Millis> {
        let now = self.now();
        let rate = self.manners.rate.as_ref().and_then(|names| rate::read(headers, names));
        if rate.is_some() {
            *self.rate.lock().unwrap_or_else(PoisonError::into_inner) = rate;
        }
        let renewed = || rate.and_then(|rate| rate.resets_at).map(|at| at.saturating_sub(now).max(0));
        let limited = status == StatusCode::TOO_MANY_REQUESTS;
        retry::after(headers, now).or_else(|| renewed().filter(|_| limited))
    }

    async fn refusal(&self, response: &mut Response, asked: Option<Millis>) -> Error {
        let status = response.status();
        if status.is_redirection() {
            let to = response.headers().get(reqwest::header::LOCATION).and_then(|l| l.to_str().ok());
            return self.home.misled(response.url(), to.unwrap_or_default());
        }
        let text = said::text(response).await;
        if let Some(error) = (self.manners.refusal)(status.as_u16(), &text) {
            return error;
        }
        let said = said::words(text.as_bytes());
        match status.as_u16() {
            429 => Error::RateLimited { after: asked, said },
            code @ (401 | 403) => Error::Unauthorized { code, said },
            code => Error::Status { code, said },
        }
    }
}
