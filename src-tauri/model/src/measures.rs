//! A chat's measures, computed from what was said in it and how its state changed.
//!
//! Source of what each means: seed S4. Promises: nothing is computed where a provider gives its own figure
//! ([`Measures::or`]); what cannot be told is `None`, not nought; no length is negative. Knows no clock: whoever
//! asks says when now is, and brings the zone.

mod hours;
#[cfg(test)]
mod tests;

pub use hours::{Hours, NoHours, Shift};

use crate::message::PersonKind;
use crate::session::{Measures, SessionState};
use crate::time::Millis;
use chrono::TimeZone;

/// Each stay in `snoozed`, from and to, by changes in any order. One that has not ended runs to `now`.
pub fn stays(changes: &[(Millis, SessionState)], now: Millis) -> Vec<(Millis, Millis)> {
    let mut sorted = changes.to_vec();
    sorted.sort_by_key(|(at, _)| *at);
    let (mut stays, mut since) = (Vec::new(), None);
    for (at, state) in sorted {
        match (since, state == SessionState::Snoozed) {
            (None, true) => since = Some(at),
            (Some(start), false) => {
                stays.push((start, at));
                since = None;
            }
            _ => {}
        }
    }
    stays.extend(since.map(|start| (start, now.max(start))));
    stays
}

/// Each answer of a person of ours: from the first message of the customer that was left unanswered to the answer.
/// Bots and notices answer nobody. `said` is in the order of time.
pub fn replies(said: &[(Millis, PersonKind)]) -> Vec<(Millis, Millis)> {
    let (mut replies, mut asked) = (Vec::new(), None);
    for (at, person) in said {
        match person {
            PersonKind::User => asked = asked.or(Some(*at)),
            PersonKind::Agent => replies.extend(asked.take().map(|from| (from, *at))),
            PersonKind::Bot | PersonKind::System => {}
        }
    }
    replies
}

/// From the last opening before the last closing to that closing.
fn resolved(changes: &[(Millis, SessionState)]) -> Option<(Millis, Millis)> {
    let mut sorted = changes.to_vec();
    sorted.sort_by_key(|(at, _)| *at);
    let last = sorted.iter().rposition(|(_, state)| *state == SessionState::Closed)?;
    let (before, from_there) = sorted.split_at(last);
    // What only repeats that the chat is closed closes nothing.
    let first = before.iter().rev().take_while(|(_, state)| *state == SessionState::Closed).last();
    let closed = first.or(from_there.first())?.0;
    let opened = before.iter().rev().find(|(_, state)| *state == SessionState::Opened)?.0;
    Some((opened, closed))
}

/// All measures of a chat by what was said in it and by its changes of state. Where nothing was said, nobody can
/// tell how many answers there were.
pub fn measured<Z: TimeZone>(
    said: &[(Millis, PersonKind)],
    changes: &[(Millis, SessionState)],
    hours: &Hours,
    zone: &Z,
) -> Measures {
    let (replies, resolved) = (replies(said), resolved(changes));
    let open = |(from, to): &(Millis, Millis)| hours.within(zone, *from, *to);
    let long: Vec<Millis> = replies.iter().map(|(from, to)| to.saturating_sub(*from).max(0)).collect();
    // An answer counts in open hours if any of the wait for it lay in them.
    let within: Option<Vec<Millis>> = replies.iter().map(open).collect();
    let within: Option<Vec<Millis>> =
        within.map(|all| all.into_iter().filter(|length| *length > 0).collect());
    let counted = |count: usize| u32::try_from(count).ok().filter(|_| !said.is_empty());
    Measures {
        waiting: long.first().copied(),
        average_reply: average(&long),
        total_reply: total(&long),
        replies: counted(long.len()),
        resolution: resolved.map(|(from, to)| to.saturating_sub(from).max(0)),
        operation_waiting: replies.first().and_then(open),
        operation_average_reply: within.as_deref().and_then(average),
        operation_total_reply: within.as_deref().and_then(total),
        operation_replies: within.as_ref().and_then(|within| counted(within.len())),
        operation_resolution: resolved.as_ref().and_then(open),
    }
}

fn total(lengths: &[Millis]) -> Option<Millis> {
    (!lengths.is_empty()).then(|| lengths.iter().fold(0, |sum: Millis, length| sum.saturating_add(*length)))
}

fn average(lengths: &[Millis]) -> Option<Millis> {
    total(lengths)?.checked_div(Millis::try_from(lengths.len()).ok()?)
}

/// Lengths that differ by less are one, told to the second or the millisecond.
const ROUNDED: Millis = 1_000;

impl Measures {
    /// Each of these, or where the provider gave none, that of `computed`.
    #[must_use]
    pub fn or(self, computed: Self) -> Self {
        self.with(computed, Option::or, Option::or)
    }

    /// Those of `computed` that these do not tell: where there is none, or another by a second or more.
    #[must_use]
    pub fn unlike(self, computed: Self) -> Self {
        let near = |own: Millis, ours: Millis| own.abs_diff(ours) < ROUNDED.unsigned_abs();
        self.with(
            computed,
            |own, ours| ours.filter(|ours| own.is_none_or(|own| !near(own, *ours))),
            |own, ours| ours.filter(|_| own != ours),
        )
    }

    fn with(
        self,
        other: Self,
        length: impl Fn(Option<Millis>, Option<Millis>) -> Option<Millis>,
        count: impl Fn(Option<u32>, Option<u32>) -> Option<u32>,
    ) -> Self {
        Self {
            waiting: length(self.waiting, other.waiting),
            average_reply: length(self.average_reply, other.average_reply),
            total_reply: length(self.total_reply, other.total_reply),
            replies: count(self.replies, other.replies),
            resolution: length(self.resolution, other.resolution),
            operation_waiting: length(self.operation_waiting, other.operation_waiting),
            operation_average_reply: length(self.operation_average_reply, other.operation_average_reply),
            operation_total_reply: length(self.operation_total_reply, other.operation_total_reply),
            operation_replies: count(self.operation_replies, other.operation_replies),
            operation_resolution: length(self.operation_resolution, other.operation_resolution),
        }
    }
}
