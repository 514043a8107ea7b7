//! What a list does not hold yet, in words, while the first load of an account is under way or was left
//! unfinished: a question then says what it does not cover.

use crate::fault::Fault;
use crate::{JobKind, Seat, limits};
use chrono::{DateTime, FixedOffset};
use model::{Kind, Millis};
use query::{Query, Subject, Term, Test, Value, View};
use store::{Account, checkpoint, gap};

/// One sentence an account; `None` when all of them were loaded to their end.
pub(crate) fn words(
    seat: &Seat<'_>,
    view: &View<'_>,
    subject: Subject,
    offset: i16,
) -> Result<Option<String>, Fault> {
    let syncing = seat.desk.jobs.running(JobKind::Sync).is_some();
    let mut missing = Vec::new();
    for account in store::account::list(view)? {
        if !is_loaded(view, &account, kind(subject))? {
            missing.push(account);
        }
    }
    let mut sentences = Vec::new();
    for account in missing.iter().take(limits::COVERAGE) {
        let span = span(view, subject, &account.name)?;
        sentences.push(sentence(account, subject, span, syncing, offset));
    }
    if let Some(more @ 1..) = missing.len().checked_sub(limits::COVERAGE) {
        sentences.push(format!("So it is with {more} more."));
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

/// Whether a kind of this account was read to its end once. A provider that has none of it leaves no
/// checkpoint, so a kind that comes later in the order tells that this one was passed.
fn is_loaded(view: &View<'_>, account: &Account, kind: Kind) -> Result<bool, Fault> {
    if account.last_sync_note.as_deref() == Some(super::calls::sync::COMPLETE) {
        return Ok(true);
    }
    let kept = checkpoint::get(view, account.id, kind)?;
    if kept.as_ref().is_some_and(|kept| kept.updated_since.is_some()) {
        return Ok(true);
    }
    if kept.is_some() || gap::of_account(view, account.id)?.iter().any(|gap| gap.kind == kind) {
        return Ok(false);
    }
    let later = Kind::ALL.iter().skip_while(|other| **other != kind).skip(1);
    for other in later {
        if checkpoint::get(view, account.id, *other)?.is_some() {
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

fn sentence(
    account: &Account,
    subject: Subject,
    span: Option<(Millis, Millis)>,
    syncing: bool,
    offset: i16,
) -> String {
    let (name, what) = (&account.name, subject.as_str());
    let held = span.map(|(from, to)| match (day(from, offset), day(to, offset)) {
        (from, to) if from == to => format!("{what} of {from}"),
        (from, to) => format!("{what} from {from} to {to}"),
    });
    match (held, syncing) {
        (Some(held), true) => format!("First load of {name}: {held} so far; others are still arriving."),
        (None, true) => format!("First load of {name}: its {what} are still to arrive."),
        (Some(held), false) => {
            format!("The first load of {name} is not finished: {held} so far. Refresh goes on with it.")
        }
        (None, false) => format!("The {what} of {name} were not loaded yet. Refresh fetches them."),
    }
}

/// `3 October 2026`, where the person is.
fn day(at: Millis, offset: i16) -> String {
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
        let account = Account {
            id: 1,
            name: "Shop".into(),
            provider: "log-api".into(),
            url: String::new(),
            settings: Default::default(),
            secrets: Default::default(),
            created_at: 0,
            last_sync_at: None,
            last_sync_note: None,
            removed_at: None,
        };
        let day = 86_400_000;
        let cases = [
            (
                Some((0, 40 * day)),
                true,
                "First load of Shop: messages from 1 January 1970 to 10 February 1970 so far; others are still arriving.",
            ),
            (
                Some((0, day - 1)),
                true,
                "First load of Shop: messages of 1 January 1970 so far; others are still arriving.",
            ),
            (None, true, "First load of Shop: its messages are still to arrive."),
            (
                Some((0, 1)),
                false,
                "The first load of Shop is not finished: messages of 1 January 1970 so far. Refresh goes on with it.",
            ),
            (None, false, "The messages of Shop were not loaded yet. Refresh fetches them."),
        ];
        for (span, syncing, words) in cases {
            assert_eq!(sentence(&account, Subject::Messages, span, syncing, 0), words);
        }
        assert_eq!(super::day(day - 1, 60), "2 January 1970", "a day is the person's own");
    }
}
