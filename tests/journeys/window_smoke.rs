//! The window opens, says something, and paints it.
#![cfg(target_os = "linux")]

use journeys::window::Window;

#[test]
fn the_window_opens_and_paints() {
    let profile = tempfile::tempdir().unwrap();
    let window = Window::open(profile.path(), &[]);
    let words = window.text("body");
    assert!(!words.trim().is_empty(), "the page says nothing");
    let picture = window.picture();
    let (width, height) = picture.size();
    assert!(width >= 800 && height >= 500, "{width} × {height}");
    assert!(picture.colours() > 8, "only {} colours: nothing is painted", picture.colours());
    assert!(window.ink("body") > 0.001, "the page is blank");
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
