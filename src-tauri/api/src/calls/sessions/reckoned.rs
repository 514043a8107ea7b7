//! What is computed of a chat from its history: how long it was on hold, and its measures.

use crate::fault::Fault;
use crate::limits;
use ::store::{Reader, SessionEventRow, account, message};
use model::measures::{Hours, measured, stays};
use model::{Measures, Millis, Session, SessionState};
use provider::Schedule;

type Change = (Millis, SessionState);

/// Lengths in milliseconds.
pub(super) struct Reckoned {
    /// Unknown where there is no history of states.
    pub hold: Option<Millis>,
    /// What of it lay in open hours, where the account states such.
    pub hold_open: Option<Millis>,
    pub measures: Measures,
}

pub(super) fn of(
    reader: &Reader<'_>,
    account: i64,
    id: i64,
    session: &Session,
    events: &[SessionEventRow],
) -> Result<Reckoned, Fault> {
    let schedule = schedule(reader, account)?;
    let changes = changes(session, events);
    let stays = (!changes.is_empty()).then(|| stays(&changes, until(session)));
    let sum = |hours: &Hours| {
        let stays = stays.iter().flatten();
        stays.map(|(from, to)| hours.within(&schedule.zone, *from, *to)).sum::<Option<Millis>>()
    };
    let hold = stays.as_ref().and_then(|_| sum(&Hours::ALWAYS));
    let hold_open = hold.filter(|_| schedule.stated).and_then(|_| sum(&schedule.hours));
    let said = message::said_in(reader, id, limits::MEASURED + 1)?;
    // Of a part of a chat no figure is right.
    let ours = match said.len() as u64 > limits::MEASURED {
        true => Measures::default(),
        false => measured(&said, &changes, &schedule.hours, &schedule.zone),
    };
    Ok(Reckoned { hold, hold_open, measures: stated(ours, session.measures, schedule.stated) })
}

/// Of an account that no longer states hours which can be read, none are known.
fn schedule(reader: &Reader<'_>, account: i64) -> Result<Schedule, Fault> {
    let settings = account::get(reader, account)?.map(|row| row.settings).unwrap_or_default();
    Ok(provider::schedule(&settings).or_else(|_| provider::schedule(&Default::default()))?)
}

/// The history of states: what was told of each change, and what the chat says itself of the latest ones, since
/// not each change is told. Empty where no change is told.
fn changes(session: &Session, events: &[SessionEventRow]) -> Vec<Change> {
    use SessionState::{Closed, Opened, Snoozed};
    let told = events.iter().filter_map(|event| Some((event.record.at.at, event.record.state?)));
    let mut changes: Vec<Change> = told.collect();
    if !changes.is_empty() {
        let own = [(session.opened_at, Opened), (session.snoozed_at, Snoozed), (session.closed_at, Closed)];
        changes.push((session.created_at.at, Opened));
        changes.extend(own.into_iter().filter_map(|(at, state)| Some((at?.at, state))));
    }
    changes
}

/// Until when a hold that has not ended is counted: to the chat's end, or else to its last activity. A chat that was
/// opened again keeps the time of its earlier end.
fn until(session: &Session) -> Millis {
    let ended = session.closed_at.filter(|_| session.state == SessionState::Closed);
    ended.or(session.last_active_at).map_or(session.created_at.at, |stamp| stamp.at)
}

/// Without open hours of its own an account has nothing to say against those that its provider counts by.
fn stated(ours: Measures, theirs: Measures, hours: bool) -> Measures {
    if hours {
        return ours;
    }
    let kept = |theirs: Option<Millis>, ours: Option<Millis>| ours.filter(|_| theirs.is_none());
    Measures {
        operation_waiting: kept(theirs.operation_waiting, ours.operation_waiting),
        operation_average_reply: kept(theirs.operation_average_reply, ours.operation_average_reply),
        operation_total_reply: kept(theirs.operation_total_reply, ours.operation_total_reply),
        operation_replies: ours.operation_replies.filter(|_| theirs.operation_replies.is_none()),
        operation_resolution: kept(theirs.operation_resolution, ours.operation_resolution),
        ..ours
    }
}
