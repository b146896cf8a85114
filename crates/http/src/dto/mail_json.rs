use deskhand_domain::ports::{MailState, MailView};
use deskhand_domain::ticket::TicketRef;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::schemas;
use super::{PersonJson, Timestamp};

/// A mail to one recipient, and how far it came.
#[derive(Serialize, ToSchema)]
#[schema(as = Mail)]
pub(crate) struct MailJson {
    id: Uuid,
    recipient: PersonJson,
    /// Where it goes, or would go now; `null` also where the caller may not see the recipient's account.
    #[schema(required)]
    address: Option<String>,
    /// Why they get it.
    #[schema(value_type = schemas::MailReason)]
    reason: &'static str,
    #[schema(value_type = schemas::MailKind)]
    kind: &'static str,
    #[schema(required)]
    ticket: Option<MailTicketJson>,
    #[schema(value_type = schemas::MailState)]
    state: &'static str,
    /// The letter that reports it, where it joined another one about the ticket (`state` is `joined`); else `null`.
    #[schema(required)]
    joins: Option<Uuid>,
    /// How often it was tried, whatever came of it.
    attempts: u32,
    /// What the mail server said last, whatever that was; or why the mail was never shown to it.
    #[schema(required)]
    last_answer: Option<String>,
    /// The same, where it says why the mail was not sent yet, or never.
    #[schema(required)]
    last_error: Option<String>,
    created_at: Timestamp,
    #[schema(required)]
    sent_at: Option<Timestamp>,
    /// `null` unless it is pending.
    #[schema(required)]
    next_attempt_at: Option<Timestamp>,
}

/// The ticket that a mail is about, as it was called when the mail was queued.
#[derive(Serialize, ToSchema)]
#[schema(as = MailTicket)]
pub(crate) struct MailTicketJson {
    id: Uuid,
    number: u64,
    title: String,
}

impl From<MailView> for MailJson {
    fn from(view: MailView) -> Self {
        let last_error = view.last_answer.clone().filter(|_| view.state != MailState::Sent);
        Self {
            id: view.id.as_uuid(),
            recipient: (&view.recipient).into(),
            address: view.address.map(|address| address.to_string()),
            reason: view.reason.as_str(),
            kind: view.kind.as_str(),
            ticket: view.ticket.as_ref().map(Into::into),
            state: view.state.as_str(),
            joins: view.joins.map(|letter| letter.as_uuid()),
            attempts: view.attempts,
            last_answer: view.last_answer,
            last_error,
            created_at: Timestamp(view.created_at),
            sent_at: view.sent_at.map(Timestamp),
            next_attempt_at: view.next_attempt_at.map(Timestamp),
        }
    }
}

impl From<&TicketRef> for MailTicketJson {
    fn from(ticket: &TicketRef) -> Self {
        Self { id: ticket.id.as_uuid(), number: ticket.number.get(), title: ticket.title.to_string() }
    }
}
