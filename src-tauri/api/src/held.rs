//! Results held open while a person looks at them, so that every row has its place however fast new
//! rows arrive. A count that is still open is settled by a thread of its own.
//!
//! Promises: a window and a count are answered while the settling goes on; the oldest results go when there
//! are too many, or they take too much memory. Never: keeps a store open, or reads for a question that has ended.

use crate::highlight::Highlighter;
use crate::question::{Question, lock};
use crate::{desk, limits};
use query::{Answer, Count, Subject};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
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
    /// What the answer takes; known without waiting for it.
    bytes: AtomicUsize,
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

impl Shelf {
    fn let_go(&mut self) {
        let bytes: Vec<usize> = self.held.iter().map(|held| held.bytes.load(Ordering::Relaxed)).collect();
        self.held.drain(..surplus(&bytes));
    }
}

/// How many of the oldest have to go, by the bytes of each; the newest stays whatever it takes.
fn surplus(bytes: &[usize]) -> usize {
    let mut room = limits::RESULTS_BYTES;
    let fits = |bytes: &&usize| {
        let left = room.checked_sub(**bytes);
        room = left.unwrap_or(0);
        left.is_some()
    };
    let stay = bytes.iter().rev().take(limits::RESULTS).take_while(fits).count();
    bytes.len().saturating_sub(stay.max(1))
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
        let (id, bytes) = (shelf.last, AtomicUsize::new(answer.bytes()));
        let answer = Mutex::new(answer);
        let held = Arc::new(Held { id, subject, by_time, highlighter, question, answer, bytes });
        shelf.held.push_back(Arc::clone(&held));
        shelf.let_go();
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
            lock(&self.shelf).let_go();
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
    let mut answer = held.answer();
    let settled = answer.settle(&view, limits::SETTLE, &|| held.question.has_ended());
    held.bytes.store(answer.bytes(), Ordering::Relaxed);
    settled.map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_results_go_when_there_are_too_many_or_they_are_too_large() {
        const ALL: usize = limits::RESULTS_BYTES;
        let many = [1; limits::RESULTS + 3];
        let cases: [(&[usize], usize); 7] = [
            (&[], 0),
            (&many[..limits::RESULTS], 0),
            (&many, 3),
            (&[ALL / 2, ALL / 2], 0),
            (&[1, ALL / 2, ALL / 2 + 1], 2),
            (&[ALL, 1], 1),
            (&[1, 2 * ALL], 1),
        ];
        for (bytes, go) in cases {
            assert_eq!(surplus(bytes), go, "{bytes:?}");
        }
        assert_eq!(surplus(&[2 * ALL]), 0, "the newest is what a person looks at");
    }
}
