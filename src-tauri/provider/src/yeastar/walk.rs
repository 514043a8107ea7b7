//! What a walk back through a session has come across.

use super::no_place;
use super::wire::{Agreed, Moment};
use crate::{Place, Result};
use model::{Millis, Stamp};
use serde::{Deserialize, Serialize};

/// The place within a session, which is also its cursor. Times are seconds since 1970.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Walked {
    /// The earliest message that is read.
    pub before: Option<i64>,
    /// When it was said …
    pub since: Option<i64>,
    /// … and when the latest was.
    pub active: Option<i64>,
    /// When the session was closed and picked up last.
    pub closed: Option<i64>,
    pub picked: Option<i64>,
    /// The message of the agent who wrote last, and the agent.
    pub agent: Option<(i64, String)>,
}

/// Characters of an extension's number: the PBX allows seven.
const NUMBER: usize = 64;

impl Walked {
    pub fn of(place: &Place) -> Result<Self> {
        let cursor = place.cursor.as_deref();
        cursor.map_or_else(
            || Ok(Self::default()),
            |cursor| serde_json::from_str(cursor).map_err(|_| no_place()),
        )
    }

    pub fn cursor(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Notes a message, whether or not it can be read as one.
    pub fn pass(&mut self, raw: &str) {
        let Ok(moment) = serde_json::from_str::<Moment<'_>>(raw) else { return };
        let Some(id) = moment.msg_id else { return };
        self.before = Some(self.before.map_or(id, |before| before.min(id)));
        let Some(at) = moment.send_time.or(moment.receive_time).filter(|at| *at > 0) else { return };
        self.since = Some(self.since.map_or(at, |since| since.min(at)));
        self.active = self.active.max(Some(at));
        match Agreed::of(moment.msg_type.unwrap_or_default()) {
            Agreed::Closed => self.closed = self.closed.max(Some(at)),
            Agreed::PickedUp => self.picked = self.picked.max(Some(at)),
            Agreed::Said | Agreed::Other => {}
        }
        let agent = moment.sender.filter(|sender| sender.is_extension()).and_then(|sender| sender.number());
        if let Some(agent) = agent.filter(|agent| agent.chars().count() <= NUMBER)
            && self.agent.as_ref().is_none_or(|(last, _)| *last < id)
        {
            self.agent = Some((id, agent));
        }
    }
}

/// A moment in seconds.
pub(super) fn moment(seconds: Option<i64>) -> Option<Stamp> {
    crate::time::Number::Whole(seconds?).moment(crate::time::Unit::Seconds)
}

/// For the order in which lists are read: message ids rise with time.
pub(super) fn order(last: Option<i64>) -> Millis {
    last.unwrap_or_default()
}
