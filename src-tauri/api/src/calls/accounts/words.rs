//! Where each list of an account stands, in words.

use crate::coverage::day;
use ::sync::Position;
use chrono::{DateTime, FixedOffset};
use model::Millis;
use provider::{Stream, Walk};

/// Where a list stands, in a sentence or two.
pub(super) fn stands(stream: &Stream, position: Position, offset: i16) -> String {
    let at = |moment: Option<Millis>| moment.map(|moment| self::moment(moment, offset));
    match position {
        Position::Nothing => "Not read yet.".to_owned(),
        Position::BackTo(Some(until)) => {
            format!("First load under way: everything since {} is here.", day(until, offset))
        }
        Position::BackTo(None) => "First load under way: its newest part comes first.".to_owned(),
        Position::Begun => {
            "Its first reading was left in the middle; the next sync goes on there.".to_owned()
        }
        Position::Lists { all: 0, .. } => "Read; there was none.".to_owned(),
        Position::Lists { all, due: 0 } => format!("{all} lists, all read to their ends."),
        Position::Lists { all, due } => format!("{due} of {all} lists are still to be read."),
        Position::Whole { since } => match (stream.walk, at(since)) {
            (Walk::Changes, Some(since)) => {
                format!("Read to its end. The next sync asks for what changed since {since}.")
            }
            (Walk::Windows { .. }, Some(since)) => format!(
                "Read to its end. The next sync reads what is newer than {since} again, as it may have changed."
            ),
            (Walk::Sweep { .. }, _) => "Read whole with each sync.".to_owned(),
            (Walk::Head { .. }, Some(since)) => {
                format!("Read whole {since}; syncs in between read what changed last.")
            }
            _ => "Read to its end.".to_owned(),
        },
    }
}

/// `3 October 2026, 09:12`, where the person is.
fn moment(at: Millis, offset: i16) -> String {
    let time = DateTime::from_timestamp_millis(at).unwrap_or_default();
    let clock = FixedOffset::east_opt(i32::from(offset) * 60).map_or_else(
        || time.format("%H:%M").to_string(),
        |zone| time.with_timezone(&zone).format("%H:%M").to_string(),
    );
    format!("{}, {clock}", day(at, offset))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Kind;

    #[test]
    fn where_a_list_stands_is_said_in_sentences() {
        let stream = |walk| Stream { id: "x", title: "messages", kinds: &[Kind::Message], walk };
        let changes = stream(Walk::Changes);
        let since = Position::Whole { since: Some(86_400_000) };
        for (stream, position, expected) in [
            (changes, Position::Nothing, "Not read yet."),
            (
                changes,
                since,
                "Read to its end. The next sync asks for what changed since 2 January 1970, 02:00.",
            ),
            (
                stream(Walk::Windows { lookback: 1, whole: &[] }),
                since,
                "Read to its end. The next sync reads what is newer than 2 January 1970, 02:00 again, as it may \
                 have changed.",
            ),
            (stream(Walk::Sweep { whole: &[] }), since, "Read whole with each sync."),
            (
                changes,
                Position::BackTo(Some(0)),
                "First load under way: everything since 1 January 1970 is here.",
            ),
            (changes, Position::Lists { all: 9, due: 2 }, "2 of 9 lists are still to be read."),
            (changes, Position::Lists { all: 9, due: 0 }, "9 lists, all read to their ends."),
        ] {
            assert_eq!(stands(&stream, position, 120), expected);
        }
    }
}
