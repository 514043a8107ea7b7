//! Questions under way, each in a slot of the window: whoever asks something newer in a slot no longer
//! wants what was asked there before, and that ends at once.
//!
//! Promises: an ended question lets go of its reading connection within a few thousand steps of work.
//! Never: ends a question of another slot.

use crate::fault::Fault;
use crate::limits;
use query::View;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// One question, from its asking until its answer is exact or no longer wanted.
#[derive(Debug, Default)]
pub(crate) struct Question {
    ended: AtomicBool,
    /// Cancel flags of the readers that work on it.
    readers: Mutex<Vec<Arc<AtomicBool>>>,
}

impl Question {
    /// It is no longer wanted.
    pub fn end(&self) {
        self.ended.store(true, Ordering::Release);
        for reader in lock(&self.readers).drain(..) {
            reader.store(true, Ordering::Release);
        }
    }

    pub fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Acquire)
    }

    /// What this reader computes ends with the question.
    pub fn covers(&self, reader: &View<'_>) {
        let flag = reader.cancel_handle();
        let mut readers = lock(&self.readers);
        // A lease that was given back holds its flag no longer.
        readers.retain(|reader| Arc::strong_count(reader) > 1);
        readers.push(Arc::clone(&flag));
        // `end` takes the same lock after it has set the mark, so one of the two reaches the flag.
        if self.has_ended() {
            flag.store(true, Ordering::Release);
        }
    }
}

/// The questions of one open store, by slot.
#[derive(Default)]
pub(crate) struct Questions(Mutex<Slots>);

#[derive(Default)]
struct Slots {
    by_name: HashMap<String, Arc<Question>>,
    last: Option<Instant>,
}

impl Questions {
    /// A new question; what was asked in the same slot before is ended. Without a slot nothing is.
    ///
    /// # Errors
    /// `Invalid` for a slot that no window of ours has.
    pub fn ask(&self, slot: Option<&str>) -> Result<Arc<Question>, Fault> {
        let question = Arc::new(Question::default());
        let mut slots = lock(&self.0);
        slots.last = Some(Instant::now());
        let Some(slot) = slot else { return Ok(question) };
        let known = slots.by_name.contains_key(slot);
        if slot.len() > limits::SLOT_NAME || (!known && slots.by_name.len() >= limits::SLOTS) {
            return Err(Fault::invalid("There are not so many places to ask from."));
        }
        if let Some(older) = slots.by_name.insert(slot.to_owned(), Arc::clone(&question)) {
            older.end();
        }
        Ok(question)
    }

    /// Ends what is asked in a slot, its count included.
    pub fn stop(&self, slot: &str) {
        if let Some(question) = lock(&self.0).by_name.get(slot) {
            question.end();
        }
    }

    pub fn stop_all(&self) {
        lock(&self.0).by_name.values().for_each(|question| question.end());
    }

    /// When something was asked last; background work waits for a quiet moment.
    pub fn last(&self) -> Option<Instant> {
        lock(&self.0).last
    }
}

/// A poisoned lock only means that a thread died between two lines of bookkeeping.
pub(crate) fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_question_ends_the_older_one_of_its_slot_and_no_other() {
        let questions = Questions::default();
        let chats = questions.ask(Some("sessions")).unwrap();
        let messages = questions.ask(Some("messages")).unwrap();
        let alone = questions.ask(None).unwrap();
        let newer = questions.ask(Some("messages")).unwrap();
        assert!(messages.has_ended());
        assert!(!chats.has_ended() && !alone.has_ended() && !newer.has_ended());
        questions.stop("messages");
        assert!(newer.has_ended() && !chats.has_ended());
    }

    #[test]
    fn slots_are_bounded() {
        let questions = Questions::default();
        for n in 0..limits::SLOTS {
            questions.ask(Some(&format!("slot {n}"))).unwrap();
        }
        assert!(questions.ask(Some("one too many")).is_err());
        assert!(questions.ask(Some(&"x".repeat(limits::SLOT_NAME + 1))).is_err());
        assert!(questions.ask(Some("slot 0")).is_ok(), "a known slot goes on");
    }
}
