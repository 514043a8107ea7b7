//! One send: the facts as separate facts, what the codes mean, and what went over the wire.

use super::sessions::{AccountRef, ContactView, account_ref, campaign_name, contact_view};
use crate::fault::Fault;
use crate::{Call, Right, Seat};
use ::store::{Reader, batch, delivery, delivery_event, session, template};
use model::code::{Meaning, explain, explain_status};
use model::{Delivery, DeliveryEvent, DeliveryStatus, EventKind, Outcome, Stamp, Template, contradiction};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
pub struct Detail {
    pub id: i64,
}

#[derive(Debug, Serialize, TS)]
pub struct BatchView {
    pub id: String,
    pub name: Option<String>,
    pub delivered: u32,
    pub total: u32,
}

#[derive(Debug, Serialize, TS)]
pub struct DeliveryView {
    pub id: String,
    pub category: Option<String>,
    pub name: Option<String>,
    pub response_code: Option<String>,
    pub recipient_type: Option<String>,
    pub recipient: Option<String>,
    pub contact: Option<ContactView>,
    pub channel: String,
    pub channel_number: Option<String>,
    pub status: DeliveryStatus,
    pub status_raw: Option<String>,
    pub outcome: Outcome,
    pub message_type: Option<String>,
    pub credits: Option<f64>,
    pub company: Option<String>,
    pub batch: Option<BatchView>,
    pub campaign: Option<String>,
    pub recorded_at: Stamp,
    pub request: Option<String>,
    pub response: Option<String>,
    pub parameters: Vec<(String, String)>,
}

#[derive(Debug, Serialize, TS)]
pub struct TemplateView {
    pub id: String,
    pub name: String,
    pub language: Option<String>,
    pub category: Option<String>,
    pub body: String,
    /// The body with this delivery's parameters in their places; a place without a value stays.
    pub filled: String,
}

#[derive(Debug, Serialize, TS)]
pub struct SessionRef {
    pub id: i64,
    pub ext: String,
}

#[derive(Debug, Serialize, TS)]
pub struct EventView {
    pub at: Stamp,
    pub kind: EventKind,
    pub kind_raw: Option<String>,
    /// Who says so.
    pub source: String,
    pub code: Option<String>,
    pub detail: Option<String>,
    pub meaning: Option<Meaning>,
}

#[derive(Debug, Serialize, TS)]
pub struct DeliveryDetail {
    pub id: i64,
    pub account: AccountRef,
    pub delivery: DeliveryView,
    pub template: Option<TemplateView>,
    pub session: Option<SessionRef>,
    pub events: Vec<EventView>,
    /// Of the response code.
    pub meaning: Option<Meaning>,
    pub status_meaning: Meaning,
    pub contradiction: Option<String>,
}

impl Call for Detail {
    const NAME: &'static str = "deliveries.detail";
    const RIGHT: Right = Right::Read;
    type Reply = DeliveryDetail;

    fn run(self, seat: &Seat<'_>) -> Result<DeliveryDetail, Fault> {
        let reader = seat.store()?.reader()?;
        let row = delivery::by_id(&reader, self.id)?.ok_or_else(|| Fault::not_found("delivery"))?;
        let (account, d) = (row.account, row.record);
        let events: Vec<DeliveryEvent> =
            delivery_event::of_delivery(&reader, account, &d.id)?.into_iter().map(|row| row.record).collect();
        let kinds: Vec<EventKind> = events.iter().map(|event| event.kind).collect();
        let template = match &d.template_id {
            Some(ext) => {
                template::by_ext(&reader, account, ext)?.map(|row| filled(row.record, &d.parameters))
            }
            None => None,
        };
        let session = match &d.session_id {
            Some(ext) => {
                session::by_ext(&reader, account, ext)?.map(|row| SessionRef { id: row.id, ext: ext.clone() })
            }
            None => None,
        };
        let told_by = account_ref(&reader, account)?;
        let explained = |code: &str| explain(&told_by.provider, code);
        Ok(DeliveryDetail {
            id: row.id,
            template,
            session,
            meaning: d.response_code.as_deref().map(explained),
            status_meaning: explain_status(d.status),
            contradiction: contradiction(d.status, d.response_code.as_deref(), &kinds).map(str::to_owned),
            events: events.into_iter().map(|told| event(told, &told_by.provider)).collect(),
            delivery: view(&reader, account, d)?,
            account: told_by,
        })
    }
}

fn view(reader: &Reader<'_>, account: i64, d: Delivery) -> Result<DeliveryView, Fault> {
    let batch = match &d.batch_id {
        Some(ext) => batch::by_ext(reader, account, ext)?.map(|row| row.record),
        None => None,
    };
    Ok(DeliveryView {
        contact: contact_view(reader, account, d.contact_id.as_deref())?,
        campaign: campaign_name(reader, account, d.campaign_id.as_deref())?,
        batch: batch.map(|b| BatchView { id: b.id, name: b.name, delivered: b.delivered, total: b.total }),
        outcome: d.status.outcome(),
        id: d.id,
        category: d.category,
        name: d.name,
        response_code: d.response_code,
        recipient_type: d.recipient_type,
        recipient: d.recipient,
        channel: d.channel,
        channel_number: d.channel_number,
        status: d.status,
        status_raw: d.status_raw,
        message_type: d.message_type,
        credits: d.credits,
        company: d.company,
        recorded_at: d.recorded_at,
        request: d.request,
        response: d.response,
        parameters: d.parameters,
    })
}

fn event(event: DeliveryEvent, provider: &str) -> EventView {
    EventView {
        at: event.at,
        kind: event.kind,
        kind_raw: event.kind_raw,
        source: event.source,
        meaning: event.code.as_deref().map(|code| explain(provider, code)),
        code: event.code,
        detail: event.detail,
    }
}

fn filled(template: Template, parameters: &[(String, String)]) -> TemplateView {
    TemplateView {
        filled: fill(&template.body, parameters),
        id: template.id,
        name: template.name,
        language: template.language,
        category: template.category,
        body: template.body,
    }
}

/// Puts parameters into `{{name}}` or `{{1}}` (the first, the second …). A value is never looked into
/// again, so one that holds braces itself changes nothing else.
fn fill(body: &str, parameters: &[(String, String)]) -> String {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let Some((name, tail)) = after.split_once("}}") else {
            out.push_str("{{");
            rest = after;
            continue;
        };
        let name = name.trim();
        let named = parameters.iter().find(|(known, _)| known == name);
        let placed = || name.parse::<usize>().ok().and_then(|n| parameters.get(n.checked_sub(1)?));
        match named.or_else(placed) {
            Some((_, value)) => out.push_str(value),
            None => out.extend(["{{", name, "}}"]),
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn parameters_go_where_the_template_wants_them() {
        // shows S2.4
        let given = [("name".to_owned(), "Ana {{2}}".to_owned()), ("code".to_owned(), "1234".to_owned())];
        for (body, expected) in [
            ("Hola {{name}}, tu código es {{ code }}.", "Hola Ana {{2}}, tu código es 1234."),
            ("{{1}}: {{2}}", "Ana {{2}}: 1234"),
            ("{{3}} {{other}} {{", "{{3}} {{other}} {{"),
            ("{{0}}", "{{0}}"),
            ("no places", "no places"),
        ] {
            assert_eq!(fill(body, &given), expected, "{body}");
        }
    }
}
