//! A bounded memory of what was looked up lately: two generations, of which the older is dropped when
//! the younger is full. What is asked for again stays.

use std::collections::HashMap;

pub(crate) struct Recent<V> {
    young: HashMap<Box<[u8]>, V>,
    old: HashMap<Box<[u8]>, V>,
    /// Of a generation.
    most: usize,
    key: Vec<u8>,
}

impl<V> Recent<V> {
    /// Keeps at least the last `most`, at most twice as many.
    pub fn new(most: usize) -> Self {
        Self { young: HashMap::new(), old: HashMap::new(), most, key: Vec::new() }
    }

    pub fn forget(&mut self) {
        self.young.clear();
        self.old.clear();
    }

    pub fn get(&mut self, series: u8, account: i64, ext: &str) -> Option<&V> {
        self.spell(series, account, ext);
        if !self.young.contains_key(self.key.as_slice()) {
            let (key, value) = self.old.remove_entry(self.key.as_slice())?;
            self.keep(key, value);
        }
        self.young.get(self.key.as_slice())
    }

    pub fn put(&mut self, series: u8, account: i64, ext: &str, value: V) {
        self.spell(series, account, ext);
        let key = match self.old.remove_entry(self.key.as_slice()) {
            Some((key, _)) => key,
            None => self.key.as_slice().into(),
        };
        self.keep(key, value);
    }

    fn keep(&mut self, key: Box<[u8]>, value: V) {
        if self.young.len() >= self.most {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, value);
    }

    fn spell(&mut self, series: u8, account: i64, ext: &str) {
        self.key.clear();
        self.key.push(series);
        self.key.extend_from_slice(&account.to_le_bytes());
        self.key.extend_from_slice(ext.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_ones_are_remembered_and_the_rest_is_bounded() {
        let mut recent = Recent::new(6);
        for n in 0..100_i32 {
            recent.put(1, 7, &n.to_string(), n);
            assert_eq!(recent.get(1, 7, &(n - 2).max(0).to_string()), Some(&(n - 2).max(0)));
            assert_eq!(recent.get(1, 7, "0"), Some(&0), "asked for again and again");
            assert!(recent.young.len() + recent.old.len() <= 12);
        }
        for (series, account, ext) in [(1, 7, "50"), (2, 7, "99"), (1, 8, "99")] {
            assert_eq!(recent.get(series, account, ext), None, "{series} {account} {ext}");
        }
        recent.put(1, 7, "99", 5);
        assert_eq!(recent.get(1, 7, "99"), Some(&5));
        recent.forget();
        assert_eq!(recent.get(1, 7, "99"), None);
    }
}
