//! An account at a provider of another make, in the real window.

use super::{ESCAPE, SOON, SYNC, at, create, picture};
use journeys::window::Window;

const LEFT: &str = "\u{E012}";

/// The whole way of an account at another provider: added, tested, synced, looked at, changed, paused, refused,
/// removed with its data.
#[test]
fn an_account_of_another_provider_in_the_window() {
    // shows S0.9, B8
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let server = runtime.block_on(fakes::serve(fakes::twilio::Twilio, fakes::Book::new(24, 60))).unwrap();
    let profile = tempfile::tempdir().unwrap();
    let window = Window::open(profile.path(), &[]);
    window.resize(1440, 900);
    create(&window);
    window.click(&at("add-account-first"));
    add_account(&window, &server);
    look_at_account(&window);
    server.book(fakes::Book::vanish);
    gone_is_shown(&window);
    edit_and_pause(&window);
    refuse_and_remove(&window, &server);
}

/// The form is made from what the provider says of itself.
fn add_account(window: &Window, server: &fakes::Running) {
    window.wait_for(&format!("{}:focus", at("account-provider")));
    window.choose(&at("account-provider"), "twilio");
    window.wait_for_words(&at("account-missing"), "Still needed: a name, Account SID, Auth token.", SOON);
    picture(window, "account-form");
    window.fill(&at("account-name"), "Shop");
    window.fill(&at("setting-account_sid"), &server.settings()[0].1);
    window.fill(&at("secret-auth_token"), &server.secrets()[0].1);
    window.fill(&at("account-url"), &server.url);
    window.choose(&at("account-schedule"), "daily");
    window.click(&at("account-submit"));
    window.wait_for_within(&at("account-page"), SOON);
    window.wait_for_words(&at("account-words"), "may read messages and conversations", SOON);
    assert_eq!(window.count(&format!("{}[data-may=\"true\"]", at("account-may"))), 2);
    assert_eq!(window.count(&format!("{}[data-may=\"later\"]", at("account-may"))), 3);
    window.wait_for(&format!("{}[data-why=\"not_read\"]", at("calendar-cell")));
    window.wait_for(&format!("{}[data-state=\"new\"]", at("account-state")));
    picture(window, "account-tested");
    assert!(!window.text("body").contains(&server.secrets()[0].1), "a secret is not shown again");
}

/// Synced, the calendar holds what came, and says each cell.
fn look_at_account(window: &Window) {
    window.click(&at("account-sync"));
    window.wait_for_within(&format!("{}[data-ended=\"complete\"]", at("run")), SYNC);
    window.wait_for_within(&format!("{}[data-state=\"synced\"]", at("account-state")), SOON);
    window.wait_gone(&format!("{}[data-why=\"not_read\"]", at("calendar-cell")), SOON);
    assert_eq!(window.count(&at("calendar-row")), 3, "chats by three channels");
    assert_eq!(cells(window, "data-held"), 24);
    window.script("document.querySelector('[data-test=calendar] table').focus()", vec![]);
    window.press(LEFT);
    window.press(LEFT);
    window.wait_for_words(&at("calendar-said"), "no chats.", SOON);
    picture(window, "account-page");
    window.click(&format!("label:has({})", at("calendar-deliveries")));
    window.wait_until("sends are shown", SOON, |w| cells(w, "data-held") == 60);
    window.click(&format!("label:has({})", at("span-7")));
    window.wait_until("a year of weeks", SOON, |w| w.count(&at("calendar-cell")) == 53);
    assert_eq!(cells(window, "data-held"), 60, "and nothing is counted twice");
    picture(window, "account-year");
    window.click(&format!("label:has({})", at("span-1")));
    window.click(&format!("label:has({})", at("calendar-sessions")));
    window.wait_until("chats again", SOON, |w| cells(w, "data-held") == 24);
    assert_eq!(window.count(&format!("{}[data-whole=\"true\"]", at("stream"))), 5, "all lists were read");
    window.script("document.querySelector('[data-test=stream]').scrollIntoView()", vec![]);
    picture(window, "account-lists");
    window.script("document.querySelector('[data-test=account-page]').scrollTo(0, 0)", vec![]);
}

/// The sum of a number over all cells of the calendar.
fn cells(window: &Window, name: &str) -> u64 {
    let script = "return [...document.querySelectorAll('[data-test=calendar-cell]')]
        .reduce((sum, cell) => sum + Number(cell.getAttribute(arguments[0])), 0);";
    window.script(script, vec![name.into()]).as_u64().unwrap_or(u64::MAX)
}

fn gone_is_shown(window: &Window) {
    window.click(&at("account-sync"));
    window.wait_until("what vanished is marked", SYNC, |w| cells(w, "data-gone") == 1);
    window.wait_for(&format!("{}[data-kind=\"session\"][data-held=\"24\"][data-gone=\"1\"]", at("held")));
    picture(window, "account-gone");
}

fn edit_and_pause(window: &Window) {
    window.click(&at("account-edit"));
    window.wait_for(&at("account-form"));
    assert_eq!(window.value(&at("secret-auth_token")), "", "a secret does not come back");
    window.fill(&at("account-url"), "http://127.0.0.1:9/");
    window.click(&at("account-submit"));
    window.wait_for_words(&at("account-fault"), "needs the credentials once more", SOON);
    picture(window, "account-edit");
    window.press(ESCAPE);
    window.wait_gone(&at("account-form"), SOON);
    assert_eq!(window.count(&at("account-page")), 1, "Escape closes the form and nothing else");
    window.choose(&at("account-schedule"), "off");
    window.wait_for_words(&at("account-rhythm"), "Only when asked", SOON);
    window.click(&at("account-pause"));
    window.wait_for(&format!("{}[data-state=\"paused\"]", at("account-state")));
    assert_eq!(window.attribute(&at("account-sync"), "disabled").as_deref(), Some("true"));
    window.click(&at("account-pause"));
    window.wait_for(&format!("{}[data-state=\"synced\"]", at("account-state")));
}

fn refuse_and_remove(window: &Window, server: &fakes::Running) {
    window.click(&at("account-edit"));
    window.fill(&at("secret-auth_token"), "of-somebody-else");
    window.click(&at("account-submit"));
    window.wait_gone(&at("account-form"), SOON);
    server.asked();
    window.click(&at("account-test"));
    window.wait_for_within(&format!("{}[data-state=\"refused\"]", at("account-state")), SOON);
    window.click(&at("account-test"));
    window.wait_for_words(&at("account-fault"), "is paused", SOON);
    assert_eq!(server.asked().len(), 1, "a refused login is tried once");
    picture(window, "account-refused");
    window.click(&at("account-back"));
    window.wait_for(&at("account"));
    picture(window, "accounts-paused");
    window.click(&at("account-open"));
    window.click(&at("account-remove"));
    window.click(&at("remove-data"));
    window.click(&at("remove-confirm"));
    window.wait_for(&format!("{}:focus", at("remove-name")));
    assert_eq!(window.attribute(&at("remove-confirm"), "disabled").as_deref(), Some("true"));
    picture(window, "account-remove");
    window.fill(&at("remove-name"), "Shop");
    window.click(&at("remove-confirm"));
    window.wait_for_within(&at("empty"), SOON);
    picture(window, "accounts-none");
    window.click(&at("rail-register"));
    window.wait_for(&format!("{}[data-kind=\"account_removed\"]", at("register-entry")));
}
