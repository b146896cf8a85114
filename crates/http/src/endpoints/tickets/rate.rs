use actix_web::{HttpResponse, put, web};
use deskhand_domain::ticket::{RatingComment, Stars};
use deskhand_domain::use_cases::RateTicket;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::dto::{TicketJson, schemas};
use crate::extract::{Caller, RequestBody, TicketPath, ValidJson, characters};

/// How the reporter rates the help with their ticket.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRating)]
pub(crate) struct RatingBody {
    /// One is very poor, five is very good.
    #[validate(required)]
    #[schema(value_type = i64, minimum = 1, maximum = 5)]
    stars: Option<i64>,
    /// What they add.
    #[validate(length(max = characters(RatingComment::MAX)))]
    #[schema(value_type = Option<schemas::RatingComment>)]
    comment: Option<String>,
}

impl RequestBody for RatingBody {
    type Command = RateTicket;

    fn into_command(self, fields: &mut Fields) -> Option<RateTicket> {
        let stars = fields.value("stars", self.stars, Stars::parse);
        let comment = fields.text("comment", self.comment, RatingComment::parse);
        Some(RateTicket { stars: stars?, comment })
    }
}

/// The reporter rates the help with their ticket, once it is resolved, unresolved or closed. A later rating takes the place of the
/// earlier one; saying the same twice changes nothing.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number.")),
    request_body = RatingBody,
    responses(
        (status = 200, description = "The ticket.", body = TicketJson),
        (status = 409, description = "`not-rateable`: it has no outcome."),
    )
)]
#[put("/api/v1/tickets/{ticket}/rating")]
pub(crate) async fn rate_ticket(
    state: web::Data<AppState>,
    caller: Caller,
    TicketPath(key): TicketPath,
    body: ValidJson<RatingBody>,
) -> Result<HttpResponse, Problem> {
    let rating = body.0;
    let detail = state
        .change(caller.origin.clone(), async move |use_cases| {
            use_cases.tickets().rate(&caller.actor, key, rating).await
        })
        .await?;
    Ok(TicketJson::answer(HttpResponse::Ok(), &detail))
}
