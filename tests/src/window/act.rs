//! What a person does in a window: wait for a thing, click it, type, choose.

use std::time::{Duration, Instant};

use fantoccini::elements::{Element, ElementRef};
use fantoccini::{Locator, error::CmdError};
use serde_json::{Value, json};

use super::{Failure, Window, limits};

/// Finds the first visible element with a selector whose text contains words.
const BY_WORDS: &str = "const [css, words] = arguments;
return [...document.querySelectorAll(css)].find(e => e.getClientRects().length && e.textContent.includes(words)) ?? null;";

/// Sets a select's value as a person's choice would.
const CHOOSE: &str = "const [element, value] = arguments;
element.value = value;
element.dispatchEvent(new Event('input', {bubbles: true}));
element.dispatchEvent(new Event('change', {bubbles: true}));
return element.value;";

impl Window {
    /// Waits until an element with this selector is there.
    #[track_caller]
    pub fn wait_for(&self, css: &str) -> Element {
        self.must(self.try_wait_for(css, limits::APPEAR))
    }

    /// The same with a limit of the test's own.
    #[track_caller]
    pub fn wait_for_within(&self, css: &str, limit: Duration) -> Element {
        self.must(self.try_wait_for(css, limit))
    }

    /// The same, and the test goes on when there is none.
    pub fn try_wait_for(&self, css: &str, limit: Duration) -> Result<Element, Failure> {
        let wait = self.client.wait().at_most(limit).every(limits::LOOK).for_element(Locator::Css(css));
        self.within(limit + limits::CALL, &format!("no `{css}`"), wait)
    }

    /// Waits until no element with this selector is left.
    #[track_caller]
    pub fn wait_gone(&self, css: &str, limit: Duration) {
        self.wait_until(&format!("`{css}` is still there"), limit, |window| window.count(css) == 0);
    }

    /// Waits until something holds; `what` is said when it never does.
    #[track_caller]
    pub fn wait_until(&self, what: &str, limit: Duration, mut holds: impl FnMut(&Self) -> bool) {
        let begun = Instant::now();
        while !holds(self) {
            if begun.elapsed() > limit {
                self.must::<()>(Err(Failure::new(format!("{what} after {} s", limit.as_secs()))));
            }
            std::thread::sleep(limits::LOOK);
        }
    }

    /// Waits until an element with this selector contains words, and gives it.
    #[track_caller]
    pub fn wait_for_words(&self, css: &str, words: &str, limit: Duration) -> Element {
        let begun = Instant::now();
        loop {
            let found = self.by_words(css, words);
            if found.is_ok() || begun.elapsed() > limit {
                return self.must(found);
            }
            std::thread::sleep(limits::LOOK);
        }
    }

    /// Waits for an element and clicks it.
    #[track_caller]
    pub fn click(&self, css: &str) {
        let element = self.wait_for(css);
        self.must(self.within(limits::CALL, &format!("clicking `{css}`"), element.click()));
    }

    /// Clicks the element with this selector whose text contains words, such as a button by its name.
    #[track_caller]
    pub fn click_words(&self, css: &str, words: &str) {
        let element = self.wait_for_words(css, words, limits::APPEAR);
        self.must(self.within(limits::CALL, &format!("clicking `{css}` “{words}”"), element.click()));
    }

    /// Replaces what a field holds by typing.
    #[track_caller]
    pub fn fill(&self, css: &str, text: &str) {
        let element = self.wait_for(css);
        let typed = async {
            element.clear().await?;
            element.send_keys(text).await
        };
        self.must(self.within(limits::CALL, &format!("typing into `{css}`"), typed));
    }

    /// Types at the end of what a field holds.
    #[track_caller]
    pub fn type_into(&self, css: &str, text: &str) {
        let element = self.wait_for(css);
        self.must(self.within(limits::CALL, &format!("typing into `{css}`"), element.send_keys(text)));
    }

    /// Presses keys where the focus is: characters, or codes of `fantoccini::key::Key`.
    #[track_caller]
    pub fn press(&self, keys: &str) {
        let pressed = async { self.client.active_element().await?.send_keys(keys).await };
        self.must(self.within(limits::CALL, "pressing keys", pressed));
    }

    /// Chooses an option of a select by its value.
    #[track_caller]
    pub fn choose(&self, css: &str, value: &str) {
        let element = self.wait_for(css);
        let chosen = async {
            let element = serde_json::to_value(element)?;
            self.client.execute(CHOOSE, vec![element, json!(value)]).await
        };
        let chosen = self.within(limits::CALL, &format!("choosing in `{css}`"), chosen);
        let chosen = chosen.and_then(|now| match now == json!(value) {
            true => Ok(()),
            false => Err(Failure::new(format!("`{css}` has no option “{value}”"))),
        });
        self.must(chosen);
    }

    /// Runs a script in the page and gives what it returns.
    #[track_caller]
    pub fn script(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.must(self.within(limits::CALL, "a script", self.client.execute(script, arguments)))
    }

    /// Makes the window so many pixels wide and high.
    #[track_caller]
    pub fn resize(&self, width: u32, height: u32) {
        self.must(self.within(limits::CALL, "resizing", self.client.set_window_size(width, height)));
    }

    fn by_words(&self, css: &str, words: &str) -> Result<Element, Failure> {
        let what = format!("no `{css}` with “{words}”");
        let found = self.within(limits::CALL, &what, async {
            let found = self.client.execute(BY_WORDS, vec![json!(css), json!(words)]).await?;
            Ok::<_, CmdError>(found)
        })?;
        reference(&found)
            .map(|id| Element::from_element_id(self.client.clone(), id))
            .ok_or_else(|| Failure::new(what))
    }
}

/// The one entry of what the driver sends for an element; nothing for null.
fn reference(found: &Value) -> Option<ElementRef> {
    let (_, id) = found.as_object()?.iter().next()?;
    id.as_str().map(|id| ElementRef::from(id.to_owned()))
}
