//! Whether an answer is good: the PBX tells it in the answer itself.

use crate::http::json_fault;
use crate::limits::SAID_CHARS;
use crate::{Error, Result};
use serde::Deserialize;
use std::borrow::Cow;

/// What every answer begins with. HTTP says 200 whatever happened.
#[derive(Deserialize)]
struct Head<'a> {
    #[serde(default, deserialize_with = "super::wire::whole")]
    errcode: Option<i64>,
    #[serde(borrow, default)]
    errmsg: Option<Cow<'a, str>>,
}

/// Reads an answer that says it is good.
///
/// # Errors
/// What the PBX says is wrong; [`Error::Malformed`].
pub(super) fn read<'a, T: Deserialize<'a>>(what: &str, text: &'a str) -> Result<T> {
    let head: Head<'_> = serde_json::from_str(text).map_err(|e| json_fault(what, &e))?;
    match fault(head.errcode.unwrap_or_default(), head.errmsg.as_deref().unwrap_or_default()) {
        Some(error) => Err(error),
        None => serde_json::from_str(text).map_err(|e| json_fault(what, &e)),
    }
}

/// Source: the guide's list of error codes.
fn fault(code: i64, message: &str) -> Option<Error> {
    let message: String = message.chars().filter(|c| !c.is_control()).take(SAID_CHARS).collect();
    let said = format!("{code} {message}").trim_end().to_owned();
    let status = |code| Some(Error::Status { code, said: said.clone() });
    match code {
        0 => None,
        // The token has come to its end.
        10004 => Some(Error::Unauthorized { code: 401, said }),
        // What the client may not read.
        10005 | 10009 | 70084 => Some(Error::Unauthorized { code: 403, said }),
        // The address is blocked: each further request would make it worse.
        70004 | 70087 => Some(Error::Settings {
            what:
                "the PBX has blocked the address of this computer (Security > Security Rules > Blocked IPs); \
                unblock it there, then sync again"
                    .to_owned(),
        }),
        // An internal fault; at work on it; at work on something large.
        -2 => status(500),
        2 | 70082 => status(503),
        // No such interface or data; not offered in this version; the API is switched off.
        10001..=10003 | 60001 | 70123 => status(404),
        _ => status(400),
    }
}
