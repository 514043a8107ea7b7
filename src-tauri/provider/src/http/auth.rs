//! How a provider is shown who asks.

use super::{Call, Request, Secret};
use crate::{Error, Result};
use model::Millis;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName};
use tokio::sync::Mutex;

/// The ways there are.
pub(crate) enum Auth {
    /// Each in a header of its own.
    Headers(Vec<(HeaderName, Secret)>),
    Basic {
        user: String,
        password: Secret,
    },
    Bearer(Secret),
    /// A login gives a token for some time.
    Exchange(Tokens),
}

impl Auth {
    /// What goes with every request.
    ///
    /// # Errors
    /// [`Error::Settings`] for secrets that cannot stand in a header.
    pub fn headers(&self) -> Result<HeaderMap> {
        let mut headers = HeaderMap::new();
        match self {
            Self::Exchange(_) => {}
            Self::Headers(each) => {
                for (name, secret) in each {
                    headers.insert(name, secret.header("")?);
                }
            }
            Self::Basic { user, password } => {
                headers.insert(AUTHORIZATION, password.basic(user)?);
            }
            Self::Bearer(token) => {
                headers.insert(AUTHORIZATION, token.header("Bearer ")?);
            }
        }
        Ok(headers)
    }

    /// All that must never be shown.
    pub fn secrets(&self) -> Vec<Secret> {
        match self {
            Self::Headers(each) => each.iter().map(|(_, secret)| secret.clone()).collect(),
            Self::Basic { password, .. } => vec![password.clone()],
            Self::Bearer(token) => vec![token.clone()],
            Self::Exchange(tokens) => tokens.exchange.secrets(),
        }
    }
}

/// A provider's way from a login to a token.
pub(crate) trait Exchange: Send + Sync {
    fn login(&self) -> Login;
    /// How a token is renewed, where a login need not be repeated.
    fn renew(&self, refresh: &Secret) -> Option<Login>;
    /// # Errors
    /// [`Error::Unauthorized`] when the answer says that the login is refused.
    fn token(&self, text: &str) -> Result<Token>;
    fn carried(&self) -> Carried;
    fn secrets(&self) -> Vec<Secret>;
}

/// A request that gets a token. Nothing of it is ever shown.
pub(crate) struct Login {
    pub request: Request,
    /// Shown in the way of [`Auth::Basic`].
    pub basic: Option<(String, Secret)>,
}

pub(crate) struct Token {
    pub access: Secret,
    pub refresh: Option<Secret>,
    /// Milliseconds that it is good for, where the provider says.
    pub lasts: Option<Millis>,
}

/// Where a token stands in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carried {
    Bearer,
    Query(&'static str),
}

/// The token of an account. One login is under way at a time, and a refused one is never repeated: some
/// providers lock out whoever tries too often.
pub(crate) struct Tokens {
    pub exchange: Box<dyn Exchange>,
    held: Mutex<Held>,
}

enum Held {
    Nothing,
    Token { token: Token, until: Option<Millis> },
    Refused(Error),
}

/// A token is renewed when it is good for no longer than this: the longest request, and clocks that differ.
const MARGIN: Millis = 90_000;

impl Tokens {
    pub fn new(exchange: Box<dyn Exchange>) -> Self {
        Self { exchange, held: Mutex::new(Held::Nothing) }
    }

    /// The token to show, got by `send` where there is none yet.
    ///
    /// # Errors
    /// Those of `send` and of [`Exchange::token`].
    pub async fn get<S, F>(&self, now: Millis, send: S) -> Result<Secret>
    where
        S: Fn(Login) -> F,
        F: Future<Output = Result<String>>,
    {
        let mut held = self.held.lock().await;
        let refresh = match &*held {
            Held::Refused(error) => return Err(error.clone()),
            Held::Token { token, until } if until.is_none_or(|until| until > now.saturating_add(MARGIN)) => {
                return Ok(token.access.clone());
            }
            Held::Token { token, .. } => token.refresh.clone(),
            Held::Nothing => None,
        };
        *held = Held::Nothing;
        if let Some(renew) = refresh.and_then(|refresh| self.exchange.renew(&refresh)) {
            let renewed = send(renew).await.and_then(|text| self.exchange.token(&text));
            match renewed {
                Ok(token) => return Ok(hold(&mut held, token, now)),
                // It may be too old, and then a login is due.
                Err(Error::Unauthorized { .. } | Error::Status { .. } | Error::Malformed { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        let login = send(self.exchange.login()).await.and_then(|text| self.exchange.token(&text));
        match login {
            Ok(token) => Ok(hold(&mut held, token, now)),
            Err(error) => {
                if let Error::Unauthorized { .. } = &error {
                    *held = Held::Refused(error.clone());
                }
                Err(error)
            }
        }
    }

    /// The token, and what renews it: never to be shown.
    pub async fn held(&self) -> Vec<Secret> {
        match &*self.held.lock().await {
            Held::Token { token, .. } => {
                [Some(token.access.clone()), token.refresh.clone()].into_iter().flatten().collect()
            }
            _ => Vec::new(),
        }
    }

    /// The provider does not know `token` any more; another may have come since.
    pub async fn expired(&self, token: &Secret) {
        let mut held = self.held.lock().await;
        if let Held::Token { token: current, until } = &mut *held
            && current.access == *token
        {
            *until = Some(Millis::MIN);
        }
    }
}

fn hold(held: &mut Held, token: Token, now: Millis) -> Secret {
    let until = token.lasts.map(|lasts| now.saturating_add(lasts));
    let access = token.access.clone();
    *held = Held::Token { token, until };
    access
}

/// Puts a token where it belongs.
pub(super) fn carry(call: &Call, carried: Carried, token: &Secret) -> Result<(Call, HeaderMap)> {
    let (mut call, mut headers) = (call.clone(), HeaderMap::new());
    match carried {
        Carried::Bearer => {
            headers.insert(AUTHORIZATION, token.header("Bearer ")?);
        }
        Carried::Query(name) => {
            let others: Vec<(String, String)> = call
                .url
                .query_pairs()
                .filter(|(known, _)| known != name)
                .map(|(n, v)| (n.into_owned(), v.into_owned()))
                .collect();
            let mut query = call.url.query_pairs_mut();
            query.clear().extend_pairs(others);
            token.shown_to(|token| {
                query.append_pair(name, token);
            });
            drop(query);
        }
    }
    Ok((call, headers))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Tokens `t1`, `t2` …; the text says how long they last.
    struct Counting;

    impl Exchange for Counting {
        fn login(&self) -> Login {
            Login { request: Request::get(["login"]), basic: None }
        }
        fn renew(&self, _: &Secret) -> Option<Login> {
            Some(Login { request: Request::get(["renew"]), basic: None })
        }
        fn token(&self, text: &str) -> Result<Token> {
            let (access, lasts) =
                text.split_once(' ').ok_or(Error::Unauthorized { code: 401, said: text.to_owned() })?;
            Ok(Token {
                access: Secret::new(access),
                refresh: Some(Secret::new("again")),
                lasts: lasts.parse().ok(),
            })
        }
        fn carried(&self) -> Carried {
            Carried::Bearer
        }
        fn secrets(&self) -> Vec<Secret> {
            Vec::new()
        }
    }

    #[tokio::test]
    async fn a_token_is_kept_renewed_in_time_and_a_refusal_is_final() {
        let tokens = Tokens::new(Box::new(Counting));
        let asked = AtomicUsize::new(0);
        let answers = ["t1 200000", "t2 200000", "old", "t3 200000"];
        let send = |_: Login| {
            let text = answers[asked.fetch_add(1, Ordering::Relaxed)].to_owned();
            async move { Ok(text) }
        };
        let get = async |now| tokens.get(now, send).await.map(|token| token.shown_to(str::to_owned));
        assert_eq!(get(0).await, Ok("t1".to_owned()));
        assert_eq!(get(100_000).await, Ok("t1".to_owned()), "kept");
        assert_eq!(get(120_000).await, Ok("t2".to_owned()), "renewed before its end");
        tokens.expired(&Secret::new("t1")).await;
        assert_eq!(get(120_000).await, Ok("t2".to_owned()), "an older one's end means nothing");
        tokens.expired(&Secret::new("t2")).await;
        assert_eq!(get(120_000).await, Ok("t3".to_owned()), "what cannot be renewed is got by a login");
        tokens.expired(&Secret::new("t3")).await;
        let refused = AtomicUsize::new(0);
        let send = |_: Login| {
            refused.fetch_add(1, Ordering::Relaxed);
            async { Ok("no".to_owned()) }
        };
        for _ in 0..3 {
            assert!(matches!(tokens.get(120_000, send).await, Err(Error::Unauthorized { .. })));
        }
        assert_eq!(refused.load(Ordering::Relaxed), 2, "a renewal and a login, and no more after that");
    }
}
