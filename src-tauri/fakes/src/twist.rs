//! What a server may write that nobody has seen of it yet, without doing anything wrong.

use crate::json;
use crate::odd::Odd;
use serde_json::{Map, Value, json};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twist {
    /// A field in every object that nobody knows.
    Fields,
    /// Words that nobody knows in fields that are of a closed set.
    Words,
    /// Ids of other forms: long ones, with signs, beyond what a floating number holds.
    Ids,
}

/// Stands where a word of a closed set did …
pub const WORD: &str = "zz_unforeseen";
/// … or a number.
pub const NUMBER: u32 = 97;

/// The twists of a server.
#[derive(Debug, Default)]
pub struct Twists {
    pub fields: bool,
    pub words: &'static [&'static str],
    pub ids: Option<Odd>,
}

impl Twists {
    /// The body of an answer as it is sent.
    pub fn outward(&self, body: String) -> String {
        if !self.fields && self.words.is_empty() && self.ids.is_none() {
            return body;
        }
        let Ok(mut value) = serde_json::from_str::<Value>(&body) else { return body };
        if let Some(ids) = &self.ids {
            ids.outward(&mut value);
        }
        json::objects(&mut value, &mut |object| {
            unforeseen(object, self.words);
            if self.fields {
                object.insert("zz_unknown".to_owned(), json!({"a": [1, "x", null, {}], "": -0.5}));
            }
        });
        value.to_string()
    }
}

fn unforeseen(object: &mut Map<String, Value>, words: &[&str]) {
    for (_, value) in object.iter_mut().filter(|(name, _)| words.contains(&name.as_str())) {
        match value {
            Value::String(_) => *value = Value::from(WORD),
            Value::Number(_) => *value = Value::from(NUMBER),
            _ => {}
        }
    }
}
