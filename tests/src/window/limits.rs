//! Bounds of the driven window. A test ends with words instead of hanging.

use std::time::Duration;

/// About 12 % of sessions never answer (measured: 60 of 60 opened within four tries).
pub const TRIES: u32 = 4;

/// Xvfb is there within 200 ms when the machine is quiet.
pub const DISPLAY: Duration = Duration::from_secs(15);

/// The driver listens within 100 ms when the machine is quiet.
pub const DRIVER: Duration = Duration::from_secs(15);

/// From the wish for a session to the program's first answer; a debug build on a busy machine takes about 5 s.
pub const SESSION: Duration = Duration::from_secs(40);

/// A session that lives shows a body at once; one that does not never will.
pub const BODY: Duration = Duration::from_secs(3);

/// Given to the driver as its page-load limit: the page is in the program, nothing is loaded from afar.
pub const PAGE_LOAD: Duration = Duration::from_millis(2000);

/// One call of the driver: a click, a text, a script.
pub const CALL: Duration = Duration::from_secs(20);

/// How long an element may take to appear unless the test says otherwise.
pub const APPEAR: Duration = Duration::from_secs(15);

/// How often a waiting call looks again.
pub const LOOK: Duration = Duration::from_millis(50);

/// Two frames take 33 ms; a busy machine without a graphics card may take a second.
pub const SETTLE: Duration = Duration::from_secs(3);

/// An element with fewer pixels than this share beside its background counts as blank: one word on a whole page
/// is ten times as much.
pub const BLANK: f64 = 0.0005;
