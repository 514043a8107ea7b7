//! Whether the index has each row once, and nothing else.

use crate::error::Result;
use crate::shape::Subject;
use crate::store::Store;
use crate::view::View;
use index::Cache;

/// How many keys, and a sum over them that no other set of keys is likely to have.
#[derive(Debug, Default, PartialEq, Eq)]
struct Census {
    rows: u64,
    sum: u64,
}

impl Census {
    fn add(&mut self, at: i64, id: i64) {
        self.rows += 1;
        self.sum = self.sum.wrapping_add(mixed((at as u64) ^ mixed(id as u64)));
    }
}

/// Each bit of the number moves about half of the result's (the finisher of SplitMix64).
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

impl Store {
    /// What the index has too many or too few of, in words.
    pub(crate) fn index_faults(&self) -> Result<Vec<String>> {
        let view = self.long_view()?;
        let said = |subject: Subject| match (rows(&view, subject), indexed(&view, subject)) {
            (Ok(rows), Ok(indexed)) if rows == indexed => None,
            (Ok(rows), Ok(indexed)) => Some(format!(
                "the index of {}s does not match them: {} rows, {} in the index",
                subject.kind().as_str(),
                rows.rows,
                indexed.rows
            )),
            (Err(error), _) | (_, Err(error)) => Some(error.to_string()),
        };
        Ok(Subject::ALL.into_iter().filter_map(said).collect())
    }
}

fn rows(view: &View<'_>, subject: Subject) -> Result<Census> {
    let mut census = Census::default();
    let sql = format!("SELECT {}, id FROM {}", subject.time(), subject.kind().as_str());
    let mut statement = view.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        census.add(row.get(0)?, row.get(1)?);
    }
    Ok(census)
}

fn indexed(view: &View<'_>, subject: Subject) -> Result<Census> {
    let mut census = Census::default();
    // Read once and from the file, whatever is in memory.
    let cache = Cache::new(0);
    for part in &view.catalog(subject).parts {
        let mut keys = part.segment.keys(view, &cache)?;
        for row in (0..part.segment.rows()).filter(|row| !part.dead.contains(*row)) {
            let (at, id) = keys.key(row)?;
            census.add(at, id);
        }
    }
    Ok(census)
}
