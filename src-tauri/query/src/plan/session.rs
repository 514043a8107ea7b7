//! What is asked of a session by way of its messages, and of a message by way of its session.

use super::{Planner, asks_session, bounds};
use crate::text::{Query, Term, Test, Value};
use crate::{Result, Subject};
use index::{Ask, NumberSet, fold};
use std::sync::Arc;

impl Planner<'_> {
    /// Whether the term is asked of the message's session.
    pub(super) fn is_of_session(&self, term: &Term) -> bool {
        matches!(&term.test, Test::Field { name, .. } if asks_session(self.query.subject, name))
    }

    /// These terms of a question about messages: those that must hold of the session together, so that
    /// sessions are looked through once; a message without a session passes the others.
    pub(super) fn of_session(&self, terms: &[&Term]) -> Result<Vec<Ask>> {
        let (not, must): (Vec<Term>, Vec<Term>) =
            terms.iter().map(|term| (*term).clone()).partition(|term| term.negated);
        let mut all = Vec::new();
        if !must.is_empty() {
            all.push(self.in_sessions_that(must)?);
        }
        for mut term in not {
            term.negated = false;
            all.push(!self.in_sessions_that(vec![term])?);
        }
        Ok(all)
    }

    fn in_sessions_that(&self, terms: Vec<Term>) -> Result<Ask> {
        let query = Query { subject: Subject::Sessions, terms, ..*self.query };
        let found = self.base.find(Subject::Sessions, super::plan(self.base, &query)?)?;
        self.base.messages_of(&found)
    }

    /// Sessions in which this was said.
    pub(super) fn said(&self, text: &str) -> Result<Ask> {
        self.with_messages(Ask::Text { folded: fold(text) })
    }

    pub(super) fn session_has(&self, thing: &str) -> Result<Ask> {
        match thing {
            "message" => self.with_messages(Ask::All),
            "attachment" => match self.base.number_of(Subject::Messages, "has") {
                Some(field) => self.with_messages(Ask::is(field, thing)),
                None => Ok(Ask::Unknown),
            },
            // Deliveries name their session by the provider's id only.
            _ => Ok(Ask::Unknown),
        }
    }

    /// Sessions with a message that answers.
    fn with_messages(&self, ask: Ask) -> Result<Ask> {
        let found = self.base.find(Subject::Messages, ask)?;
        self.base.sessions_of(&found)
    }

    /// Sessions by how many messages they have.
    pub(super) fn counted(&self, values: &[Value]) -> Result<Ask> {
        let fields = self
            .base
            .number_of(Subject::Messages, "session")
            .zip(self.base.number_of(Subject::Sessions, "seq"));
        let Some((from, field)) = fields else { return Ok(Ask::Unknown) };
        let all = self.base.find(Subject::Messages, Ask::All)?;
        let counts = all.tally(self.base.pieces(), self.base.cache(), from)?;
        let holds = |count: i64| {
            values.iter().any(|value| match value {
                Value::Amount(span) => {
                    let (from, until) = bounds::amounts(*span);
                    from.is_none_or(|from| count >= from) && until.is_none_or(|until| count < until)
                }
                _ => false,
            })
        };
        // Sessions without any message are not among those counted.
        let none = holds(0);
        let mut set = NumberSet::default();
        for (seq, count) in (0..).zip(&counts) {
            if *count > 0 && holds(i64::from(*count)) != none {
                set.insert(seq)?;
            }
        }
        let linked = Ask::Linked { field, sure: Arc::new(set), maybe: Arc::default() };
        Ok(if none { !linked } else { linked })
    }
}
