//! What each cell should show, read off the records.

use super::{Key, World};
use crate::{Cell, Subject};
use model::{Delivery, Message, PersonKind, Session, Stamp, contradiction};
use std::collections::HashMap;

pub fn text(value: Option<impl Into<String>>) -> Cell {
    value.map_or(Cell::Null, |v| Cell::Text(v.into()))
}

fn time(value: Option<Stamp>) -> Cell {
    value.map_or(Cell::Null, Cell::Stamp)
}

impl World {
    pub fn len(&self, subject: Subject) -> usize {
        self.ids[&subject].len()
    }

    fn name<T>(
        &self,
        of: &HashMap<Key, T>,
        account: i64,
        id: Option<&String>,
        get: impl Fn(&T) -> Option<String>,
    ) -> Cell {
        text(id.and_then(|id| of.get(&(account, id.clone()))).and_then(get))
    }

    pub fn cell(&self, subject: Subject, i: usize, column: &str) -> Cell {
        match subject {
            Subject::Sessions => self.session_cell(&self.sessions[i], column),
            Subject::Messages => self.message_cell(&self.messages[i], column),
            Subject::Deliveries => self.delivery_cell(&self.deliveries[i], column),
        }
    }

    /// Time and row id: where the record stands among all, and where ties of an order fall.
    pub fn place(&self, subject: Subject, i: usize) -> (i64, i64) {
        match self.cell(subject, i, subject.when().0) {
            Cell::Stamp(stamp) => (stamp.at, self.ids[&subject][i]),
            other => panic!("{other:?}"),
        }
    }

    fn session_cell(&self, (account, s): &(i64, Session), column: &str) -> Cell {
        match column {
            "id" => text(Some(&s.id)),
            "created" => time(Some(s.created_at)),
            "active" => time(Some(s.last_active_at.unwrap_or(s.created_at))),
            "sender" => text(s.sender.name.clone().or(s.sender.number.clone())),
            "recipient" => text(s.recipient.name.clone().or(s.recipient.number.clone())),
            "sender_number" => text(s.sender.number.clone()),
            "recipient_number" => text(s.recipient.number.clone()),
            "channel" => text(Some(&s.channel)),
            "number" => text(s.channel_number.clone()),
            "channel_name" => text(s.channel_name.clone()),
            "state" => text(Some(s.state.as_str())),
            "contact" => self.name(&self.contacts, *account, s.contact_id.as_ref(), |c| c.name.clone()),
            "agent" => self.name(&self.agents, *account, s.agent_id.as_ref(), |c| c.name.clone()),
            "campaign" => self.name(&self.campaigns, *account, s.campaign_id.as_ref(), |c| c.name.clone()),
            "tags" => Cell::List(s.tags.clone()),
            "description" => text(s.description.clone()),
            "account" => text(self.accounts.get(account)),
            "opened" => time(s.opened_at),
            "picked_up" => time(s.picked_up_at),
            "closed" => time(s.closed_at),
            "waiting" => s.measures.waiting.map_or(Cell::Null, Cell::Integer),
            "resolution" => s.measures.resolution.map_or(Cell::Null, Cell::Integer),
            "average_reply" => s.measures.average_reply.map_or(Cell::Null, Cell::Integer),
            "total_reply" => s.measures.total_reply.map_or(Cell::Null, Cell::Integer),
            "replies" => s.measures.replies.map_or(Cell::Null, |n| Cell::Integer(n.into())),
            "operation_waiting" => s.measures.operation_waiting.map_or(Cell::Null, Cell::Integer),
            "operation_average_reply" => s.measures.operation_average_reply.map_or(Cell::Null, Cell::Integer),
            "operation_total_reply" => s.measures.operation_total_reply.map_or(Cell::Null, Cell::Integer),
            "operation_replies" => {
                s.measures.operation_replies.map_or(Cell::Null, |n| Cell::Integer(n.into()))
            }
            "operation_resolution" => s.measures.operation_resolution.map_or(Cell::Null, Cell::Integer),
            "messages" => Cell::Integer(i64::try_from(self.said_in(*account, &s.id).len()).unwrap()),
            other => panic!("the oracle does not know session column {other}"),
        }
    }

    pub fn said_in(&self, account: i64, session: &str) -> &[usize] {
        self.said_in.get(&(account, session.to_owned())).map_or(&[], Vec::as_slice)
    }

    pub fn session_of(&self, account: i64, ext: &str) -> Option<&(i64, Session)> {
        self.session_at.get(&(account, ext.to_owned())).map(|at| &self.sessions[*at])
    }

    fn message_cell(&self, (account, m): &(i64, Message), column: &str) -> Cell {
        let (account, person) = (*account, m.person_id.as_ref());
        match column {
            "sent" => time(Some(m.at)),
            "direction" => text(Some(m.direction.as_str())),
            "person" => text(Some(m.person.as_str())),
            "name" => match m.person {
                PersonKind::Agent => self.name(&self.agents, account, person, |p| p.name.clone()),
                PersonKind::Bot => self.name(&self.bots, account, person, |p| p.name.clone()),
                PersonKind::User => self.name(&self.contacts, account, person, |p| p.name.clone()),
                PersonKind::System => Cell::Null,
            },
            "text" => text(Some(&m.text)),
            "kind" => text(Some(m.kind.as_str())),
            "session" => text(Some(&m.session_id)),
            "template" => {
                self.name(&self.templates, account, m.template_id.as_ref(), |t| Some(t.name.clone()))
            }
            "caption" => text(m.caption.clone()),
            "attachment" => text(m.attachment.clone()),
            "id" => text(Some(&m.id)),
            "account" => text(self.accounts.get(&account)),
            "channel" | "sender" | "recipient" | "number" | "state" | "contact" | "agent" | "tags"
            | "campaign" => {
                self.session_of(account, &m.session_id).map_or(Cell::Null, |s| self.session_cell(s, column))
            }
            other => panic!("the oracle does not know message column {other}"),
        }
    }

    fn delivery_cell(&self, (account, d): &(i64, Delivery), column: &str) -> Cell {
        let account = *account;
        let batch = d.batch_id.as_ref().and_then(|id| self.batches.get(&(account, id.clone())));
        let count = batch.map(|b| format!("{}/{}", b.delivered, b.total));
        let kinds: Vec<_> = self
            .events
            .iter()
            .filter(|(a, e)| *a == account && e.delivery_id == d.id)
            .map(|(_, e)| e.kind)
            .collect();
        let contradiction = contradiction(d.status, d.response_code.as_deref(), &kinds);
        match column {
            "id" => text(Some(&d.id)),
            "recorded" => time(Some(d.recorded_at)),
            "delivery" if d.status == model::DeliveryStatus::BatchCount => {
                text(Some(count.unwrap_or("batch_count".to_owned())))
            }
            "delivery" => text(Some(d.status.as_str())),
            "outcome" => text(Some(d.status.outcome().as_str())),
            "channel" => text(Some(&d.channel)),
            "recipient" => text(d.recipient.clone()),
            "category" => text(d.category.clone()),
            "name" => text(d.name.clone()),
            "template" => {
                self.name(&self.templates, account, d.template_id.as_ref(), |t| Some(t.name.clone()))
            }
            "code" => text(d.response_code.clone()),
            "type" => text(d.recipient_type.clone()),
            "message_type" => text(d.message_type.clone()),
            "credits" => d.credits.map_or(Cell::Null, Cell::Number),
            "company" => text(d.company.clone()),
            "batch_status" => text(count),
            "batch" => text(batch.and_then(|b| b.name.clone())),
            "number" => text(d.channel_number.clone()),
            "contact" => self.name(&self.contacts, account, d.contact_id.as_ref(), |c| c.name.clone()),
            "campaign" => self.name(&self.campaigns, account, d.campaign_id.as_ref(), |c| c.name.clone()),
            "session" => text(d.session_id.clone()),
            "contradiction" => text(contradiction),
            "contradicted" => Cell::Flag(contradiction.is_some()),
            "account" => text(self.accounts.get(&account)),
            other => panic!("the oracle does not know delivery column {other}"),
        }
    }
}
