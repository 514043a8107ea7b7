//! Strings one after the other in one block of memory.

/// Many strings in order of arrival.
#[derive(Debug, Default)]
pub struct Block {
    strings: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Block {
    pub fn push(&mut self, text: &str) {
        self.strings.push_str(text);
        self.ends.push(self.strings.len());
    }

    pub fn clear(&mut self) {
        self.strings.clear();
        self.ends.clear();
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Bytes of all strings together.
    pub fn bytes(&self) -> usize {
        self.strings.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(from, to)| self.strings.get(*from..*to).unwrap_or_default())
    }
}
