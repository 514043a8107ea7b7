//! The raw form of what is no JSON by itself: its cells under their titles, in their order.

use serde_json::Value;

/// An object that is written as it grows.
pub(crate) struct Object(String);

impl Object {
    pub fn new() -> Self {
        Self("{".to_owned())
    }

    pub fn put(&mut self, title: &str, cell: &str) {
        self.part(title, &Value::from(cell).to_string());
    }

    /// `json`: a value as it is.
    pub fn part(&mut self, title: &str, json: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.0.push_str(&Value::from(title).to_string());
        self.0.push(':');
        self.0.push_str(json);
    }

    /// The fields of another.
    pub fn all(&mut self, other: Self) {
        let fields = other.0.strip_prefix('{').unwrap_or_default();
        if self.0.len() > 1 && !fields.is_empty() {
            self.0.push(',');
        }
        self.0.push_str(fields);
    }

    pub fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// Deepest nesting of `{` and `[` outside strings. Text that is not JSON gives some number.
pub(crate) fn depth(json: &str) -> usize {
    let (mut now, mut deepest, mut quoted, mut escaped) = (0usize, 0usize, false, false);
    for byte in json.bytes() {
        match (quoted, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => quoted = !quoted,
            (false, b'{' | b'[') => {
                now += 1;
                deepest = deepest.max(now);
            }
            (false, b'}' | b']') => now = now.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
