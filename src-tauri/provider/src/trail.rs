//! The pages behind us while a kind is drained, so that a server that goes in circles is seen.

use crate::{Error, Page, Result, limits};
use sha2::{Digest, Sha256};
use std::collections::HashSet;

/// Remembers cursors and contents of one drain. Eight bytes of SHA-256 each: a chance meeting within the
/// largest drain has odds under one in ten million.
#[derive(Debug, Default)]
pub struct Trail {
    cursors: HashSet<u64>,
    contents: HashSet<u64>,
    empty: usize,
}

impl Trail {
    /// Begins at the cursor that a checkpoint kept, if any.
    pub fn from_cursor(cursor: Option<&str>) -> Self {
        let cursors = cursor.map(digest).into_iter().collect();
        Self { cursors, ..Self::default() }
    }

    /// Notes a page that has come.
    ///
    /// # Errors
    /// [`Error::Loop`] when all that it brings came before in the same page, when its next cursor was given
    /// before, when too many pages in a row are empty yet promise more, or when there is no end.
    pub fn step(&mut self, page: &Page) -> Result<()> {
        let fault = |what: &str| Err(Error::Loop { what: what.to_owned() });
        let bare = page.records.is_empty() && page.there.is_empty() && page.branches.is_empty();
        if !bare {
            self.empty = 0;
            if !self.contents.insert(contents(page)) {
                return fault("it sent the same page twice");
            }
        }
        let Some(next) = &page.next else { return Ok(()) };
        // Objects of which nothing is kept are none the less something that came.
        if bare && page.objects == 0 {
            self.empty += 1;
            if self.empty > limits::EMPTY_PAGES {
                return fault("it sends empty pages and promises more each time");
            }
        }
        if !self.cursors.insert(digest(next)) {
            return fault("its next page is one that came before");
        }
        if self.cursors.len() > limits::PAGES {
            return fault("it has sent a million pages and promises more");
        }
        Ok(())
    }
}

fn digest(cursor: &str) -> u64 {
    first(Sha256::new().chain_update(cursor))
}

fn contents(page: &Page) -> u64 {
    let sha = page
        .records
        .iter()
        .fold(Sha256::new(), |sha, record| sha.chain_update(record.digest().to_le_bytes()));
    let sha = page
        .there
        .iter()
        .fold(sha, |sha, (kind, id)| sha.chain_update(kind.as_str()).chain_update(id).chain_update([0]));
    first(page.branches.iter().fold(sha, |sha, branch| {
        sha.chain_update(branch.stream).chain_update(&branch.parent).chain_update([0])
    }))
}

fn first(sha: Sha256) -> u64 {
    let mut first = [0u8; 8];
    for (to, from) in first.iter_mut().zip(sha.finalize()) {
        *to = from;
    }
    u64::from_le_bytes(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Bot, Fetched, Record};

    fn page(ids: &[&str], next: Option<&str>) -> Page {
        let record = |id: &&str| {
            let bot = Bot { id: (*id).to_owned(), name: None, created_at: None };
            Fetched::new(Record::Bot(bot), format!("{{\"id\":\"{id}\"}}"))
        };
        Page { records: ids.iter().map(record).collect(), next: next.map(str::to_owned), ..Page::default() }
    }

    fn walk(start: Option<&str>, pages: &[Page]) -> Option<String> {
        let mut trail = Trail::from_cursor(start);
        pages.iter().find_map(|page| trail.step(page).err()).map(|e| e.to_string())
    }

    #[test]
    fn circles_are_seen_and_straight_ways_are_not() {
        let straight =
            [page(&["1"], Some("a")), page(&["2"], Some("b")), page(&[], Some("c")), page(&["3"], None)];
        assert_eq!(walk(None, &straight), None);
        let says = |start, pages: &[Page], word: &str| {
            let error = walk(start, pages).unwrap();
            assert!(error.contains(word), "{error}");
        };
        says(
            None,
            &[page(&["1"], Some("a")), page(&["2"], Some("b")), page(&["3"], Some("a"))],
            "came before",
        );
        says(Some("a"), &[page(&["1"], Some("a"))], "came before");
        says(None, &[page(&["1", "2"], Some("a")), page(&["1", "2"], Some("b"))], "same page twice");
        says(None, &[page(&["1"], Some("a")), page(&["1"], None)], "same page twice");
        let names: Vec<String> = (0..=limits::EMPTY_PAGES).map(|n| n.to_string()).collect();
        let empty: Vec<Page> = names.iter().map(|n| page(&[], Some(n))).collect();
        says(None, &empty, "empty pages");
        let passed: Vec<Page> = empty.into_iter().map(|page| Page { objects: 1, ..page }).collect();
        assert_eq!(walk(None, &passed), None, "objects of which nothing is kept came all the same");
    }
}
