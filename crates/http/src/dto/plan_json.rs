use actix_web::HttpResponse;
use deskhand_domain::use_cases::{MailPreview, Plan, TicketDetail};
use serde::Serialize;
use utoipa::ToSchema;

use super::{EventJson, PersonJson, TicketJson};

/// What would happen; nothing did.
#[derive(Serialize, ToSchema)]
#[schema(as = Plan)]
pub(crate) struct PlanJson {
    /// Always true.
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
    reason: &'static str,
    /// What about.
    kind: &'static str,
}

impl PlanJson {
    pub(crate) fn answer(plan: Plan<TicketDetail>) -> HttpResponse {
        let assignee = plan.result.view.assignee.as_ref().map(Into::into);
        HttpResponse::Ok().json(Self {
            dry_run: true,
            ticket: TicketJson::of(&plan.result),
            assignee,
            events: plan.events.into_iter().map(Into::into).collect(),
            notifications: plan.mails.iter().map(Into::into).collect(),
        })
    }
}

impl From<&MailPreview> for MailPreviewJson {
    fn from(notice: &MailPreview) -> Self {
        Self { recipient: (&notice.recipient).into(), reason: notice.reason.as_str(), kind: notice.kind.as_str() }
    }
}
