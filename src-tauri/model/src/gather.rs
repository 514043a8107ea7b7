//! Sends that no record of their provider tells whole: each record tells what happened once, and the send is put
//! together from them.
//!
//! Promises: the status, its code and the time are those of the events, so that they are the same in the end whatever
//! the order in which parts come and however often. Of what else a part says, what is known stays and what is
//! missing is filled: a part that was taken in before changes nothing.

use crate::{Delivery, DeliveryEvent, DeliveryStatus, EventKind};
use std::cmp::Ordering;

/// How a send stands, and who says so in which words.
struct Told<'e> {
    status: DeliveryStatus,
    raw: Option<&'e str>,
    code: Option<&'e str>,
}

impl EventKind {
    /// How a send stands once this has happened; `None` for what tells nothing of its way.
    pub const fn status(self) -> Option<DeliveryStatus> {
        Some(match self {
            Self::Accepted | Self::Queued => DeliveryStatus::InProgress,
            Self::Sent => DeliveryStatus::Sent,
            Self::Delivered | Self::Read | Self::Clicked => DeliveryStatus::Delivered,
            Self::Failed => DeliveryStatus::Failed,
            Self::Undelivered => DeliveryStatus::Undelivered,
            Self::Deleted | Self::Other => return None,
        })
    }
}

impl Delivery {
    /// This part put together with what is `known` of the send and with its `events`, the part's own among them.
    /// Where no event tells how the send stands, what is known stays, or else the part's own word.
    #[must_use]
    pub fn gathered(self, known: Option<Self>, events: &[DeliveryEvent]) -> Self {
        let before = known.as_ref().map(|known| (known.status, known.response_code.clone()));
        let mut whole = match known {
            Some(known) => known.filled(self),
            None => self,
        };
        let Some(told) = told(events) else { return whole };
        whole.status = told.status;
        whole.status_raw = told.raw.map(str::to_owned).or(whole.status_raw);
        // The code of an earlier try says nothing of the end.
        let same = before.filter(|(status, _)| *status == told.status).and_then(|(_, code)| code);
        whole.response_code = told.code.map(str::to_owned).or(same);
        whole
    }

    fn filled(mut self, part: Self) -> Self {
        macro_rules! fill {
            ($($field:ident)+) => {$( self.$field = self.$field.take().or(part.$field); )+};
        }
        fill!(category name template_id response_code recipient_type recipient contact_id session_id);
        fill!(channel_number status_raw message_type credits company batch_id campaign_id request response);
        for (name, value) in part.parameters {
            if !self.parameters.iter().any(|(known, _)| *known == name) {
                self.parameters.push((name, value));
            }
        }
        self.recorded_at = self.recorded_at.min(part.recorded_at);
        self
    }
}

/// The last end that is told decides; without one the furthest step, and of equal ones the last.
fn told(events: &[DeliveryEvent]) -> Option<Told<'_>> {
    let telling = || events.iter().filter(|event| event.kind.status().is_some());
    let end = telling().filter(|event| is_end(event)).max_by(|a, b| later(a, b));
    let step = || telling().max_by(|a, b| is_sent(a).cmp(&is_sent(b)).then_with(|| later(a, b)));
    let decides = end.or_else(step)?;
    let status = decides.kind.status()?;
    let coded = telling().filter(|event| event.kind.status() == Some(status) && event.code.is_some());
    let code = coded.max_by(|a, b| later(a, b)).and_then(|event| event.code.as_deref());
    Some(Told { status, raw: decides.kind_raw.as_deref(), code })
}

fn is_end(event: &DeliveryEvent) -> bool {
    !matches!(event.kind.status(), None | Some(DeliveryStatus::InProgress | DeliveryStatus::Sent))
}

fn is_sent(event: &DeliveryEvent) -> bool {
    event.kind == EventKind::Sent
}

/// By time; of one moment by id, so that it is always the same one.
fn later(a: &DeliveryEvent, b: &DeliveryEvent) -> Ordering {
    (a.at.at, &a.id).cmp(&(b.at.at, &b.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Stamp;

    fn event(at: i64, kind: EventKind, raw: &str, code: Option<&str>) -> DeliveryEvent {
        DeliveryEvent {
            id: format!("{at}/{raw}"),
            delivery_id: "m".into(),
            at: Stamp::utc(at),
            kind,
            kind_raw: Some(raw.into()),
            source: "api".into(),
            code: code.map(str::to_owned),
            detail: None,
        }
    }

    /// What one event alone says of the send.
    fn part(event: &DeliveryEvent) -> Delivery {
        Delivery {
            id: "m".into(),
            category: None,
            name: None,
            template_id: (event.kind == EventKind::Accepted).then(|| "t".to_owned()),
            response_code: None,
            recipient_type: None,
            recipient: Some("ana@example.org".into()),
            contact_id: None,
            session_id: None,
            channel: "email".into(),
            channel_number: None,
            status: DeliveryStatus::InProgress,
            status_raw: None,
            message_type: None,
            credits: None,
            company: None,
            batch_id: None,
            campaign_id: None,
            request: None,
            response: None,
            parameters: vec![("Subject".into(), "Cake".into())],
            recorded_at: event.at,
        }
    }

    /// Takes events in, one after another, as a store does.
    fn take(known: &mut Option<Delivery>, held: &mut Vec<DeliveryEvent>, events: &[DeliveryEvent]) {
        for event in events {
            if !held.contains(event) {
                held.push(event.clone());
            }
            *known = Some(part(event).gathered(known.take(), held));
        }
    }

    fn orders(events: &[DeliveryEvent]) -> Vec<Vec<DeliveryEvent>> {
        let mut all = vec![vec![]];
        for event in events {
            let with = |order: &Vec<DeliveryEvent>| {
                (0..=order.len())
                    .map(|at| {
                        let mut order = order.clone();
                        order.insert(at, event.clone());
                        order
                    })
                    .collect::<Vec<_>>()
            };
            all = all.iter().flat_map(with).collect();
        }
        all
    }

    #[test]
    fn a_send_is_the_same_whatever_the_order_of_its_events() {
        // shows S2.6
        use EventKind::{Accepted, Delivered, Failed, Other, Queued, Read, Sent};
        let (accepted, later) =
            (event(1, Accepted, "accepted", None), event(2, Queued, "later", Some("450")));
        let again = event(3, Queued, "later", Some("421"));
        let (arrived, opened) =
            (event(4, Delivered, "delivered", Some("250")), event(5, Read, "opened", None));
        let (bounced, left) =
            (event(6, Failed, "failed", Some("550")), event(7, Other, "unsubscribed", None));
        let sent = event(1, Sent, "sent", None);
        let all = |events: &[&DeliveryEvent]| events.iter().map(|event| (*event).clone()).collect::<Vec<_>>();
        for (events, status, raw, code) in [
            (all(&[&accepted]), DeliveryStatus::InProgress, "accepted", None),
            (all(&[&accepted, &later, &again]), DeliveryStatus::InProgress, "later", Some("421")),
            (all(&[&accepted, &sent, &again]), DeliveryStatus::Sent, "sent", None),
            (all(&[&accepted, &later, &arrived]), DeliveryStatus::Delivered, "delivered", Some("250")),
            (all(&[&accepted, &later, &arrived, &opened]), DeliveryStatus::Delivered, "opened", Some("250")),
            (all(&[&later, &opened, &left]), DeliveryStatus::Delivered, "opened", None),
            (all(&[&accepted, &arrived, &bounced]), DeliveryStatus::Failed, "failed", Some("550")),
        ] {
            for order in orders(&events) {
                let (mut known, mut held) = (None, Vec::new());
                take(&mut known, &mut held, &order);
                let whole = known.clone().unwrap();
                assert_eq!((whole.status, whole.status_raw.as_deref()), (status, Some(raw)), "{order:?}");
                assert_eq!(whole.response_code.as_deref(), code, "{order:?}");
                assert_eq!(whole.recorded_at, order.iter().map(|event| event.at).min().unwrap());
                assert_eq!(whole.template_id.is_some(), events.contains(&accepted));
                take(&mut known, &mut held, &order);
                assert_eq!(known, Some(whole), "a second time nothing changes: {order:?}");
            }
        }
    }

    #[test]
    fn what_no_event_tells_the_part_does() {
        let left = event(7, EventKind::Other, "complained", None);
        let own = Delivery { status: DeliveryStatus::Delivered, ..part(&left) };
        let whole = own.clone().gathered(None, std::slice::from_ref(&left));
        assert_eq!(whole.status, DeliveryStatus::Delivered);
        assert_eq!(part(&left).gathered(Some(whole.clone()), &[left]), whole, "what is known stays");
    }
}
