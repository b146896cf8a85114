use actix_web::HttpResponse;
use deskhand_domain::use_cases::{MailPreview, Plan, TicketDetail};
use serde::Serialize;
use utoipa::ToSchema;

use super::{EventJson, PersonJson, TicketJson, schemas};

/// The answer to a change: the ticket, or with `dry_run=true` the plan, which says `dry_run` itself.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is used: the handler answers one or the other")]
pub(crate) enum TicketOrPlan {
    Ticket(TicketJson),
    Plan(PlanJson),
}

/// What would happen; nothing did.
#[derive(Serialize, ToSchema)]
#[schema(as = Plan)]
pub(crate) struct PlanJson {
    /// Always true: it tells a plan from a ticket.
    dry_run: bool,
    /// As it would be. A ticket that would be opened has neither this id nor, for sure, this number.
    ticket: TicketJson,
    /// Who would have it.
    #[schema(required)]
    assignee: Option<PersonJson>,
    /// What its history would tell.
    events: Vec<EventJson>,
    /// Who would get a mail, as far as the caller may know.
    notifications: Vec<MailPreviewJson>,
}

/// A mail that would be sent.
#[derive(Serialize, ToSchema)]
#[schema(as = PlannedNotification)]
pub(crate) struct MailPreviewJson {
    recipient: PersonJson,
    /// Why to them.
    #[schema(value_type = schemas::MailReason)]
    reason: &'static str,
    /// What about.
    #[schema(value_type = schemas::MailKind)]
    kind: &'static str,
}

impl PlanJson {
    pub(crate) fn answer(plan: Plan<TicketDetail>) -> HttpResponse {
        HttpResponse::Ok().json(Self::from(plan))
    }
}

impl From<Plan<TicketDetail>> for PlanJson {
    fn from(plan: Plan<TicketDetail>) -> Self {
        let assignee = plan.result.view.assignee.as_ref().map(Into::into);
        Self {
            dry_run: true,
            ticket: TicketJson::of(&plan.result),
            assignee,
            events: plan.events.into_iter().map(Into::into).collect(),
            notifications: plan.mails.iter().map(Into::into).collect(),
        }
    }
}

impl From<&MailPreview> for MailPreviewJson {
    fn from(preview: &MailPreview) -> Self {
        Self { recipient: (&preview.recipient).into(), reason: preview.reason.as_str(), kind: preview.kind.as_str() }
    }
}
