//! Why a driven window could not do what a test asked.

use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use super::Window;

/// A sentence for the person who reads the test's output.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// Adds where the picture of that moment lies, when one could be taken.
    pub(super) fn with_picture(self, window: &Window) -> Self {
        let path = picture_path();
        match window.try_picture().and_then(|picture| picture.save(&path)) {
            Ok(()) => Self(format!("{self}\nThe window as it was: {}", path.display())),
            Err(_) => self,
        }
    }

    /// Ends the test.
    #[track_caller]
    #[allow(clippy::panic, reason = "a test ends by a panic")]
    pub fn end_test(self) -> ! {
        panic!("{self}")
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, words: &mut fmt::Formatter<'_>) -> fmt::Result {
        words.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

fn picture_path() -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("window-failed-{}-{number}.png", std::process::id());
    crate::programs::target().join("xtask").join(name)
}
