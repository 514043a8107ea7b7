//! What a first load that has not come to its end covers so far, for whoever shows lists meanwhile.

use crate::Result;
use crate::place::Back;
use model::{Kind, Millis};
use provider::Stream;
use serde::Serialize;
use store::Store;

/// A kind whose older records are still to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Covered {
    pub kind: Kind,
    /// Everything since this moment (epoch ms, the record's own time) was here when the load came by;
    /// `None` when that cannot be said of any stretch yet.
    pub back_to: Option<Millis>,
}

/// How far the first load of an account has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Never empty; kinds that are complete are not among them.
    pub kinds: Vec<Covered>,
    /// The latest of their moments: since then everything is here, of all kinds.
    pub back_to: Option<Millis>,
}

/// How far a first load under way, or one that was stopped, has come; `None` when none is. `streams` are those
/// of the account's provider.
///
/// # Errors
/// [`crate::Error::Store`].
pub fn coverage(store: &Store, account: i64, streams: &[Stream]) -> Result<Option<Coverage>> {
    let reader = store.reader()?;
    let mut kinds = Vec::new();
    for stream in streams {
        let Some(kept) = store::checkpoint::get(&reader, account, stream.id)? else { continue };
        let back_to = match Back::of(&kept) {
            Some(back) => back.until,
            // Read straight, and not at the end for the first time yet.
            None if kept.cursor.is_some() && kept.updated_since.is_none() => None,
            None => continue,
        };
        kinds.extend(stream.kinds.iter().map(|kind| Covered { kind: *kind, back_to }));
    }
    let back_to = kinds.iter().map(|covered| covered.back_to.unwrap_or(Millis::MAX)).max();
    let back_to = back_to.filter(|moment| *moment < Millis::MAX);
    Ok((!kinds.is_empty()).then_some(Coverage { kinds, back_to }))
}
