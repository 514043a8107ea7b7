//! A row of a sheet as an object of the API: times in milliseconds, lists as lists.

use super::Object;
use crate::error::{Error, Result};
use crate::json;
use crate::time::{self, Odd, Times};
use calamine::DataRef;
use chrono_tz::Tz;
use model::Stamp;
use provider::channel_talk::file::Sheet;
use serde_json::Value;

/// The cells of a row that hold something, by column.
pub(super) type Cells<'a> = Vec<(usize, DataRef<'a>)>;

/// `Err` within: the row is none.
///
/// # Errors
/// [`Error::ZoneNeeded`].
pub(super) fn object(
    sheet: Sheet,
    heads: &[String],
    cells: &Cells<'_>,
    zone: Option<Tz>,
    late: f64,
    row: u64,
) -> Result<Object> {
    let mut object = json::Object::new();
    let (mut marketing, mut odd) = ([None, None], None);
    for (column, value) in cells {
        let Some(head) = heads.get(*column).filter(|head| !head.is_empty()) else { continue };
        let field = field(head);
        if field.ends_with("At") {
            match moment(value, zone, late) {
                Ok(Some(at)) => object.part(&field, &at.to_string()),
                Ok(None) => {}
                Err(Odd::NoZone) => return Err(Error::ZoneNeeded { row }),
                Err(Odd::Unreadable) => odd = Some(format!("{field} is no time")),
            }
            continue;
        }
        match (sheet, field.as_str()) {
            (Sheet::UserChat, "marketingId") => marketing[0] = Some(scalar(value)),
            (Sheet::UserChat, "marketingType") => marketing[1] = Some(scalar(value)),
            (Sheet::UserChat, "supportBotId") => {
                object.part("supportBot", &format!("{{\"id\":{}}}", scalar(value)))
            }
            (_, "managerIds" | "tags" | "followerIds") => object.part(&field, &list(&text(value))),
            (_, "removed" | "operator") => {
                object.part(&field, &(text(value).to_lowercase() == "true").to_string())
            }
            (_, field) if is_length(field) => object.part(field, &length(value)),
            _ => object.part(&field, &scalar(value)),
        }
    }
    if let [Some(id), kind] = marketing {
        let kind = kind.unwrap_or_else(|| "\"campaign\"".to_owned());
        object.part("marketing", &format!("{{\"id\":{id},\"type\":{kind}}}"));
    }
    Ok(odd.map_or_else(|| Ok(object.end()), Err))
}

/// `ChatId` of the message sheet is `chatId` of the API.
fn field(head: &str) -> String {
    let mut letters = head.chars().filter(|c| c.is_alphanumeric());
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn is_length(field: &str) -> bool {
    field.ends_with("Time") || field.ends_with("time")
}

/// In milliseconds; some write `00:00:01:05`.
fn length(value: &DataRef<'_>) -> String {
    match provider::length(&text(value)) {
        Some(millis) => millis.to_string(),
        None => scalar(value),
    }
}

pub(super) fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        // Ids and counts: whole numbers are written without a point.
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(moment) => moment.as_f64().to_string(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// Numbers stay numbers, all else is text.
fn scalar(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(_) | DataRef::Bool(_) => text(value),
        DataRef::Float(number) if number.is_finite() => text(value),
        other => Value::from(text(other)).to_string(),
    }
}

/// A list as JSON writes it, or parted by commas.
fn list(text: &str) -> String {
    if serde_json::from_str::<Vec<Value>>(text).is_ok() {
        return text.to_owned();
    }
    let parts =
        text.split(',').map(|part| part.trim().trim_matches(['[', ']', '"'])).filter(|part| !part.is_empty());
    Value::from(parts.collect::<Vec<_>>()).to_string()
}

const DAY: f64 = 86_400_000.0;
/// Days from the beginning of a workbook's time to 1970.
const TO_1970: f64 = 25_569.0;
/// A number above this is no day of a calendar: it counts milliseconds.
const DAYS: f64 = 3_000_000.0;

/// Epoch milliseconds.
fn moment(value: &DataRef<'_>, zone: Option<Tz>, late: f64) -> std::result::Result<Option<i64>, Odd> {
    let days = match value {
        DataRef::DateTime(moment) => moment.as_f64(),
        DataRef::Int(number) => *number as f64,
        DataRef::Float(number) => *number,
        other => {
            let text = text(other);
            let times = if text.trim().parse::<f64>().is_ok() { Times::Millis } else { Times::Iso };
            return Ok(time::read(&text, times, zone)?.map(|stamp| stamp.at));
        }
    };
    if !days.is_finite() || days.abs() > 1e15 {
        return Err(Odd::Unreadable);
    }
    if days.abs() > DAYS {
        return Ok(Some(days.round() as i64));
    }
    // A workbook's day has no zone.
    let shown = Stamp::utc(((days + late - TO_1970) * DAY).round() as i64).to_rfc3339();
    let clock = shown.get(..23).ok_or(Odd::Unreadable)?;
    Ok(time::read(clock, Times::Iso, zone)?.map(|stamp| stamp.at))
}
