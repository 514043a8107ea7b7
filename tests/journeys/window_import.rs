//! A file in the real window: chosen, mapped, looked at, taken in, found, undone.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by a panic"
)]

use journeys::office::{PASSPHRASE, PERSON};
use journeys::window::Window;
use serde_json::json;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(30);

fn at(name: &str) -> String {
    format!("[data-test=\"{name}\"]")
}

#[test]
fn a_file_in_the_window() {
    // shows B16, B22
    let profile = tempfile::tempdir().unwrap();
    let file = profile.path().join("old system.csv");
    std::fs::write(
        &file,
        "Fall;Zeit;Weg;Text\n7;2026-11-21 09:12;in;Grüße\n7;2026-11-21 09:13;out;Hallo\n7;bald;in;x\n",
    )
    .unwrap();
    let window = Window::open(profile.path(), &[]);
    window.resize(1440, 900);
    window.wait_for(&format!("{}:focus", at("create-person")));
    window.fill(&at("create-person"), PERSON);
    window.fill(&at("create-passphrase"), PASSPHRASE);
    window.fill(&at("create-repeat"), PASSPHRASE);
    window.click(&at("create-submit"));
    window.wait_for_within(&at("try-demo"), SOON);

    // As the shell tells of a file that was dropped.
    let drop = "window.dispatchEvent(new CustomEvent('counterfoil-drop', { detail: arguments[0] }))";
    window.script(drop, vec![json!(file.to_str().unwrap())]);
    window.wait_for_within(&at("import-mapping"), SOON);
    window.choose(&at("import-subject"), "messages");
    for (field, column) in [("chat_id", "Fall"), ("at", "Zeit"), ("direction", "Weg"), ("text", "Text")] {
        window.choose(&at(&format!("import-column-{field}")), column);
    }
    window.fill(&at("import-new-account"), "Old system");
    window.click(&at("import-preview"));
    window.wait_for_words(&at("import-fault"), "no time zone", SOON);
    window.fill(&at("import-zone"), "Europe/Zurich");
    window.click(&at("import-preview"));
    let figures = |name: &str| window.attribute(&at("import-figures"), name);
    window.wait_for_within(&at("import-accept"), SOON);
    assert_eq!((figures("data-new").as_deref(), figures("data-rejected").as_deref()), (Some("3"), Some("1")));
    assert_eq!(window.attribute(&at("import-reject"), "data-place").as_deref(), Some("4"));

    window.click(&at("import-accept"));
    window.wait_for_within(&at("import-done"), SOON);
    window.click(&at("import-done-undo"));
    window.wait_for_within(&at("import-undone"), SOON);
    assert_eq!(window.attribute(&at("import-undone"), "data-removed").as_deref(), Some("3"));
    assert_eq!(window.attribute(&at("import-row"), "data-state").as_deref(), Some("undone"));
}
