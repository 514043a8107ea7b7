//! The manager's journey in the real window: create → demo → sync → filter → detail → export → register.
//!
//! Each view is pictured in light and in dark, under `target/pictures`, to be looked at.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by a panic"
)]

use journeys::office::{EXPORT_PASSWORD, PASSPHRASE, PERSON, PURPOSE};
use journeys::window::Window;
use std::process::Command;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(20);
/// The demo account's first sync, in an unoptimised build on a busy machine.
const SYNC: Duration = Duration::from_secs(240);

fn at(name: &str) -> String {
    format!("[data-test=\"{name}\"]")
}

fn count(window: &Window) -> u64 {
    window.wait_for(&at("count"));
    window.attribute(&at("count"), "data-count").and_then(|count| count.parse().ok()).unwrap_or(0)
}

fn type_query(window: &Window, text: &str) {
    window.fill(&at("query-input"), text);
    window.press("\u{E007}");
}

/// A picture of the view as it is, in both themes.
fn picture(window: &Window, name: &str) {
    for theme in ["light", "dark"] {
        let set = "document.documentElement.dataset.theme = arguments[0]";
        window.script(set, vec![theme.into()]);
        std::thread::sleep(Duration::from_millis(200));
        let picture = window.picture();
        let folder = journeys::programs::target().join("pictures");
        std::fs::create_dir_all(&folder).unwrap();
        picture.save(&folder.join(format!("{name}-{theme}.png"))).unwrap();
        assert!(picture.colours() > 12, "{name} in {theme}: only {} colours are painted", picture.colours());
    }
    window.script("document.documentElement.dataset.theme = 'light'", vec![]);
}

#[test]
fn manager_in_the_window() {
    // shows S0.1, S0.2, S0.3, S0.5, S0.6, S1.5, S2.1, S2.2, S2.4, S3.1, S4.2, B1, B3, B12, B18, B22, B23
    let profile = tempfile::tempdir().unwrap();
    let window = Window::open(profile.path(), &[]);
    window.resize(1440, 900);

    picture(&window, "create");
    create(&window);
    window.wait_for_within(&at("try-demo"), SOON);
    picture(&window, "welcome");
    window.click(&at("try-demo"));

    window.wait_for_within(&at("job-progress"), SOON);
    picture(&window, "syncing");
    window.wait_gone(&format!("{}[data-kind=\"sync\"]", at("job-progress")), SYNC);

    look_through_chats(&window);
    look_through_deliveries(&window);
    export(&window, profile.path());
    register_and_lock(&window);
}

#[test]
fn started_for_the_demo_it_shows_the_demo_at_once() {
    // shows B23
    let profile = tempfile::tempdir().unwrap();
    let window = Window::open(profile.path(), &["--demo"]);
    create(&window);
    window.wait_until("chats arrive by themselves", SYNC, |w| count(w) > 1_000);
    window.wait_for(&format!("{}[data-id]", at("grid-row")));
}

fn create(window: &Window) {
    // The page puts the caret there a moment after it is drawn; keys typed before would go astray.
    window.wait_for(&format!("{}:focus", at("create-person")));
    window.fill(&at("create-person"), PERSON);
    window.fill(&at("create-passphrase"), PASSPHRASE);
    window.fill(&at("create-repeat"), PASSPHRASE);
    window.click(&at("create-submit"));
}

fn look_through_chats(window: &Window) {
    window.click(&at("rail-chats"));
    window.wait_until("chats are listed", SOON, |w| count(w) > 1_000);
    let all = count(window);
    window.wait_for(&format!("{}[data-id]", at("grid-row")));
    picture(window, "chats");
    assert!(window.ink(&at("grid")) > 0.002, "the grid paints its rows");

    type_query(window, "channel:whatsapp state:closed");
    window.wait_until("the filter finds fewer", SOON, |w| count(w) > 0 && count(w) < all);
    let closed = count(window);
    type_query(window, "channel:whatsapp state:closed colour:red");
    window.wait_for(&at("query-fault"));
    assert_eq!(count(window), closed, "a mistake leaves the last result standing");
    picture(window, "query-fault");
    type_query(window, "channel:whatsapp state:closed");
    window.wait_gone(&at("query-fault"), SOON);

    window.click(&at("sort-created"));
    window.click(&format!("{}[data-id]", at("grid-row")));
    window.wait_for_within(&at("conversation"), SOON);
    window.wait_for(&at("message"));
    picture(window, "chat");
    window.click(&at("tab-facts"));
    picture(window, "chat-facts");
    window.click(&at("tab-origin"));
    window.wait_for(&at("raw"));
    picture(window, "chat-origin");
    refresh_stays_in_place(window);
    window.click(&at("detail-close"));
}

/// The demo goes on sending: a refresh brings it, and moves nothing that the person has set.
fn refresh_stays_in_place(window: &Window) {
    let selected = format!("{}[aria-selected=\"true\"]", at("grid-row"));
    let place = |w: &Window| {
        let of = |css: &str, name: &str| w.attribute(css, name);
        let header = format!("[role=\"columnheader\"]:has({})", at("sort-created"));
        let chips = w.texts(&at("chip"));
        (of(&selected, "data-id"), of(&selected, "data-index"), of(&header, "aria-sort"), chips)
    };
    let before = place(window);
    assert!(before.0.is_some() && before.3.len() == 2, "{before:?}");
    window.click(&at("refresh"));
    window.wait_for_within(&format!("{}[data-kind=\"sync\"]", at("job-progress")), SOON);
    window.wait_gone(&format!("{}[data-kind=\"sync\"]", at("job-progress")), SYNC);
    assert_eq!(place(window), before, "selection, order and filter are as they were");
}

fn look_through_deliveries(window: &Window) {
    window.click(&at("rail-deliveries"));
    window.wait_until("deliveries are listed", SOON, |w| count(w) > 1_000);
    picture(window, "deliveries");
    let all = count(window);
    type_query(window, "outcome:failed");
    window.wait_until("failures are fewer", SOON, |w| count(w) > 0 && count(w) < all);
    window.wait_for(&format!("{}[data-id]", at("grid-row")));
    window.click(&format!("{}[data-id]", at("grid-row")));
    window.wait_for_within(&at("stations"), SOON);
    window.wait_for(&at("meaning"));
    picture(window, "delivery");
    window.click(&at("tab-payload"));
    window.wait_for(&at("request"));
    picture(window, "delivery-payload");
    window.click(&at("tab-events"));
    window.wait_for(&at("events"));
    picture(window, "delivery-events");
}

fn export(window: &Window, profile: &std::path::Path) {
    let outbox = profile.join("outbox");
    std::fs::create_dir(&outbox).unwrap();
    window.click(&at("open-export"));
    window.wait_for(&at("export-sheet"));
    window.fill(&at("export-folder"), &outbox.display().to_string());
    picture(window, "export");
    window.click(&format!("label:has({})", at("export-password-kind-own")));
    window.fill(&at("export-password"), EXPORT_PASSWORD);
    window.fill(&at("export-password-repeat"), EXPORT_PASSWORD);
    assert!(window.try_wait_for(&at("export-missing"), SOON).is_ok(), "it says that the purpose is missing");
    window.choose(&at("export-category"), "customer");
    window.fill(&at("export-purpose"), PURPOSE);
    window.click(&at("export-submit"));
    window.wait_for_within(&at("export-card"), Duration::from_secs(60));
    picture(window, "export-card");
    window.click(&at("export-card-close"));

    let files: Vec<_> = std::fs::read_dir(&outbox).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    let test = |password: &str| {
        Command::new("7z").arg("t").arg(format!("-p{password}")).arg(&files[0]).output().unwrap()
    };
    assert!(test(EXPORT_PASSWORD).status.success(), "7-Zip opens what the window made");
    assert!(!test("another password").status.success());
}

fn register_and_lock(window: &Window) {
    window.click(&at("rail-register"));
    window.wait_for(&format!("{}[data-kind=\"export_done\"]", at("register-entry")));
    window.wait_for(&format!("{}[data-sound=\"true\"]", at("register-state")));
    picture(window, "register");
    window.click(&at("rail-accounts"));
    window.wait_for(&at("account"));
    picture(window, "accounts");
    window.click(&at("rail-settings"));
    window.wait_for(&at("settings"));
    picture(window, "settings");

    window.click(&at("lock"));
    window.wait_for_within(&at("unlock-passphrase"), SOON);
    picture(window, "unlock");
    window.wait_for(&format!("{}:focus", at("unlock-passphrase")));
    window.fill(&at("unlock-passphrase"), "not the passphrase");
    window.click(&at("unlock-submit"));
    window.wait_for_within(&at("unlock-fault"), SOON);
    picture(window, "unlock-fault");
    window.fill(&at("unlock-passphrase"), PASSPHRASE);
    window.click(&at("unlock-submit"));
    window.wait_for_within(&at("rail-chats"), SOON);
}
