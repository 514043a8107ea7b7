//! What is at the provider no more: held here, and missed by two walks in a row over all there is.
//!
//! One walk does not tell. With a provider that counts its pages, a record slips from the second page to the first
//! when another goes while both are read, and so is on neither. What a walk misses is looked for once more, at once.

use crate::Result;
use crate::run::Run;
use crate::seen::Seen;
use crate::write::blocking;
use model::{Kind, Millis};
use provider::{Stream, Walk};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::Store;

/// Records by kind and the provider's id.
pub(crate) type Ids = HashSet<(Kind, String)>;

/// What a run knows of what is gone.
#[derive(Default)]
pub(crate) struct Walks {
    /// Streams that were walked from their beginning to their end.
    swept: HashSet<&'static str>,
    /// Streams of which lists were named that are read only when they change.
    partly: HashSet<&'static str>,
    /// Of streams with a list for each record: what all the lists so far brought; none once one was not read whole.
    met: HashMap<&'static str, Seen>,
    /// What the first walk over a stream missed.
    missed: HashMap<&'static str, Ids>,
    /// Records that were gone when this run began to read a stream.
    known: HashMap<&'static str, Arc<Ids>>,
}

impl Walks {
    /// Lists of `stream` that are not read in each run.
    pub fn lists_in_part(&mut self, stream: &'static str) {
        self.partly.insert(stream);
    }

    /// Begins to collect what the lists of a stream bring.
    pub fn begin(&mut self, stream: &Stream) {
        self.met.insert(stream.id, Seen::default());
    }

    /// What its lists brought so far. To be given back once one more is read.
    pub fn take(&mut self, stream: &Stream) -> Option<Seen> {
        self.met.remove(stream.id)
    }

    pub fn give_back(&mut self, stream: &Stream, seen: Seen) {
        self.met.insert(stream.id, seen);
    }
}

impl Run<'_> {
    /// Records of a stream's kinds that are known to be gone.
    pub(crate) async fn known_gone(&mut self, stream: &Stream) -> Result<Arc<Ids>> {
        if let Some(known) = self.walks.known.get(stream.id) {
            return Ok(Arc::clone(known));
        }
        let known = Arc::new(gone(&self.store, self.account, stream.kinds).await?);
        self.walks.known.insert(stream.id, Arc::clone(&known));
        Ok(known)
    }

    /// A stream was walked from its beginning to its end, and this is what came.
    pub(crate) async fn swept(&mut self, stream: &Stream, seen: Seen) -> Result<()> {
        self.walks.swept.insert(stream.id);
        self.look(stream, seen).await
    }

    /// All lists of a stream were read. If there are no others, this is what there is.
    pub(crate) async fn all_lists(&mut self, stream: &Stream) -> Result<()> {
        let Walk::Branches { of, .. } = stream.walk else { return Ok(()) };
        match self.walks.take(stream) {
            Some(seen) if self.walks.swept.contains(of) && !self.walks.partly.contains(stream.id) => {
                self.look(stream, seen).await
            }
            _ => Ok(()),
        }
    }

    /// Notes as gone what this walk missed and the one before it in this run did too.
    async fn look(&mut self, stream: &Stream, seen: Seen) -> Result<()> {
        let whole = stream.walk.whole();
        if whole.is_empty() {
            return Ok(());
        }
        let missed = missed(&self.store, self.account, whole, seen).await?;
        match self.walks.missed.remove(stream.id) {
            None if missed.is_empty() => Ok(()),
            None => {
                self.walks.missed.insert(stream.id, missed);
                Ok(())
            }
            Some(before) => {
                self.walks.known.remove(stream.id);
                let gone = missed.into_iter().filter(|id| before.contains(id)).collect();
                note_gone(&self.store, self.account, gone, self.now()).await
            }
        }
    }

    /// Whether the walk that came to its end missed something, so that another is due.
    pub(crate) fn is_to_be_walked_again(&self, stream: &Stream) -> bool {
        self.walks.missed.contains_key(stream.id)
    }
}

/// Records that were gone at the provider, of these kinds.
async fn gone(store: &Arc<Store>, account: i64, kinds: &'static [Kind]) -> Result<Ids> {
    blocking(store, move |store| {
        let (reader, mut gone) = (store.reader()?, Ids::new());
        for kind in kinds {
            let ids = store::gone::of_kind(&reader, account, *kind)?;
            gone.extend(ids.into_iter().map(|id| (*kind, id)));
        }
        Ok(gone)
    })
    .await
}

/// Those records of `kinds` that are here, not known to be gone, and were not seen.
async fn missed(store: &Arc<Store>, account: i64, kinds: &'static [Kind], seen: Seen) -> Result<Ids> {
    blocking(store, move |store| {
        let (reader, mut missed) = (store.reader()?, Ids::new());
        for kind in kinds {
            let known: HashSet<String> = store::gone::of_kind(&reader, account, *kind)?.into_iter().collect();
            store::gone::held(&reader, account, *kind, |id| {
                if !seen.has(*kind, id) && !known.contains(id) {
                    missed.insert((*kind, id.to_owned()));
                }
            })?;
        }
        Ok(missed)
    })
    .await
}

/// Notes records as gone.
async fn note_gone(store: &Arc<Store>, account: i64, gone: Ids, now: Millis) -> Result<()> {
    if gone.is_empty() {
        return Ok(());
    }
    blocking(store, move |store| {
        store.write(|tx| gone.iter().try_for_each(|(kind, id)| tx.gone_note(account, *kind, id, now)))
    })
    .await
}
