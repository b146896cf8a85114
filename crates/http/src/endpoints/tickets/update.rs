use actix_web::{HttpResponse, patch, web};
use deskhand_domain::Invalid;
use deskhand_domain::ticket::{MessageBody, Title};
use deskhand_domain::use_cases::{AssigneeChoice, BasedOn, Execution, Outcome, UpdateTicket};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::dto::schemas;
use crate::dto::{PlanJson, TicketJson, TicketOrPlan};
use crate::endpoints::tickets::dry_run::DryRunQuery;
use crate::extract::{
    Caller, ESCAPED_TEXT_LIMIT, IfMatch, Query, RequestBody, TicketPath, ValidJson, characters, named_person, present,
};

/// What shall change of a ticket; what is absent stays.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TicketChange)]
pub(crate) struct UpdateTicketBody {
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = characters(Title::MAX)))]
    #[schema(value_type = schemas::Title, required = false)]
    title: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = characters(MessageBody::MAX)))]
    #[schema(value_type = schemas::Text, required = false)]
    description: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    /// Policies `priority_needs` and `reporters_may_prioritise` say who changes it.
    #[schema(value_type = schemas::Priority, required = false)]
    priority: Option<Option<String>>,
    /// Not together with `assignee`.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = schemas::TicketStatus, required = false)]
    status: Option<Option<String>>,
    /// For admins, in any state of the ticket: a username, an id, `null` to remove the assignee, or `auto` for the least
    /// loaded engineer. The assignee of an open or blocked ticket hands it back to the queue with `null`. Not together with
    /// `status`.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<schemas::Assignee>)]
    assignee: Option<Option<String>>,
}

impl RequestBody for UpdateTicketBody {
    type Command = UpdateTicket;

    const LIMIT: usize = ESCAPED_TEXT_LIMIT;

    fn into_command(self, fields: &mut Fields) -> Option<UpdateTicket> {
        let title = fields.changed("title", self.title);
        let description = fields.changed("description", self.description);
        let priority = fields.changed("priority", self.priority);
        let status = fields.changed("status", self.status);
        Some(UpdateTicket {
            title: fields.text("title", title, Title::parse),
            description: fields.text("description", description, MessageBody::parse),
            priority: fields.text("priority", priority, str::parse),
            status: fields.text("status", status, str::parse),
            assignee: fields.value("assignee", self.assignee, |word| assignee(word.as_deref())),
            based_on: BasedOn::Any,
        })
    }
}

pub(super) fn assignee(word: Option<&str>) -> Result<AssigneeChoice, Invalid> {
    match word {
        None => Ok(AssigneeChoice::Nobody),
        Some("auto") => Ok(AssigneeChoice::LeastLoaded),
        Some(name) => named_person(name).map(AssigneeChoice::Person),
    }
}

/// Changes a ticket: all of the body or nothing.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number."), DryRunQuery),
    request_body = UpdateTicketBody,
    responses((
        status = 200,
        description = "The changed ticket; with `dry_run=true`, a plan of what would happen.",
        body = TicketOrPlan
    ))
)]
#[patch("/api/v1/tickets/{ticket}")]
pub(crate) async fn update_ticket(
    state: web::Data<AppState>,
    caller: Caller,
    TicketPath(key): TicketPath,
    if_match: IfMatch,
    Query(dry_run): Query<DryRunQuery>,
    body: ValidJson<UpdateTicketBody>,
) -> Result<HttpResponse, Problem> {
    let command = UpdateTicket { based_on: if_match.versions(), ..body.0 };
    let execution = if dry_run { Execution::DryRun } else { Execution::Commit };
    let changing = state.change(caller.origin.clone(), async move |use_cases| {
        use_cases.tickets().update_with(&caller.actor, key, command, &execution).await
    });
    match changing.await.map_err(|error| if_match.problem(error))? {
        Outcome::Done(detail) => Ok(TicketJson::answer(HttpResponse::Ok(), &detail)),
        Outcome::Planned(plan) => Ok(PlanJson::answer(plan)),
        Outcome::Replayed(_) => Err(Problem::internal("a change without a key was replayed")),
    }
}
