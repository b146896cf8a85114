//! The mails of a change, as rows of the outbox.

use serde::Serialize;
use uuid::Uuid;

use super::database::Value;
use super::now::new_id;

#[derive(Serialize)]
pub(super) struct Payload<'a> {
    pub(super) reason: &'static str,
    pub(super) ticket: PayloadTicket<'a>,
    pub(super) by_name: &'a str,
    pub(super) about_name: Option<&'a str>,
    pub(super) lines: Vec<PayloadLine<'a>>,
}

#[derive(Clone, Copy, Serialize)]
pub(super) struct PayloadTicket<'a> {
    pub(super) id: Uuid,
    pub(super) number: i64,
    pub(super) title: &'a str,
    pub(super) subject: &'a str,
}

#[derive(Serialize)]
pub(super) struct PayloadLine<'a> {
    pub(super) kind: &'static str,
    pub(super) before: Option<&'a str>,
    pub(super) after: Option<&'a str>,
    pub(super) text: Option<&'a str>,
}

/// The values of one row: pending, due at once.
pub(super) fn notice(
    recipient: Uuid,
    kind: &str,
    event: Uuid,
    payload: &Payload<'_>,
    now: i64,
) -> serde_json::Result<[Value; 16]> {
    Ok([
        Value::Id(new_id()),
        Value::Id(recipient),
        Value::Text(kind.to_owned()),
        Value::MaybeId(Some(payload.ticket.id)),
        Value::Id(event),
        Value::Text(serde_json::to_string(payload)?),
        Value::Text("pending".to_owned()),
        Value::Int(0),
        Value::Long(now),
        Value::MaybeLong(None),
        Value::MaybeText(None),
        Value::Long(now),
        Value::MaybeLong(None),
        Value::Int(0),
        Value::MaybeLong(None),
        Value::MaybeText(None),
    ])
}
