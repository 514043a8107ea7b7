//! A client's id and secret for a bearer token.

use crate::Result;
use crate::http::{Carried, Exchange, Login, Request, Secret, Token, json_fault};
use model::Millis;
use serde::Deserialize;

pub(super) struct ClientCredentials {
    pub client: String,
    pub secret: Secret,
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    access_token: std::borrow::Cow<'a, str>,
    #[serde(default)]
    expires_in: Option<Millis>,
}

/// B2Chat gives the same token until its end. To ask again shortly before that brings nothing, so a token that is
/// good for no longer than this (in seconds) is used until it is refused.
const LATE: Millis = 180;

impl Exchange for ClientCredentials {
    fn login(&self) -> Login {
        let request = Request::post(["oauth", "token"]).form(&[("grant_type", "client_credentials")]);
        Login { request, basic: Some((self.client.clone(), self.secret.clone())) }
    }

    fn renew(&self, _: &Secret) -> Option<Login> {
        None
    }

    fn token(&self, text: &str) -> Result<Token> {
        let answer: Answer<'_> = serde_json::from_str(text).map_err(|e| json_fault("the login", &e))?;
        Ok(Token {
            access: Secret::new(&answer.access_token),
            refresh: None,
            lasts: answer.expires_in.filter(|lasts| *lasts > LATE).map(|lasts| lasts.saturating_mul(1_000)),
        })
    }

    fn carried(&self) -> Carried {
        Carried::Bearer
    }

    fn secrets(&self) -> Vec<Secret> {
        vec![self.secret.clone()]
    }
}
