//! SQL under construction, with the values that belong to its question marks.

use rusqlite::types::Value;

#[derive(Debug, Default)]
pub struct Sql {
    pub text: String,
    pub values: Vec<Value>,
}

impl Sql {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), values: Vec::new() }
    }

    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    pub fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        self.push("?")
    }

    /// `function(expression, ?)`.
    pub fn call(&mut self, function: &str, expression: &str, value: &str) -> &mut Self {
        self.push(function).push("(").push(expression).push(", ").bind(value.to_owned()).push(")")
    }

    /// What `each` writes for every item, with ` OR ` between; `0` when there is none.
    pub fn any<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut each: impl FnMut(&mut Self, T),
    ) -> &mut Self {
        let before = self.text.len();
        for item in items {
            if self.text.len() > before {
                self.push(" OR ");
            }
            each(self, item);
        }
        if self.text.len() == before { self.push("0") } else { self }
    }

    #[cfg(test)]
    pub fn params(&self) -> impl rusqlite::Params {
        rusqlite::params_from_iter(self.values.iter())
    }
}
