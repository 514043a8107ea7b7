//! The real window, driven: a display of its own, WebKit's driver, and the program that people use.
//!
//! Promises: each window has its own display, port and folders; every call has a limit; whatever was started is
//! ended with the window, the web view's own processes too. A session that never answers is started again.
//! Never: talks to a display, a store or settings that belong to a person.
//!
//! A call that fails ends the test with what was looked for, and leaves a picture in `target/xtask`.

mod act;
mod driver;
mod failure;
mod group;
mod limits;
mod picture;
mod read;

use std::future::Future;
use std::path::Path;
use std::time::Duration;

use fantoccini::Client;
use tokio::runtime::Runtime;

pub use failure::Failure;
pub use picture::Picture;

use driver::Driver;

/// An open window. Dropping it ends the program.
pub struct Window {
    runtime: Runtime,
    client: Client,
    /// Held for its end: it takes driver, program and display with it.
    _driver: Driver,
}

impl Window {
    /// Starts the program with `--store` in the profile's folder and further arguments, and waits until its page
    /// answers. Everything that it writes lies under `profile`.
    #[track_caller]
    pub fn open(profile: &Path, arguments: &[&str]) -> Self {
        Self::open_with(profile, arguments, &[])
    }

    /// The same, with variables set in its environment.
    #[track_caller]
    pub fn open_with(profile: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        match Self::try_open(profile, arguments, variables) {
            Ok(window) => window,
            Err(failure) => failure.end_test(),
        }
    }

    /// The folder of the store that a window of this profile uses.
    pub fn store(profile: &Path) -> std::path::PathBuf {
        profile.join("store")
    }

    /// About one session in eight never answers. It is ended whole and started again, a few times.
    pub fn try_open(profile: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Result<Self, Failure> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.map_err(|error| Failure::new(format!("no runtime: {error}")))?;
        let mut last = Failure::new("never tried");
        for _ in 0..limits::TRIES {
            match start(&runtime, profile, arguments, variables) {
                Ok((driver, client)) => return Ok(Self { runtime, client, _driver: driver }),
                Err(failure) => last = failure,
            }
        }
        Err(Failure::new(format!("The window did not open in {} tries; the last: {last}", limits::TRIES)))
    }

    /// Waits for an answer, and no longer than `limit`.
    fn within<T>(
        &self,
        limit: Duration,
        what: &str,
        answer: impl Future<Output = Result<T, fantoccini::error::CmdError>>,
    ) -> Result<T, Failure> {
        match self.runtime.block_on(async { tokio::time::timeout(limit, answer).await }) {
            Ok(Ok(found)) => Ok(found),
            Ok(Err(error)) => Err(Failure::new(format!("{what}: {error}"))),
            Err(_) => Err(Failure::new(format!("{what}: no answer in {} s", limit.as_secs_f32()))),
        }
    }

    /// What was found, or the end of the test with a picture of the window as it was.
    #[track_caller]
    fn must<T>(&self, found: Result<T, Failure>) -> T {
        match found {
            Ok(found) => found,
            Err(failure) => failure.with_picture(self).end_test(),
        }
    }
}

/// One try: display, driver, session, and a page with a body.
fn start(
    runtime: &Runtime,
    profile: &Path,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> Result<(Driver, Client), Failure> {
    let driver = Driver::start(profile, variables)?;
    let store = Window::store(profile).display().to_string();
    let mut words = vec!["--store", &store];
    words.extend(arguments);
    let client = runtime.block_on(driver.session(&words))?;
    Ok((driver, client))
}
