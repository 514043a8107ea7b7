//! The window opens, says something, and paints it.
#![cfg(target_os = "linux")]

use std::time::Duration;

use journeys::window::Window;

#[test]
fn the_window_opens_and_paints() {
    let profile = tempfile::tempdir().unwrap();
    let window = Window::open(profile.path(), &[]);
    let limit = Duration::from_secs(20);
    window.wait_until("the page says nothing", limit, |window| !window.text("body").trim().is_empty());
    window.wait_painted("body", limit);
    let picture = window.picture();
    let (width, height) = picture.size();
    assert!(width >= 800 && height >= 500, "{width} × {height}");
    assert!(picture.colours() > 8, "only {} colours: nothing is painted", picture.colours());
}

#[test]
fn a_made_up_argument_does_not_open_a_window() {
    let profile = tempfile::tempdir().unwrap();
    let program = journeys::programs::program("counterfoil-desktop");
    let output =
        std::process::Command::new(program).arg("--no-such-thing").current_dir(&profile).output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("--no-such-thing"));
}
