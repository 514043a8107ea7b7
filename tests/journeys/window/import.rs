//! A file in the real window: chosen, mapped, looked at, taken in, found, undone.
use super::{SOON, at, create, picture};
use journeys::window::Window;
use serde_json::json;

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
    create(&window);
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
    picture(&window, "import-mapping");
    window.click(&at("import-preview"));
    window.wait_for_words(&at("import-fault"), "no time zone", SOON);
    window.fill(&at("import-zone"), "Europe/Zurich");
    window.click(&at("import-preview"));
    let figures = |name: &str| window.attribute(&at("import-figures"), name);
    window.wait_for_within(&at("import-accept"), SOON);
    assert_eq!((figures("data-new").as_deref(), figures("data-rejected").as_deref()), (Some("3"), Some("1")));
    assert_eq!(window.attribute(&at("import-reject"), "data-place").as_deref(), Some("4"));
    picture(&window, "import-preview");

    window.click(&at("import-accept"));
    window.wait_for_within(&at("import-done"), SOON);
    picture(&window, "import-done");
    window.click(&at("import-done-undo"));
    window.wait_for_within(&at("import-undone"), SOON);
    assert_eq!(window.attribute(&at("import-undone"), "data-removed").as_deref(), Some("3"));
    assert_eq!(window.attribute(&at("import-row"), "data-state").as_deref(), Some("undone"));
}
