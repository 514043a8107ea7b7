//! Reading an answer's body within bounds, and the first look at whether it is JSON at all.

use super::{depth, retry};
use crate::{Error, Result, limits};
use reqwest::Response;

/// The body as text of JSON that is not too deep. Sizes count what comes out of decompression.
pub(super) async fn read_json(response: &mut Response, most: usize) -> Result<String> {
    if response.content_length().is_some_and(|stated| stated > most as u64) {
        return Err(too_large(most));
    }
    let mut body: Vec<u8> = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|e| retry::network(&e))? {
        if body.len().saturating_add(chunk.len()) > most {
            return Err(too_large(most));
        }
        body.extend_from_slice(&chunk);
    }
    check(body)
}

fn too_large(most: usize) -> Error {
    Error::TooLarge { what: format!("over {most} bytes in one page") }
}

fn check(body: Vec<u8>) -> Result<String> {
    let fault = |what: &str| Err(Error::Malformed { what: what.to_owned() });
    let text = match String::from_utf8(body) {
        Ok(text) => text,
        Err(_) => return fault("it is not text in UTF-8"),
    };
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    let start = text.trim_start();
    if start.starts_with('<') {
        return fault("it is a web page, not JSON");
    }
    if start.is_empty() {
        return fault("it is empty");
    }
    if depth::of(text.as_bytes()) > limits::JSON_DEPTH {
        return fault("its JSON is nested too deep");
    }
    Ok(text)
}

/// A JSON fault as ours: an end too soon is a broken transfer, which may pass; the rest will not.
pub(crate) fn json_fault(what: &str, error: &serde_json::Error) -> Error {
    if error.is_eof() {
        Error::Network { why: "the answer broke off before its end".to_owned() }
    } else {
        Error::Malformed { what: format!("{what}: {}", without_values(&error.to_string())) }
    }
}

/// A reader's complaint without the value it complains about, which may be a customer's: values stand in
/// double quotes, names of fields do not.
pub(crate) fn without_values(complaint: &str) -> String {
    match (complaint.find('"'), complaint.rfind('"')) {
        (Some(first), Some(last)) if first < last => {
            let (before, after) = (complaint.get(..first), complaint.get(last + 1..));
            format!("{}…{}", before.unwrap_or_default(), after.unwrap_or_default())
        }
        _ => complaint.to_owned(),
    }
}
