//! A client's id and secret for a token that goes into the query of each request.

use super::answer;
use crate::http::{self, Carried, Exchange, Request, Secret, Token};
use crate::{Error, Result};
use model::Millis;
use serde::Deserialize;
use serde_json::json;
use std::borrow::Cow;

pub(super) struct Login {
    pub client: String,
    pub secret: Secret,
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    access_token: Cow<'a, str>,
    /// In seconds.
    #[serde(default)]
    access_token_expire_time: Option<Millis>,
    #[serde(borrow, default)]
    refresh_token: Option<Cow<'a, str>>,
}

fn post(part: &str) -> Request {
    Request::post(["openapi", "v1.0", part])
}

impl Exchange for Login {
    fn login(&self) -> http::Login {
        let body = self.secret.shown_to(|secret| json!({"username": self.client, "password": secret}));
        http::Login { request: post("get_token").json(&body), basic: None }
    }

    fn renew(&self, refresh: &Secret) -> Option<http::Login> {
        let body = refresh.shown_to(|refresh| json!({"refresh_token": refresh}));
        Some(http::Login { request: post("refresh_token").json(&body), basic: None })
    }

    /// Whatever a login is refused for, it is not tried again: five that fail block the address. A fault of the PBX is
    /// no refusal.
    fn token(&self, text: &str) -> Result<Token> {
        let answer: Answer<'_> = answer::read("the login", text).map_err(|error| match error {
            Error::Status { code: ..500, said } | Error::Unauthorized { said, .. } => {
                Error::Unauthorized { code: 401, said }
            }
            Error::Settings { what } => Error::Unauthorized { code: 401, said: what },
            other => other,
        })?;
        Ok(Token {
            access: Secret::new(&answer.access_token),
            refresh: answer.refresh_token.as_deref().filter(|text| !text.is_empty()).map(Secret::new),
            lasts: answer.access_token_expire_time.map(|lasts| lasts.saturating_mul(1_000)),
        })
    }

    fn carried(&self) -> Carried {
        Carried::Query("access_token")
    }

    fn secrets(&self) -> Vec<Secret> {
        vec![self.secret.clone()]
    }
}
