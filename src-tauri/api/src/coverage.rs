//! What a list does not hold yet, in words, while the first load of an account is under way or was left
//! unfinished: a question then says what it does not cover.

use crate::fault::Fault;
use crate::{JobKind, Seat, limits};
use chrono::{DateTime, FixedOffset};
use model::{Kind, Millis};
use provider::Stream;
use query::{Query, Subject, Term, Test, Value, View};
use store::{Account, Store, Why, checkpoint, gap};

/// How much of a kind is here, while some of it is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    /// Everything since this moment.
    BackTo(Millis),
    /// Something between these two.
    Between(Millis, Millis),
    Nothing,
}

/// One sentence an account; `None` when all of them were loaded to their end. Leases readers one after the
/// other, so nobody may hold one who calls it.
pub(crate) fn words(seat: &Seat<'_>, subject: Subject, offset: i16) -> Result<Option<String>, Fault> {
    let store = seat.store()?;
    let accounts = store::account::list(&*store.reader()?)?;
    let whole = |account: &&Account| account.last_sync_note.as_deref() != Some(super::calls::sync::COMPLETE);
    let syncing = seat.desk.jobs.running(JobKind::Sync).is_some();
    let (mut sentences, mut more) = (Vec::new(), 0_usize);
    for account in accounts.iter().filter(whole) {
        if sentences.len() == limits::COVERAGE {
            more += 1;
        } else if let Some(held) = held(store, account, subject)? {
            sentences.push(sentence(&account.name, subject, held, syncing, offset));
        }
    }
    if more > 0 {
        sentences.push("Other accounts were not loaded to their end either.".to_owned());
    }
    Ok((!sentences.is_empty()).then(|| sentences.join(" ")))
}

const fn kind(subject: Subject) -> Kind {
    match subject {
        Subject::Sessions => Kind::Session,
        Subject::Messages => Kind::Message,
        Subject::Deliveries => Kind::Delivery,
    }
}

/// What there is of a subject in an account; `None` when it was loaded to its end.
fn held(store: &Store, account: &Account, subject: Subject) -> Result<Option<Held>, Fault> {
    let streams = provider::described(&account.provider).map_or(&[][..], |described| described.streams);
    let coverage = ::sync::coverage(store, account.id, streams)?;
    let covered = coverage.and_then(|c| c.kinds.into_iter().find(|covered| covered.kind == kind(subject)));
    if let Some(moment) = covered.and_then(|covered| covered.back_to) {
        return Ok(Some(Held::BackTo(moment)));
    }
    let view = crate::desk::view(store)?;
    if covered.is_none() && is_loaded(&view, account, streams, kind(subject))? {
        return Ok(None);
    }
    let span = span(&view, subject, &account.name)?;
    Ok(Some(span.map_or(Held::Nothing, |(from, to)| Held::Between(from, to))))
}

/// Whether all streams that bring a kind, and are not under way, were read to their end once. A provider that has
/// none of it leaves no checkpoint, so a stream that comes later in the order tells that this one was passed.
fn is_loaded(view: &View<'_>, account: &Account, streams: &[Stream], kind: Kind) -> Result<bool, Fault> {
    let gaps = gap::of_account(view, account.id)?;
    for (n, stream) in streams.iter().enumerate().filter(|(_, stream)| stream.kinds.contains(&kind)) {
        if checkpoint::get(view, account.id, stream.id)?.is_some_and(|kept| kept.updated_since.is_some()) {
            continue;
        }
        let missing = gaps.iter().any(|gap| gap.stream == stream.id && gap.why == Why::NotRead);
        if missing || !is_passed(view, account, streams.get(n + 1..).unwrap_or_default())? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether any of these was begun.
fn is_passed(view: &View<'_>, account: &Account, later: &[Stream]) -> Result<bool, Fault> {
    for stream in later {
        if checkpoint::get(view, account.id, stream.id)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The first and the last moment of what an account has brought so far.
fn span(view: &View<'_>, subject: Subject, account: &str) -> Result<Option<(Millis, Millis)>, Fault> {
    let value = Value::Text { text: account.to_owned(), exact: true };
    let test = Test::Field { name: "account", values: vec![value] };
    let query = Query { subject, zone: 0, now: 0, terms: vec![Term { negated: false, test }] };
    let bars = query::histogram(view, subject, &query, 1, &|| false)?;
    Ok((!bars.counts.is_empty()).then_some((bars.from, bars.to.saturating_sub(1))))
}

fn sentence(name: &str, subject: Subject, held: Held, syncing: bool, offset: i16) -> String {
    let what = match subject {
        Subject::Sessions => "chats",
        other => other.as_str(),
    };
    let here = match held {
        Held::BackTo(moment) => format!("{what} back to {} are here", day(moment, offset)),
        Held::Between(from, to) => match (day(from, offset), day(to, offset)) {
            (from, to) if from == to => format!("some {what} of {from} are here"),
            (from, to) => format!("some {what} from {from} to {to} are here"),
        },
        Held::Nothing if syncing => return format!("First load of {name}: its {what} are still to arrive."),
        Held::Nothing => return format!("The {what} of {name} were not loaded yet. Refresh fetches them."),
    };
    let rest = if matches!(held, Held::BackTo(_)) { "older ones" } else { "others" };
    if syncing {
        format!("First load of {name}: {here}; {rest} are still arriving.")
    } else {
        format!(
            "The first load of {name} is not finished: {here}, {rest} are missing. Refresh goes on with it."
        )
    }
}

/// `3 October 2026`, where the person is.
pub(crate) fn day(at: Millis, offset: i16) -> String {
    let zone = FixedOffset::east_opt(i32::from(offset) * 60);
    let moment = DateTime::from_timestamp_millis(at).unwrap_or_default();
    let date = zone.map_or_else(|| moment.date_naive(), |zone| moment.with_timezone(&zone).date_naive());
    date.format("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_said_in_a_sentence() {
        let day = 86_400_000;
        let cases = [
            (
                Held::BackTo(40 * day),
                true,
                "First load of Shop: messages back to 10 February 1970 are here; older ones are still arriving.",
            ),
            (
                Held::Between(0, 40 * day),
                true,
                "First load of Shop: some messages from 1 January 1970 to 10 February 1970 are here; others are still arriving.",
            ),
            (Held::Nothing, true, "First load of Shop: its messages are still to arrive."),
            (
                Held::BackTo(0),
                false,
                "The first load of Shop is not finished: messages back to 1 January 1970 are here, older ones are missing. Refresh goes on with it.",
            ),
            (
                Held::Between(0, 1),
                false,
                "The first load of Shop is not finished: some messages of 1 January 1970 are here, others are missing. Refresh goes on with it.",
            ),
            (Held::Nothing, false, "The messages of Shop were not loaded yet. Refresh fetches them."),
        ];
        for (held, syncing, words) in cases {
            assert_eq!(sentence("Shop", Subject::Messages, held, syncing, 0), words);
        }
        assert_eq!(super::day(day - 1, 60), "2 January 1970", "a day is the person's own");
    }
}
