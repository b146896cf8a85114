use actix_web::{HttpResponse, post, web};
use deskhand_domain::Invalid;
use deskhand_domain::ports::TicketKey;
use deskhand_domain::ticket::{MessageBody, Priority, Title};
use deskhand_domain::use_cases::{Execution, OpenTicket, Outcome};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use validator::Validate;

use crate::dto::schemas;
use crate::dto::{Created, PlanJson, TicketJson};
use crate::endpoints::tickets::attachment_ids::attachment_ids;
use crate::endpoints::tickets::dry_run::DryRunQuery;
use crate::extract::{
    Caller, ESCAPED_TEXT_LIMIT, IdempotencyHeader, Query, RequestBody, ValidJson, characters, named_ticket,
};

/// A ticket to be opened.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewTicket)]
pub(crate) struct OpenTicketBody {
    #[validate(required, length(max = characters(Title::MAX)))]
    #[schema(value_type = schemas::Title)]
    title: Option<String>,
    #[validate(required, length(max = characters(MessageBody::MAX)))]
    #[schema(value_type = schemas::Text)]
    description: Option<String>,
    /// `low` unless said otherwise. With policy `priority_needs` above `assignee`, another one needs that role.
    #[schema(value_type = Option<schemas::Priority>)]
    priority: Option<String>,
    /// The older ticket that this one follows: its number or id.
    #[schema(value_type = Option<schemas::NumberOrId>)]
    follow_up_of: Option<Value>,
    /// Ids of files that the caller uploaded within the last 24 hours.
    #[schema(value_type = Option<Vec<uuid::Uuid>>, max_items = 100)]
    attachments: Option<Vec<String>>,
}

impl RequestBody for OpenTicketBody {
    type Command = OpenTicket;

    const LIMIT: usize = ESCAPED_TEXT_LIMIT;

    fn into_command(self, fields: &mut Fields) -> Option<OpenTicket> {
        let title = fields.text("title", self.title, Title::parse);
        let description = fields.text("description", self.description, MessageBody::parse);
        let priority = fields.text("priority", self.priority, str::parse);
        let follow_up_of = fields.value("follow_up_of", self.follow_up_of, named_by_value);
        let attachments = fields.value("attachments", self.attachments, attachment_ids);
        Some(OpenTicket {
            title: title?,
            description: description?,
            priority: priority.unwrap_or(Priority::Low),
            follow_up_of,
            attachments: attachments.unwrap_or_default(),
            editor: None,
            mail: None,
        })
    }
}

/// The ticket that a number or a text names.
pub(super) fn named_by_value(value: Value) -> Result<TicketKey, Invalid> {
    match value {
        Value::String(text) => named_ticket(&text),
        Value::Number(number) => named_ticket(&number.to_string()),
        _ => Err(Invalid::Format("a ticket number such as 42, or an id")),
    }
}

/// Opens a ticket and gives it at once to the least loaded eligible engineer. With policy `only_customers_open`, staff get 403.
#[utoipa::path(
    tag = "tickets",
    params(
        DryRunQuery,
        ("Idempotency-Key" = Option<String>, Header, description = "Makes it safe to send the request again: within 24 hours the same request is carried out once, and answered the same.")
    ),
    request_body = OpenTicketBody,
    responses(
        (status = 201, description = "The ticket. `Location` and `ETag` are set.", body = TicketJson),
        (status = 200, description = "With `dry_run=true`: what would happen. Nothing did.", body = PlanJson)
    )
)]
#[post("/api/v1/tickets")]
pub(crate) async fn open_ticket(
    state: web::Data<AppState>,
    caller: Caller,
    Query(dry_run): Query<DryRunQuery>,
    idempotency: IdempotencyHeader,
    ValidJson(command, digest): ValidJson<OpenTicketBody>,
) -> Result<HttpResponse, Problem> {
    let guard = idempotency.begin(Some(caller.actor.id), &digest)?;
    let opening = state.change(caller.origin.clone(), async move |use_cases| {
        let keep = |detail: &_| TicketJson::created(detail)?.to_text();
        let execution = if dry_run { Execution::DryRun } else { guard.execution(&keep) };
        use_cases.tickets().open_with(&caller.actor, command, &execution).await
    });
    match opening.await? {
        Outcome::Planned(plan) => Ok(PlanJson::answer(plan)),
        outcome => {
            if let Outcome::Done(_) = &outcome {
                state.metrics.ticket_opened();
            }
            Created::answer(&outcome, TicketJson::created)
        }
    }
}
