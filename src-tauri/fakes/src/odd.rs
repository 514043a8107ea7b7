//! Ids of other forms than a fake makes: put in the place of its own in answers, and back again in requests.
//!
//! A number grows beyond what a floating number holds. A text becomes one with signs that mean something in an
//! address or in JSON, with leading zeros, or a long one.

use crate::json;
use crate::{Asked, Times, Truth};
use model::Kind;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What is added to numbers: 2^53 + 1.
const BEYOND: u64 = 9_007_199_254_740_993;
/// Texts that are changed, of each kind.
const OF_A_KIND: usize = 4;
/// A shorter text may stand for anything.
const SHORTEST: usize = 8;

#[derive(Debug, Default)]
pub struct Odd {
    /// Texts, and what stands for them.
    texts: BTreeMap<String, String>,
    /// Kinds whose ids stay as a client makes them.
    made: &'static [Kind],
}

impl Odd {
    /// For some of the ids that are there now.
    pub fn of(truth: &Truth, made: &'static [Kind]) -> Self {
        let (mut texts, mut counts) = (BTreeMap::new(), BTreeMap::<Kind, usize>::new());
        for (kind, id) in truth.keys().filter(|(kind, _)| !made.contains(kind)) {
            let count = counts.entry(*kind).or_default();
            if *count < OF_A_KIND && number(id).is_none() && id.len() >= SHORTEST && !id.contains('/') {
                texts.entry(id.clone()).or_insert_with(|| form(*count, kind.as_str()));
                *count += 1;
            }
        }
        Self { texts, made }
    }

    pub fn outward(&self, value: &mut Value) {
        json::objects(value, &mut |object| self.object(object));
    }

    fn object(&self, object: &mut Map<String, Value>) {
        for (name, value) in object.iter_mut() {
            let is_id = name == "id" || ["_id", "Id", "_ids", "Ids"].iter().any(|end| name.ends_with(end));
            match value {
                Value::Array(items) => items.iter_mut().for_each(|item| self.value(item, is_id)),
                value => self.value(value, is_id),
            }
        }
    }

    fn value(&self, value: &mut Value, is_id: bool) {
        match value {
            Value::Number(known) if is_id => {
                // A zero says that there is none.
                if let Some(far) = known.as_u64().filter(|n| *n > 0).and_then(|n| n.checked_add(BEYOND)) {
                    *value = Value::from(far);
                }
            }
            Value::String(text) => match (self.texts.get(text), number(text).filter(|_| is_id)) {
                (Some(odd), _) => *text = odd.clone(),
                (None, Some(n)) => *text = (n + BEYOND).to_string(),
                _ => {}
            },
            _ => {}
        }
    }

    /// A request in the fake's own terms.
    pub fn inward(&self, mut asked: Asked) -> Asked {
        let back = |text: &str| match self.texts.iter().find(|(_, odd)| odd.as_str() == text) {
            Some((plain, _)) => plain.clone(),
            None => near(text).unwrap_or_else(|| text.to_owned()),
        };
        let parts = asked.path.split('/').map(|part| back(&decoded(part))).collect::<Vec<_>>();
        asked.path = parts.join("/");
        asked.query.iter_mut().for_each(|(_, value)| *value = back(value));
        asked
    }

    fn id(&self, kind: Kind, id: &str) -> String {
        if self.made.contains(&kind) {
            return grown(id).unwrap_or_else(|| id.to_owned());
        }
        if let Some(n) = number(id) {
            return (n + BEYOND).to_string();
        }
        // Ids that are put together of several hold them whole.
        let parts = id.split('/').map(|part| self.texts.get(part).map_or(part, String::as_str));
        parts.collect::<Vec<_>>().join("/")
    }

    pub fn truth(&self, truth: Truth) -> Truth {
        truth.into_iter().map(|((kind, id), says)| ((kind, self.id(kind, &id)), says)).collect()
    }

    pub fn times(&self, times: Times) -> Times {
        times.into_iter().map(|((kind, id), at)| ((kind, self.id(kind, &id)), at)).collect()
    }
}

/// One that stands for the `n`-th of its kind.
fn form(n: usize, kind: &str) -> String {
    match n % OF_A_KIND {
        0 => format!("000{}", kind.len()) + kind,
        1 => format!("{kind} 聊天 🙂 %2e%2e?x=1&y=#z+"),
        2 => format!("{kind}{}", "ü".repeat(300)),
        _ => format!("\"{kind}\" \\ <b>'"),
    }
}

/// A number as ids are.
fn number(id: &str) -> Option<u64> {
    id.parse().ok().filter(|n: &u64| (1..BEYOND).contains(n) && n.to_string() == id)
}

/// A number with a word before or behind it, grown.
fn grown(id: &str) -> Option<String> {
    if let Some((n, word)) = id.split_once('/') {
        return Some(format!("{}/{word}", number(n)? + BEYOND));
    }
    let (word, n) = id.rsplit_once('-')?;
    Some(format!("{word}-{}", number(n)? + BEYOND))
}

/// The number that grew to this.
fn near(text: &str) -> Option<String> {
    let far: u64 = text.parse().ok()?;
    far.checked_sub(BEYOND).map(|n| n.to_string())
}

fn decoded(part: &str) -> String {
    // They mean nothing in a path.
    let part = part.replace('+', "%2B").replace('&', "%26");
    url::form_urlencoded::parse(format!("x={part}").as_bytes())
        .next()
        .map(|(_, v)| v.into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn asked(path: &str) -> Asked {
        Asked {
            method: "GET".into(),
            path: path.into(),
            query: vec![("after".into(), (BEYOND + 5).to_string())],
            headers: Default::default(),
            body: String::new(),
            origin: String::new(),
        }
    }

    #[test]
    fn what_goes_out_comes_back() {
        let key = |id: &str| (Kind::Session, id.to_owned());
        let truth = Truth::from([(key("CH00000001"), "open".into()), (key("17"), "open".into())]);
        let odd = Odd::of(&truth, &[]);
        let mut value = json!({"id": 17, "sid": "CH00000001", "inbox_id": "17", "count": 17, "tag_ids": [3]});
        odd.outward(&mut value);
        let far = 17 + BEYOND;
        let sid = value["sid"].as_str().unwrap().to_owned();
        assert_ne!(sid, "CH00000001");
        assert_eq!(
            value,
            json!({"id": far, "sid": sid, "inbox_id": far.to_string(), "count": 17, "tag_ids": [3 + BEYOND]})
        );
        assert_eq!(
            odd.truth(truth).into_keys().collect::<Vec<_>>(),
            Truth::from([(key(&sid), String::new()), (key(&far.to_string()), String::new())])
                .into_keys()
                .collect::<Vec<_>>()
        );
        let encoded: String = url::form_urlencoded::byte_serialize(sid.as_bytes()).collect();
        let back = odd.inward(asked(&format!("/v1/{}/x/{far}", encoded.replace('+', "%20"))));
        assert_eq!((back.path.as_str(), back.query("after")), ("/v1/CH00000001/x/17", Some("5")));
    }
}
