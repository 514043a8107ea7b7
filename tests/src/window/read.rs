//! What a person sees in a window: words, how many of a thing, the picture.

use std::path::Path;
use std::time::Duration;

use fantoccini::Locator;
use serde_json::json;

use super::{Failure, Picture, Window, limits};

/// Answers when fonts are there and two frames were painted.
const TWO_FRAMES: &str = "const done = arguments[arguments.length - 1];
document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));";

impl Window {
    /// The words of the first element with a selector, as they are rendered.
    #[track_caller]
    pub fn text(&self, css: &str) -> String {
        let element = self.wait_for(css);
        self.must(self.within(limits::CALL, &format!("the text of `{css}`"), element.text()))
    }

    /// The words of each element with a selector, in the page's order.
    #[track_caller]
    pub fn texts(&self, css: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent.trim());";
        let found = self.script(script, vec![json!(css)]);
        let texts = found.as_array().map(Vec::as_slice).unwrap_or_default();
        texts.iter().filter_map(|text| text.as_str().map(str::to_owned)).collect()
    }

    /// How many elements have a selector now.
    #[track_caller]
    pub fn count(&self, css: &str) -> usize {
        self.must(self.within(
            limits::CALL,
            &format!("counting `{css}`"),
            self.client.find_all(Locator::Css(css)),
        ))
        .len()
    }

    /// What a field holds.
    #[track_caller]
    pub fn value(&self, css: &str) -> String {
        let element = self.wait_for(css);
        self.must(self.within(limits::CALL, &format!("the value of `{css}`"), element.prop("value")))
            .unwrap_or_default()
    }

    /// An attribute of the first element with a selector.
    #[track_caller]
    pub fn attribute(&self, css: &str, name: &str) -> Option<String> {
        let element = self.wait_for(css);
        self.must(self.within(limits::CALL, &format!("{name} of `{css}`"), element.attr(name)))
    }

    /// The window as it is painted.
    #[track_caller]
    pub fn picture(&self) -> Picture {
        self.must(self.try_picture())
    }

    /// The window as it is painted, kept in a file.
    #[track_caller]
    pub fn screenshot(&self, path: &Path) -> Picture {
        let picture = self.picture();
        self.must(picture.save(path));
        picture
    }

    /// The share of an element's pixels that differ from its most common colour: 0 for a blank one. A look at
    /// the page's elements alone passes on a grid that is not painted; this does not.
    #[track_caller]
    pub fn ink(&self, css: &str) -> f64 {
        let element = self.wait_for(css);
        let (x, y, width, height) =
            self.must(self.within(limits::CALL, &format!("the place of `{css}`"), element.rectangle()));
        self.picture().ink((x, y), (width, height))
    }

    /// Waits until an element shows more than one colour: its first picture may be older than what is in it.
    #[track_caller]
    pub fn wait_painted(&self, css: &str, limit: Duration) {
        self.wait_until(&format!("`{css}` is blank"), limit, |window| window.ink(css) > limits::BLANK);
    }

    /// A picture shows what was painted last, so the page is given two frames and its fonts first. A page that
    /// paints no frame is pictured all the same.
    pub(super) fn try_picture(&self) -> Result<Picture, Failure> {
        let _ = self.within(limits::SETTLE, "two frames", self.client.execute_async(TWO_FRAMES, Vec::new()));
        Picture::read(self.within(limits::CALL, "a picture", self.client.screenshot())?)
    }
}
