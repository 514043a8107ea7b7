//! Says on standard error how far it is, so that nobody waits before a silent screen.

use crate::limits::TELL_EVERY;
use std::time::Instant;

pub struct Teller {
    last: Instant,
}

impl Teller {
    pub fn new() -> Self {
        Self { last: Instant::now() }
    }

    /// Not more often than a person wants to read it.
    pub fn tell(&mut self, words: impl FnOnce() -> String) {
        if self.last.elapsed() >= TELL_EVERY {
            say(&words());
            self.last = Instant::now();
        }
    }
}

pub fn say(words: &str) {
    eprintln!("{words}");
}
