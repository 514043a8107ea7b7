//! The way through all chats: a list for each state, one after the other, and a short second look.
//!
//! A chat that is opened anew while the closed ones are read is in neither list when its turn comes, and would
//! look gone. So when all states are read, the first page of each is looked at once more: what changed lately
//! stands there.

use crate::{Error, Result};

/// Each account has these. Source: the list of user chats in the vendor's documentation.
const ALWAYS: [&str; 3] = [FIRST, "snoozed", "closed"];
const FIRST: &str = "opened";
/// … and some have these. Source: the vendor's own connector for a workflow tool; its documentation does not
/// name them, so they are read only where a person says so.
const SOMETIMES: [&str; 3] = ["queued", "missed", "initial"];
/// Begins the cursor of a second look.
const AGAIN: &str = "again";

/// The states of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Legs(Vec<&'static str>);

/// A page of one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Leg<'a> {
    state: &'static str,
    since: Option<&'a str>,
    again: bool,
}

impl Leg<'_> {
    pub fn state(&self) -> &'static str {
        self.state
    }

    pub fn since(&self) -> Option<&str> {
        self.since
    }

    /// Only to see what is there.
    pub fn is_second_look(&self) -> bool {
        self.again
    }
}

impl Legs {
    /// With further states, separated by commas.
    ///
    /// # Errors
    /// [`Error::Settings`] for a state that is not known.
    pub fn with(further: &str) -> Result<Self> {
        let mut states = ALWAYS.to_vec();
        for word in further.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            let known = SOMETIMES.into_iter().find(|state| state.eq_ignore_ascii_case(word));
            let what = || format!("known further states of chats are {}", SOMETIMES.join(", "));
            let state = known.ok_or_else(|| Error::Settings { what: what() })?;
            if !states.contains(&state) {
                states.push(state);
            }
        }
        Ok(Self(states))
    }

    /// Where a cursor leads: `opened|abc`, `again|opened`. One of a state that is read no more leads to the
    /// beginning.
    pub fn at<'a>(&self, cursor: Option<&'a str>) -> Leg<'a> {
        let known = |word: &str| self.0.iter().copied().find(|state| *state == word);
        let first = Leg { state: FIRST, since: None, again: false };
        let Some((word, rest)) = cursor.and_then(|cursor| cursor.split_once('|')) else { return first };
        let again = word == AGAIN;
        match known(if again { rest } else { word }) {
            Some(state) => Leg { state, since: Some(rest).filter(|rest| !again && !rest.is_empty()), again },
            None => first,
        }
    }

    /// The cursor after a page that says where its list goes on.
    pub fn after(&self, leg: &Leg<'_>, next: Option<String>) -> Option<String> {
        let following = self.0.iter().copied().skip_while(|state| *state != leg.state).nth(1);
        match (leg.again, next, following) {
            (true, _, following) => following.map(|state| format!("{AGAIN}|{state}")),
            (false, Some(next), _) => Some(format!("{}|{next}", leg.state)),
            (false, None, Some(state)) => Some(format!("{state}|")),
            (false, None, None) => Some(format!("{AGAIN}|{}", FIRST)),
        }
    }
}
