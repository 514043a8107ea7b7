//! Results held open while a person looks at them, so that every row has its place however fast new
//! rows arrive. A count that is still open is settled by a thread of its own.
//!
//! Promises: a window and a count are answered while the settling goes on; the oldest result goes when
//! there are too many. Never: keeps a store open, or reads for a question that has ended.

use crate::highlight::Highlighter;
use crate::question::{Question, lock};
use crate::{desk, limits};
use query::{Answer, Count, Subject};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// One open result.
pub(crate) struct Held {
    pub id: u64,
    pub subject: Subject,
    /// In the order of time, where the index finds a row's place without listing all.
    pub by_time: bool,
    /// What is marked in its rows.
    pub highlighter: Highlighter,
    question: Arc<Question>,
    answer: Mutex<Answer>,
}

impl Held {
    /// For a short look: the settling waits meanwhile, and gives it back just as soon.
    pub fn answer(&self) -> MutexGuard<'_, Answer> {
        lock(&self.answer)
    }

    pub fn count(&self) -> Count {
        self.answer().count()
    }

    /// Whether somebody still settles its count.
    pub fn is_counting(&self) -> bool {
        !self.question.has_ended() && !self.count().exact
    }
}

#[derive(Default)]
struct Shelf {
    last: u64,
    held: VecDeque<Arc<Held>>,
    closing: bool,
}

/// The results of one open store.
#[derive(Default)]
pub(crate) struct Results {
    shelf: Mutex<Shelf>,
    /// There is something to settle, or to close.
    changed: Condvar,
}

impl Results {
    pub fn put(
        &self,
        subject: Subject,
        by_time: bool,
        highlighter: Highlighter,
        question: Arc<Question>,
        answer: Answer,
    ) -> Arc<Held> {
        let mut shelf = lock(&self.shelf);
        shelf.last += 1;
        let held =
            Held { id: shelf.last, subject, by_time, highlighter, question, answer: Mutex::new(answer) };
        let held = Arc::new(held);
        shelf.held.push_back(Arc::clone(&held));
        while shelf.held.len() > limits::RESULTS {
            shelf.held.pop_front();
        }
        self.changed.notify_all();
        held
    }

    pub fn get(&self, id: u64) -> Option<Arc<Held>> {
        lock(&self.shelf).held.iter().find(|held| held.id == id).cloned()
    }

    pub fn close(&self, id: u64) {
        lock(&self.shelf).held.retain(|held| held.id != id);
    }

    /// Ends [`Results::settle`].
    pub fn shut(&self) {
        let mut shelf = lock(&self.shelf);
        shelf.closing = true;
        shelf.held.iter().for_each(|held| held.question.end());
        self.changed.notify_all();
    }

    /// Settles open counts, the newest result first, until [`Results::shut`]. For a thread of its own.
    pub fn settle(&self, store: &store::Store) {
        while let Some(held) = self.next_open() {
            // A fault, foreseen or not, leaves the count open and says that nobody counts any more.
            let step = catch_unwind(AssertUnwindSafe(|| settle_a_while(store, &held)));
            if !matches!(step, Ok(Ok(()))) {
                held.question.end();
            }
            // Whoever waits for this answer gets it now: a lock alone is not given in turn.
            std::thread::sleep(limits::TURN);
        }
    }

    /// Waits for a result whose count is open. `None` when there will be none.
    fn next_open(&self) -> Option<Arc<Held>> {
        let mut shelf = lock(&self.shelf);
        while !shelf.closing {
            if let Some(held) = shelf.held.iter().rev().find(|held| held.is_counting()) {
                return Some(Arc::clone(held));
            }
            shelf = self.changed.wait(shelf).unwrap_or_else(PoisonError::into_inner);
        }
        None
    }
}

fn settle_a_while(store: &store::Store, held: &Held) -> query::Result<()> {
    let view = match desk::view(store) {
        Ok(view) => view,
        // Too many commits just now; the next turn tries again.
        Err(store::Error::Interrupted) => return Ok(()),
        Err(_) => return Err(query::Error::Stopped),
    };
    held.question.covers(&view);
    held.answer().settle(&view, limits::SETTLE, &|| held.question.has_ended())?;
    Ok(())
}
