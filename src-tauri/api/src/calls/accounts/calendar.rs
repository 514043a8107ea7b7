//! What is held, missing and gone, by day and channel (S0.9, B8).
//!
//! Promises: a day on which nothing happened is told from one that was never synced, from one that the provider has
//! no longer, and from one of which something was passed over.

use super::days::Days;
use super::page::position;
use super::row;
use super::stretch::{Known, Stretch};
use crate::fault::Fault;
use crate::{Call, Desk, Right, Seat, limits};
use ::store::rollup::{self, Field, Span};
use ::store::{Reader, gap, gone, run};
use model::Millis;
use query::Subject;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
pub struct Calendar {
    pub id: i64,
    pub subject: Subject,
    /// Offset of the person's zone from UTC, minutes: where a day begins.
    pub offset: i16,
    /// A moment of the last day; today when absent.
    pub until: Option<Millis>,
    /// How many days.
    pub days: usize,
}

#[derive(Debug, Serialize, TS)]
pub struct CalendarReply {
    /// When the first day begins, epoch ms; each is 24 hours.
    pub from: Millis,
    pub days: usize,
    /// Most records first.
    pub channels: Vec<Channel>,
    /// What is known to be missing, as far as it lies on these days.
    pub stretches: Vec<Stretch>,
    /// The day of the first record that is here.
    pub earliest: Option<Millis>,
}

/// Records of a channel, a number a day.
#[derive(Debug, Serialize, TS)]
pub struct Channel {
    /// Empty where none is known.
    pub channel: String,
    pub held: Vec<u64>,
    /// How many of them the provider has no more.
    pub gone: Vec<u64>,
}

impl Call for Calendar {
    const NAME: &'static str = "accounts.calendar";
    const RIGHT: Right = Right::Read;
    type Reply = CalendarReply;

    fn run(self, seat: &Seat<'_>) -> Result<CalendarReply, Fault> {
        let store = seat.store()?;
        let row = row(store, self.id)?;
        let now = Desk::now();
        let days = Days::new(self.until.unwrap_or(now), self.days, self.offset);
        let reader = store.reader()?;
        let subject = shape(self.subject);
        let (channels, earliest) = channels(&reader, row.id, subject, &days)?;
        let described = provider::described(&row.provider).map_or(&[][..], |described| described.streams);
        let (runs, gaps) = (run::of_account(&reader, row.id)?, gap::of_account(&reader, row.id)?);
        let mut streams = Vec::new();
        for stream in described.iter().filter(|stream| stream.kinds.contains(&subject.kind())) {
            streams.push((*stream, position(&reader, row.id, stream, &runs, &gaps)?));
        }
        let known = Known { streams, gaps, runs, now };
        let stretches = known.stretches(&days);
        Ok(CalendarReply { from: days.begin(0), days: days.count, channels, stretches, earliest })
    }
}

const fn shape(subject: Subject) -> ::store::Subject {
    match subject {
        Subject::Sessions => ::store::Subject::Session,
        Subject::Messages => ::store::Subject::Message,
        Subject::Deliveries => ::store::Subject::Delivery,
    }
}

/// Held and gone, a number a day.
type Counts = (Vec<u64>, Vec<u64>);

fn channels(
    reader: &Reader<'_>,
    account: i64,
    subject: ::store::Subject,
    days: &Days,
) -> Result<(Vec<Channel>, Option<Millis>), Fault> {
    let mut channels: BTreeMap<String, Counts> = BTreeMap::new();
    let none = || (vec![0; days.count], vec![0; days.count]);
    let (from, until) = (days.begin(0), days.begin(i64::try_from(days.count).unwrap_or(0)));
    for count in rollup::read(reader, subject, Field::Place, Span::Hour, from, until)? {
        let Some((its, channel)) = rollup::place(&count.value) else { continue };
        if let Some(day) = days.at(count.at).filter(|_| its == account) {
            let held = &mut channels.entry(channel.to_owned()).or_insert_with(none).0;
            held.get_mut(day).into_iter().for_each(|held| *held += count.rows);
        }
    }
    for (at, channel, rows) in gone::placed(reader, account, subject)? {
        if let Some(day) = days.at(at) {
            let gone = &mut channels.entry(channel).or_insert_with(none).1;
            gone.get_mut(day).into_iter().for_each(|gone| *gone += rows);
        }
    }
    let whole = rollup::read(reader, subject, Field::Place, Span::Day, Millis::MIN / 2, Millis::MAX / 2)?;
    let ours = |value: &str| rollup::place(value).is_some_and(|(its, _)| its == account);
    let earliest = whole.into_iter().find(|count| ours(&count.value)).map(|count| count.at);
    Ok((most(channels), earliest))
}

/// Those with most records first, and no more than are shown.
fn most(channels: BTreeMap<String, Counts>) -> Vec<Channel> {
    let view = |(channel, (held, gone)): (String, Counts)| Channel { channel, held, gone };
    let mut channels: Vec<Channel> = channels.into_iter().map(view).collect();
    channels.sort_by_key(|channel| std::cmp::Reverse(channel.held.iter().sum::<u64>()));
    let rest = channels.split_off(channels.len().min(limits::CHANNELS));
    if let Some(last) = channels.last_mut().filter(|_| !rest.is_empty()) {
        last.channel = "other channels".to_owned();
        let add = |sum: &mut Vec<u64>, more: &[u64]| sum.iter_mut().zip(more).for_each(|(a, b)| *a += b);
        for more in &rest {
            add(&mut last.held, &more.held);
            add(&mut last.gone, &more.gone);
        }
    }
    channels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_channels_are_added_up() {
        let channels = (0..limits::CHANNELS + 3).map(|n| {
            let name = format!("c{n}");
            (name, (vec![n as u64, 1], vec![0, 1]))
        });
        let shown = most(channels.collect());
        assert_eq!(shown.len(), limits::CHANNELS);
        let last = shown.last().unwrap();
        assert_eq!(
            (last.channel.as_str(), &last.held, &last.gone),
            ("other channels", &vec![6, 4], &vec![0, 4])
        );
        assert_eq!(shown[0].channel, format!("c{}", limits::CHANNELS + 2));
    }
}
