//! From an answer's text to records.

use super::wire::{self, PageIn, Root};
use crate::http::{Base, json_fault};
use crate::limits::CURSOR_CHARS;
use crate::{Error, Page, Result, Window};
use model::{Fetched, Kind, Millis};

/// The front page.
pub(super) fn root(text: &str) -> Result<Root> {
    let root: Root = serde_json::from_str(text).map_err(|e| json_fault("the front page", &e))?;
    if root.version != wire::VERSION {
        let what =
            format!("it speaks version {} of the log API, here is version {}", root.version, wire::VERSION);
        return Err(Error::Malformed { what });
    }
    Ok(root)
}

/// Who answers, what it offers, and how far its clock is off when that matters.
pub(super) fn standing(root: &Root, kinds: &[Kind], now: Millis) -> String {
    let name: String = root.name.chars().filter(|c| !c.is_control()).take(100).collect();
    let kinds = kinds.iter().map(|k| wire::path(*k).replace('-', " ")).collect::<Vec<_>>().join(", ");
    let off = root.time.0.at.saturating_sub(now) / 1000;
    let clock = match off.unsigned_abs() {
        0..=60 => String::new(),
        seconds => format!(" Its clock is {seconds} s {}.", if off > 0 { "ahead" } else { "behind" }),
    };
    format!("{name} answers and lets this token read: {kinds}.{clock}")
}

/// A page of records; endpoint and time of fetching are the caller's to fill in.
pub(super) fn page(kind: Kind, text: &str, most: usize, base: &Base, window: &Window) -> Result<Page> {
    let list = wire::path(kind);
    let page: PageIn<'_> = serde_json::from_str(text).map_err(|e| json_fault(list, &e))?;
    if page.data.len() > most {
        return Err(Error::TooLarge { what: format!("over {most} records in one page") });
    }
    let next = next(page.next, page.next_url, base)?;
    let mut read = Page { objects: page.data.len(), ..Page::default() };
    for (place, raw) in (1..).zip(&page.data) {
        match object(kind, place, raw.get(), window) {
            Ok((fetched, updated_at, stray)) => {
                read.strays |= stray;
                read.newest = read.newest.max(Some(updated_at));
                read.records.push(fetched);
            }
            Err(why) => read.rejected.add(|| why),
        }
    }
    let as_of = page.as_of.map(|time| time.0.at);
    Ok(Page { next, remaining: page.remaining, as_of, ..read })
}

/// A record, when it last changed, and whether it lies outside the window that was asked for.
fn object(
    kind: Kind,
    place: usize,
    raw: &str,
    window: &Window,
) -> std::result::Result<(Fetched, Millis, bool), String> {
    if *window == Window::EVER {
        return wire::fetched(kind, place, raw).map(|(fetched, updated_at)| (fetched, updated_at, false));
    }
    // Its own time must be known, so it is read at once.
    let (record, updated_at) = wire::read(kind, place, raw)?;
    let stray = !window.holds(wire::own_time(&record));
    Ok((Fetched::new(record, raw.to_owned()), updated_at, stray))
}

/// The cursor goes before the link; a link to another place is refused even where it would not be used,
/// since something is wrong with whoever sends it.
fn next(cursor: Option<String>, link: Option<String>, base: &Base) -> Result<Option<String>> {
    for link in cursor.iter().filter(|c| is_link(c)).chain(&link) {
        base.link(link)?;
    }
    let next = cursor.or(link).filter(|next| !next.is_empty());
    if next.as_ref().is_some_and(|next| next.len() > CURSOR_CHARS) { Err(long_cursor()) } else { Ok(next) }
}

pub(super) fn long_cursor() -> Error {
    Error::Malformed { what: format!("its cursor has more than {CURSOR_CHARS} characters") }
}

pub(super) fn is_link(cursor: &str) -> bool {
    cursor.starts_with("https://") || cursor.starts_with("http://")
}
