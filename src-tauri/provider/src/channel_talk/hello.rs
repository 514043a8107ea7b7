//! Who answers, and what the channel says of its open hours: a person may state them for the account. They are not
//! taken over unasked, since they are today's and not those of the chats of last year.

use super::map::parse;
use super::wire::{Channel, Hours, Range};
use chrono_tz::Tz;
use std::borrow::Cow;

pub(super) fn words(channel: &Channel<'_>) -> String {
    let name = channel.name.as_deref().map_or_else(|| channel.id.to_string(), str::to_owned);
    let hours = open_hours(channel).map(|(zone, hours)| {
        format!(" It is open {hours} by the clocks of {zone}; its open hours are measured when the account states both.")
    });
    format!("Channel Talk answers for {name}.{}", hours.unwrap_or_default())
}

/// A zone, and hours in the form that an account states them in; `None` unless both can be read.
fn open_hours(channel: &Channel<'_>) -> Option<(Tz, String)> {
    let zone: Cow<'_, str> = parse(channel.time_zone?.get()).ok()?;
    let zone = zone.parse::<Tz>().ok()?;
    let hours: Hours<'_> = parse(channel.operation_time_ranges?.get()).ok()?;
    let parts: Vec<String> = hours.time_ranges.iter().flat_map(parts).collect();
    let text = parts.join(", ");
    (!parts.is_empty() && model::measures::Hours::parse(&text).is_ok()).then_some((zone, text))
}

/// `mon-fri 09:00-18:00` where the days follow each other, else a part for each day.
fn parts(range: &Range<'_>) -> Vec<String> {
    const WEEK: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let times = format!("{}-{}", clock(range.from), clock(range.to));
    let days: Vec<&str> = range.day_of_weeks.iter().map(Cow::as_ref).collect();
    match days.as_slice() {
        [first, .., last] if WEEK.windows(days.len()).any(|run| run == days.as_slice()) => {
            vec![format!("{first}-{last} {times}")]
        }
        days => days.iter().map(|day| format!("{day} {times}")).collect(),
    }
}
