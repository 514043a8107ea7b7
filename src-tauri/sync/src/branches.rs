//! Lists that belong to records: each that is due, the one with the latest news first, then those of which nobody
//! can tell.

use crate::course::Course;
use crate::run::{Failed, Run};
use crate::{Result, limits, write};
use provider::Stream;
use store::{Checkpoint, Due};

impl Run<'_> {
    /// Reads what is due of a stream. A list that cannot be read is left for the next run, as long as there are
    /// not too many; false when a fault is of the account as a whole.
    pub(crate) async fn branches(&mut self, stream: Stream, failed: &mut Failed) -> Result<bool> {
        let mut faults = Vec::new();
        while let Some(due) = self.next_branch(&stream, &faults).await? {
            let (id, version) = (due.id, due.version.clone());
            let Some(fault) = self.one(&stream, Course::Branch(due)).await? else { continue };
            // Its record was deleted between two requests.
            if matches!(fault, provider::Error::Status { code: 404 | 410, .. }) {
                write::walked(&self.store, id, version).await?;
                continue;
            }
            faults.push(id);
            let hopeful = !fault.is_of_account();
            if failed.is_without(&stream) {
                failed.note(&stream, fault);
            }
            if !hopeful || faults.len() > limits::BRANCHES_FAILED {
                return Ok(hopeful);
            }
        }
        if faults.is_empty() {
            self.is_read(&stream).await?;
            self.first_end(&stream).await?;
        }
        Ok(true)
    }

    async fn next_branch(&mut self, stream: &Stream, but: &[i64]) -> Result<Option<Due>> {
        if let Some(due) = write::due(&self.store, self.account, stream.id, but).await? {
            self.open.remove(&(stream.id, due.parent.clone()));
            return Ok(Some(due));
        }
        loop {
            let mut open = self.open.range((stream.id, String::new())..);
            let Some(list) = open.next().filter(|(its, _)| *its == stream.id).cloned() else {
                return Ok(None);
            };
            self.open.remove(&list);
            let found = write::branch(&self.store, self.account, stream.id, list.1).await?;
            if let Some(due) = found.filter(|due| !but.contains(&due.id)) {
                return Ok(Some(due));
            }
        }
    }

    /// That all lists were read once is kept, so that whoever asks knows.
    async fn first_end(&mut self, stream: &Stream) -> Result<()> {
        if write::checkpoint(&self.store, self.account, stream.id).await?.is_some() {
            return Ok(());
        }
        let end = Checkpoint { cursor: None, updated_since: Some(self.began), at: self.now() };
        write::checkpoints(&self.store, self.account, vec![(stream.id, end)]).await
    }
}
