//! Which days of an account are not, or not wholly, here, and why (S0.9).

use super::days::{DAY, Days};
use ::store::{Ended, Gap, Run, Why};
use ::sync::Position;
use model::Millis;
use provider::Stream;
use serde::Serialize;
use ts_rs::TS;

/// Days of which something is missing, whatever the channel: the provider's lists do not tell channels apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Stretch {
    /// Of the days that are shown.
    pub from: usize,
    /// Exclusive.
    pub until: usize,
    pub why: StretchWhy,
    pub words: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StretchWhy {
    /// Never synced, or not yet.
    NotRead,
    /// The provider has it no longer.
    NotKept,
    /// It came, and was passed over.
    Skipped,
}

/// What is known of an account's lists.
pub(super) struct Known {
    /// Those that bring the kind that is asked for, and where each stands.
    pub streams: Vec<(Stream, Position)>,
    pub gaps: Vec<Gap>,
    pub runs: Vec<Run>,
    pub now: Millis,
}

impl Known {
    pub fn stretches(&self, days: &Days) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        let mut add = |why, from, to, words: String| {
            if let Some((from, until)) = days.between(from, to) {
                let stretch = Stretch { from, until, why, words };
                if !stretches.contains(&stretch) {
                    stretches.push(stretch);
                }
            }
        };
        for (stream, position) in &self.streams {
            if let Some((from, to, words)) = self.unread(stream, *position) {
                add(StretchWhy::NotRead, from, to, words);
            }
            // A stretch without an end goes on until now; what has neither end lies on no day.
            for gap in self.gaps.iter().filter(|gap| gap.stream == stream.id) {
                let why = match gap.why {
                    Why::NotRead => continue,
                    Why::NotKept => StretchWhy::NotKept,
                    Why::Skipped => StretchWhy::Skipped,
                };
                if gap.from_at.is_some() || gap.to_at.is_some() {
                    add(why, gap.from_at, Some(gap.to_at.unwrap_or(self.now)), gap.reason.clone());
                }
            }
        }
        stretches
    }

    /// The part of a list that was not read: from when, until when, and why.
    fn unread(
        &self,
        stream: &Stream,
        position: Position,
    ) -> Option<(Option<Millis>, Option<Millis>, String)> {
        let gap = self.gaps.iter().find(|gap| gap.stream == stream.id && gap.why == Why::NotRead);
        let why =
            |words: &str| gap.map_or_else(|| format!("{}: {words}", stream.title), |gap| gap.reason.clone());
        match position {
            Position::Nothing => Some((None, None, why("never synced."))),
            Position::Begun => Some((None, None, why("the first reading was left in the middle."))),
            Position::BackTo(until) => Some((None, until, why("older ones were not synced yet."))),
            Position::Whole { .. } | Position::Lists { .. } => {
                let read = self.read_until(gap);
                // Of the day on which it was read the rest is still to come.
                let from = read.map(|read| read.saturating_add(DAY));
                let words = if gap.is_some() { why("") } else { why("not synced since.") };
                from.filter(|from| *from <= self.now).map(|from| (Some(from), None, words))
            }
        }
    }

    /// When the list was last read to its end.
    fn read_until(&self, gap: Option<&Gap>) -> Option<Millis> {
        let read = |run: &&Run| match run.ended {
            Ended::Complete => true,
            // The others were read.
            Ended::Partly => gap.is_none(),
            Ended::Failed | Ended::Cancelled => false,
        };
        let run = self.runs.iter().find(read).map(|run| run.began_at);
        run.or_else(|| gap.and_then(|gap| gap.from_at))
    }
}

#[cfg(test)]
mod tests {
    use super::super::days::HOUR;
    use super::*;
    use model::Kind;
    use provider::Walk;

    const NOW: Millis = 100 * DAY + 9 * HOUR;

    fn stream(id: &'static str) -> Stream {
        Stream { id, title: id, kinds: &[Kind::Message], walk: Walk::Changes }
    }

    fn known(
        position: Position,
        gaps: Vec<Gap>,
        runs: &[(Millis, Ended)],
    ) -> Vec<(usize, usize, StretchWhy)> {
        let run = |(began_at, ended): &(Millis, Ended)| Run {
            began_at: *began_at,
            ended_at: *began_at,
            ended: *ended,
            note: None,
            records: 0,
            new: 0,
            changed: 0,
            rejected: 0,
        };
        let runs = runs.iter().map(run).collect();
        let known = Known { streams: vec![(stream("messages"), position)], gaps, runs, now: NOW };
        let stretches = known.stretches(&Days::new(NOW, 10, 0));
        assert!(stretches.iter().all(|stretch| !stretch.words.is_empty()));
        stretches.into_iter().map(|stretch| (stretch.from, stretch.until, stretch.why)).collect()
    }

    fn gap(why: Why, from_at: Option<Millis>, to_at: Option<Millis>) -> Gap {
        Gap { stream: "messages".into(), why, from_at, to_at, reason: "why".into(), noted_at: 0 }
    }

    #[test]
    fn what_was_never_synced_is_told_from_what_is_no_more_and_what_was_passed_over() {
        // shows S0.9, B8
        use StretchWhy::{NotKept, NotRead, Skipped};
        let whole = Position::Whole { since: Some(NOW) };
        let day = |n: i64| 91 * DAY + n * DAY;
        let complete = [(NOW - HOUR, Ended::Complete)];
        assert_eq!(known(Position::Nothing, vec![], &[]), [(0, 10, NotRead)]);
        assert_eq!(known(Position::Begun, vec![], &[]), [(0, 10, NotRead)]);
        assert_eq!(known(Position::BackTo(None), vec![], &[]), [(0, 10, NotRead)]);
        assert_eq!(known(Position::BackTo(Some(day(4))), vec![], &[]), [(0, 4, NotRead)]);
        assert_eq!(known(Position::BackTo(Some(day(4) + 1)), vec![], &[]), [(0, 5, NotRead)], "a part of it");
        assert_eq!(known(Position::BackTo(Some(day(-4))), vec![], &[]), [], "all of it is before");
        assert_eq!(known(whole, vec![], &complete), []);
        assert_eq!(known(whole, vec![], &[(day(6), Ended::Complete)]), [(7, 10, NotRead)], "not since");
        let failed = [(NOW, Ended::Failed), (day(6), Ended::Partly), (day(2), Ended::Complete)];
        assert_eq!(known(whole, vec![], &failed), [(7, 10, NotRead)]);
        assert_eq!(known(whole, vec![gap(Why::NotRead, Some(0), None)], &failed), [(3, 10, NotRead)]);
        let kept = vec![gap(Why::NotKept, None, Some(day(3))), gap(Why::Skipped, Some(day(5)), Some(day(6)))];
        assert_eq!(known(whole, kept, &complete), [(0, 3, NotKept), (5, 6, Skipped)]);
        assert_eq!(known(whole, vec![gap(Why::Skipped, None, None)], &complete), [], "on no day");
    }
}
