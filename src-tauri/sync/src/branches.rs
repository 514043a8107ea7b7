//! Lists that belong to records: each that is due, the one with the latest news first, then those of which nobody
//! can tell.

use crate::course::Course;
use crate::drain::Open;
use crate::run::{Failed, Run};
use crate::{Result, limits, write};
use provider::Stream;
use store::{Checkpoint, Due};

impl Run<'_> {
    /// Reads what is due of a stream. A list that cannot be read is left for the next run, as long as there are
    /// not too many; false when a fault is of the account as a whole. What all lists together miss is looked for once
    /// more.
    pub(crate) async fn branches(&mut self, stream: Stream, failed: &mut Failed) -> Result<bool> {
        loop {
            let lists = self.lists(&stream);
            self.walks.begin(&stream);
            match self.lists_due(&stream, failed).await? {
                Some(faults) if faults > 0 => return Ok(true),
                None => return Ok(false),
                Some(_) => {}
            }
            self.is_read(&stream).await?;
            self.first_end(&stream).await?;
            self.all_lists(&stream).await?;
            if !self.is_to_be_walked_again(&stream) {
                return Ok(true);
            }
            self.open.extend(lists);
        }
    }

    /// Those that are read in each run.
    fn lists(&self, stream: &Stream) -> Open {
        self.open.iter().filter(|(id, _)| *id == stream.id).cloned().collect()
    }

    /// How many could not be read; `None` when reading on makes no sense.
    async fn lists_due(&mut self, stream: &Stream, failed: &mut Failed) -> Result<Option<usize>> {
        let mut faults = Vec::new();
        while let Some(due) = self.next_branch(stream, &faults).await? {
            let (id, version) = (due.id, due.version.clone());
            let Some(fault) = self.one(stream, Course::Branch(due)).await? else { continue };
            // Nobody can say now what all the lists have.
            self.walks.take(stream);
            // Its record was deleted between two requests.
            if matches!(fault, provider::Error::Status { code: 404 | 410, .. }) {
                write::walked(&self.store, id, version).await?;
                continue;
            }
            faults.push(id);
            let hopeful = !fault.is_of_account();
            if failed.is_without(stream) {
                failed.note(stream, fault);
            }
            if !hopeful {
                return Ok(None);
            }
            if faults.len() > limits::BRANCHES_FAILED {
                break;
            }
        }
        Ok(Some(faults.len()))
    }

    async fn next_branch(&mut self, stream: &Stream, but: &[i64]) -> Result<Option<Due>> {
        if let Some(due) = write::due(&self.store, self.account, stream.id, but).await? {
            // One that was left in the middle is then read anew: what came meanwhile may lie before that place.
            if due.cursor.is_none() {
                self.open.remove(&(stream.id, due.parent.clone()));
            }
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
