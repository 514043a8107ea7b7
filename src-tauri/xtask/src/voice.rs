//! How a step speaks: one moving line on a terminal, else a line now and then.

use std::io::{IsTerminal, Write};
use std::process::ExitStatus;
use std::time::{Duration, Instant};

use crate::limits;
use crate::step::Show;

/// The voice of one step.
pub struct Voice<'a> {
    name: &'a str,
    show: Show,
    terminal: bool,
    begun: Instant,
    spoken: Instant,
    turn: usize,
    last: String,
}

impl<'a> Voice<'a> {
    pub fn new(name: &'a str, show: Show) -> Self {
        let terminal = std::io::stdout().is_terminal();
        if !terminal || show == Show::All {
            say(&format!("▸ {name}\n"));
        }
        let now = Instant::now();
        Self { name, show, terminal, begun: now, spoken: now, turn: 0, last: String::new() }
    }

    pub fn hear(&mut self, new: &str) {
        if new.is_empty() {
            return;
        }
        if let Some(line) = new.lines().rev().find(|line| !line.trim().is_empty()) {
            self.last = line.trim().chars().take(limits::STATUS_WIDTH).collect();
        }
        if self.show == Show::All {
            self.wipe();
            say(new);
            self.spoken = Instant::now();
        }
    }

    pub fn alive(&mut self) {
        let elapsed = self.begun.elapsed();
        if self.terminal && self.show == Show::Progress {
            let wheel = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
            self.turn = self.turn.wrapping_add(1);
            let sign = wheel.get(self.turn % wheel.len()).unwrap_or(&"·");
            let last = if elapsed > limits::QUIET { self.last.as_str() } else { "" };
            say(&format!("\r\x1b[K{sign} {}  {}  {last}", self.name, spoken(elapsed)));
        } else if self.spoken.elapsed() >= self.patience() {
            self.spoken = Instant::now();
            let last = if self.last.is_empty() { String::new() } else { format!(": {}", self.last) };
            say(&format!("  … {} is at it for {}{last}\n", self.name, spoken(elapsed)));
        }
    }

    /// How long it may be silent: soon a first sign of life, then one now and then.
    fn patience(&self) -> Duration {
        if self.spoken == self.begun { limits::QUIET } else { limits::HEARTBEAT }
    }

    fn wipe(&self) {
        if self.terminal && self.show == Show::Progress {
            say("\r\x1b[K");
        }
    }

    pub fn end(&self, status: ExitStatus) {
        self.wipe();
        let sign = if status.success() { "✓" } else { "✗" };
        say(&format!("{sign} {}  {}\n", self.name, spoken(self.begun.elapsed())));
    }
}

/// Writes to standard output at once. A closed pipe is no reason to stop building.
pub fn say(words: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(words.as_bytes()).and_then(|()| out.flush());
}

/// A span of time as a person says it.
pub fn spoken(span: Duration) -> String {
    let seconds = span.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", span.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_said_in_seconds_then_minutes() {
        let cases = [(1_250, "1.2 s"), (12_900, "12 s"), (61_000, "1 min 01 s"), (3_600_000, "60 min 00 s")];
        for (millis, words) in cases {
            assert_eq!(spoken(Duration::from_millis(millis)), words);
        }
    }
}
