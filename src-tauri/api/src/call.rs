//! A call, declared once: its name, the right it needs, what it takes and what it answers.

use crate::fault::Fault;
use crate::{Right, Seat};
use serde::Serialize;
use serde::de::DeserializeOwned;
use ts_rs::TS;

/// One thing that can be asked. The type is the request; its JSON form is the window's.
pub trait Call: DeserializeOwned + TS + 'static {
    /// `noun.verb`, as the window and the documentation know it.
    const NAME: &'static str;
    /// Checked by [`crate::Desk::ask`] before [`Call::run`] is reached.
    const RIGHT: Right;
    type Reply: Serialize + TS + 'static;

    /// # Errors
    /// A [`Fault`] in words a person can act on.
    fn run(self, seat: &Seat<'_>) -> Result<Self::Reply, Fault>;
}

/// Declares every call there is: the dispatch by name for the window, and the generated TypeScript.
macro_rules! table {
    ($($call:path),+ $(,)?) => {
        pub(crate) fn dispatch_body(
            desk: &crate::Desk,
            asker: crate::Asker,
            name: &str,
            body: serde_json::Value,
        ) -> Result<serde_json::Value, Fault> {
            match name {
                $(<$call as Call>::NAME => reply::<$call>(desk, asker, body),)+
                _ => Err(Fault::invalid(format!("There is no call named {name:?}."))),
            }
        }

        pub(crate) fn each(visit: &mut impl Visit) {
            $(visit.call::<$call>();)+
        }
    };
}
pub(crate) use table;

/// Looks at each declared call in turn.
pub(crate) trait Visit {
    fn call<C: Call>(&mut self);
}

pub(crate) fn reply<C: Call>(
    desk: &crate::Desk,
    asker: crate::Asker,
    body: serde_json::Value,
) -> Result<serde_json::Value, Fault> {
    let call: C = serde_json::from_value(body).map_err(|error| {
        Fault::invalid(format!("{} was asked in a form it does not have: {error}.", C::NAME))
    })?;
    let reply = desk.ask(asker, call)?;
    serde_json::to_value(reply).map_err(|_| Fault::internal("a reply could not be written as JSON"))
}
