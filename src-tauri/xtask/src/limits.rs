//! Bounds of the front door, each with its reason.

use std::time::Duration;

/// How often a running step is looked at: quick enough that a spinner moves, slow enough to cost nothing.
pub const LOOK: Duration = Duration::from_millis(100);

/// A step that takes longer than this shows that it is alive (issue 2, item 1).
pub const QUIET: Duration = Duration::from_secs(2);

/// Without a terminal a long step says so this often: a log stays readable, and nobody thinks it hangs.
pub const HEARTBEAT: Duration = Duration::from_secs(10);

/// How many of a failed step's last lines are shown; the rest is in its log.
pub const TAIL_LINES: usize = 40;

/// How wide the last line of a step's log may be beside its name, in characters.
pub const STATUS_WIDTH: usize = 70;

/// The oldest Node that the UI's tools run on, major and minor (vite's own `engines` entry).
pub const NODE: (u32, u32) = (20, 19);

/// How long the demo provider may take to make its logs and say where it listens.
pub const DEMO_READY: Duration = Duration::from_secs(120);

/// Messages in the headless journey: enough that rates mean something, few enough for a minute in a debug build.
pub const DEMO_MESSAGES: u32 = 13_000;
