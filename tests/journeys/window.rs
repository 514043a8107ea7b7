//! The manager's journey in the real window: create → demo → sync → filter → detail → search → export → register.
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

#[path = "window/accounts.rs"]
mod accounts;
#[path = "window/import.rs"]
mod import;

use journeys::office::{EXPORT_PASSWORD, PASSPHRASE, PERSON, PURPOSE};
use journeys::window::Window;
use std::process::Command;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(20);
/// The demo account's first sync, in an unoptimised build on a busy machine.
const SYNC: Duration = Duration::from_secs(240);

/// Keys by their code in WebDriver.
const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";
const PAGE_DOWN: &str = "\u{E00F}";

fn at(name: &str) -> String {
    format!("[data-test=\"{name}\"]")
}

fn count(window: &Window) -> u64 {
    window.wait_for(&at("count"));
    window.attribute(&at("count"), "data-count").and_then(|count| count.parse().ok()).unwrap_or(0)
}

/// Whether all rows of the list are counted.
fn counted(window: &Window) -> bool {
    window.attribute(&at("count"), "data-exact").as_deref() == Some("true")
}

fn type_query(window: &Window, text: &str) {
    window.fill(&at("query-input"), text);
    window.press(ENTER);
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
    // shows S0.1, S0.2, S0.3, S0.5, S0.6, S0.9, S1.5, S2.1, S2.2, S2.4, S3.1, S4.2, B1, B3, B4, B5, B12, B18, B22, B23
    let profile = tempfile::tempdir().unwrap();
    let window = Window::open(profile.path(), &[]);
    window.resize(1440, 900);

    picture(&window, "create");
    create(&window);
    window.wait_for_within(&at("try-demo"), SOON);
    picture(&window, "welcome");
    window.click(&at("try-demo"));

    window.wait_for_within(&at("job-progress"), SOON);
    window.wait_for_words(&at("coverage"), "First load of", SOON);
    picture(&window, "syncing");
    window.wait_gone(&format!("{}[data-kind=\"sync\"]", at("job-progress")), SYNC);
    window.wait_gone(&at("coverage"), SOON);

    look_through_chats(&window);
    search_messages(&window);
    show_a_hit(&window);
    stop_a_count(&window);
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
    window.wait_until("the filter finds fewer", SOON, |w| (1..all).contains(&count(w)) && counted(w));
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

/// What is shown in the column of texts.
const TEXTS: &str = "[data-test=\"grid-row\"][data-id] [data-column=\"text\"]";
const MARKS: &str = "[data-test=\"grid\"] [data-column=\"text\"] mark";

/// Typed, nothing else: the list follows, newest first, and shows where the words stand.
fn search_messages(window: &Window) {
    window.click(&at("rail-messages"));
    window.wait_until("messages are listed", SOON, |w| count(w) > 1_000);
    window.wait_for(&format!("{}[data-id]", at("grid-row")));
    picture(window, "messages");
    let all = count(window);
    // A fragment, one of another case, two characters of Chinese, a piece of a number in a text.
    for (typed, folded) in [("rder", "rder"), ("INVOICE", "invoice"), ("订单", "订单"), ("12", "12")] {
        let before = count(window);
        window.fill(&at("query-input"), typed);
        window.wait_until(&format!("{typed} is found"), SOON, |w| {
            let marks = w.texts(MARKS);
            count(w) > 0
                && count(w) < all
                && count(w) != before
                && !marks.is_empty()
                && marks.iter().all(|mark| mark.to_lowercase() == folded)
        });
    }
    window.fill(&at("query-input"), "order");
    window.wait_until("an order is marked in each message", SOON, |w| {
        let texts = w.texts(TEXTS);
        !texts.is_empty() && texts.iter().all(|text| text.to_lowercase().contains("order"))
    });
    window.wait_for(&format!("{}[data-exact=\"true\"]", at("count")));
    picture(window, "messages-search");
    let found = count(window);
    window.choose(&at("order-choice"), "best");
    window.wait_until("the best match stands first", SOON, |w| w.texts(TEXTS)[0].matches("rder").count() > 1);
    assert_eq!(count(window), found, "another order, the same messages");
    picture(window, "messages-best");
    window.choose(&at("order-choice"), "sorted");
    window.fill(&at("query-input"), "nosuchwordatall");
    window.wait_for_within(&at("empty"), SOON);
    picture(window, "messages-none");
}

/// Enter shows the hit in its chat; Escape brings query, place and selection back, from there and from further on.
fn show_a_hit(window: &Window) {
    type_query(window, "order");
    window.wait_until("order is found again", SOON, |w| w.texts(MARKS).len() > 10);
    let grid = at("grid");
    window.script("document.querySelector(arguments[0]).focus()", vec![grid.as_str().into()]);
    for _ in 0..3 {
        window.press(PAGE_DOWN);
    }
    let cursor = format!("{}.cursor[data-id]", at("grid-row"));
    window.wait_until("the row at the cursor has come", SOON, |w| w.count(&cursor) == 1);
    let place = |w: &Window| {
        let top =
            w.script("return document.querySelector(arguments[0]).scrollTop", vec![grid.as_str().into()]);
        (w.value(&at("query-input")), count(w), top.to_string(), w.attribute(&cursor, "data-index"))
    };
    let before = place(window);
    window.press(ENTER);
    let hit = format!("{}[data-hit=\"true\"]", at("message"));
    window.wait_for_within(&hit, SOON);
    window.wait_until("the hit is in view", SOON, |w| in_view(w, &hit, &at("conversation")));
    assert!(window.count(&format!("{hit} mark")) > 0, "what was searched is marked in the chat too");
    assert_eq!(window.count(&format!("{}:focus", at("conversation"))), 1, "the keys go on in the chat");
    picture(window, "messages-hit");
    window.press(ESCAPE);
    window.wait_gone(&at("detail"), SOON);
    assert_eq!(place(window), before, "Escape brings all of it back");
    assert_eq!(window.count(&format!("{grid}:focus")), 1, "the keys go on in the list");

    window.press(ENTER);
    window.wait_for_within(&hit, SOON);
    window.click(&at("open-chat"));
    window.wait_for_within(&at("list-sessions"), SOON);
    window.wait_until("the hit is in view among the chats", SOON, |w| in_view(w, &hit, &at("conversation")));
    picture(window, "messages-hit-chat");
    window.press(ESCAPE);
    window.wait_for_within(&at("list-messages"), SOON);
    window.wait_until("the row at the cursor is back", SOON, |w| w.count(&cursor) == 1);
    assert_eq!(place(window), before, "and from among the chats");
    window.press(ESCAPE);
    window.wait_gone(&at("detail"), SOON);
}

/// Sixty things that only the texts themselves can tell: counting them takes seconds, says so, and ends when told.
fn stop_a_count(window: &Window) {
    let terms: Vec<String> = (2..62).map(|length| format!("-\"{}~\"", "~ ".repeat(length))).collect();
    let set = "const [css, text] = arguments; const input = document.querySelector(css);
        input.focus(); input.value = text; input.dispatchEvent(new Event('input', {bubbles: true}));";
    window.script(set, vec![at("query-input").into(), terms.join(" ").into()]);
    window.wait_for_within(&at("slow"), Duration::from_secs(60));
    window.click(&at("stop"));
    window.wait_for_within(&at("stopped"), SOON);
    let sure = window.attribute(&at("count"), "data-exact");
    picture(window, "messages-stopped");
    // Pictures take their time, so the one of a count under way is taken when nothing waits for it any more.
    window.click(&at("go-on"));
    window.wait_for_within(&at("slow"), Duration::from_secs(60));
    picture(window, "messages-slow");
    window.click(&at("query-clear"));
    window.wait_until("the whole list is back", SOON, |w| count(w) > 1_000 && w.count(&at("stopped")) == 0);
    assert_eq!(sure.as_deref(), Some("false"), "what was stopped is not called exact");
}

/// Whether an element lies within the visible part of another.
fn in_view(window: &Window, css: &str, within: &str) -> bool {
    let script = "const [css, within] = arguments;
        const [a, b] = [css, within].map((s) => document.querySelector(s)?.getBoundingClientRect());
        return Boolean(a && b && a.top >= b.top && a.bottom <= b.bottom);";
    window.script(script, vec![css.into(), within.into()]).as_bool().unwrap_or(false)
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
