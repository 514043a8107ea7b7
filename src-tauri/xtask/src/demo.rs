//! The demo provider as a program of its own, ended with the journey that used it.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;

use serde_json::Value;

use crate::error::Error;
use crate::limits;
use crate::place::Place;

/// A serving demo provider.
pub struct Demo {
    pub url: String,
    pub token: String,
    child: Child,
}

impl Demo {
    /// Starts it and waits for the one line that says where it listens.
    pub fn start(place: &Place) -> Result<Self, Error> {
        let messages = limits::DEMO_MESSAGES.to_string();
        let mut command = Command::new(place.program("counterfoil"));
        command.args(["demo", "--seed", "7", "--messages", &messages]);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command
            .spawn()
            .map_err(|source| Error::Start { program: "counterfoil demo".to_owned(), source })?;
        let line = child.stdout.take().and_then(first_line);
        let (url, token) = line.as_deref().map(address).unwrap_or_default();
        let demo = Self { url, token, child };
        if demo.url.is_empty() {
            return Err(Error::Wrong(format!(
                "The demo provider did not say within {} s where it listens.",
                limits::DEMO_READY.as_secs()
            )));
        }
        Ok(demo)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}

/// The first line, or nothing when none comes in time. The reading thread ends with the program.
fn first_line(out: ChildStdout) -> Option<String> {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        if BufReader::new(out).read_line(&mut line).is_ok() {
            let _ = send.send(line);
        }
    });
    receive.recv_timeout(limits::DEMO_READY).ok()
}

/// Address and token from `{"url":…,"token":…}`; empty when the line is not that.
fn address(line: &str) -> (String, String) {
    let said: Value = serde_json::from_str(line).unwrap_or_default();
    let word = |name| said.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    (word("url"), word("token"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ready_line_gives_address_and_token() {
        let line = r#"{"url":"http://127.0.0.1:4000","token":"t-1"}"#;
        assert_eq!(address(line), ("http://127.0.0.1:4000".to_owned(), "t-1".to_owned()));
        assert_eq!(address("starting …"), (String::new(), String::new()));
    }
}
