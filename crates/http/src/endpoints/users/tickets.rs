use actix_web::{HttpResponse, get, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};

use crate::dto::{ListJson, TicketJson};
use crate::endpoints::tickets::{TicketsQuery, answer_tickets, position_after};
use crate::extract::{Caller, Listing, PersonPath, Query};

/// Lists the tickets that a person reported, as far as the caller may see them.
#[utoipa::path(
    tag = "people",
    params(("user" = String, Path, description = "Id or username."), TicketsQuery),
    responses((status = 200, description = "A page of tickets.", body = ListJson<TicketJson>))
)]
#[get("/api/v1/users/{user}/tickets")]
pub(crate) async fn list_tickets_of(
    state: web::Data<AppState>,
    caller: Caller,
    PersonPath(key): PersonPath,
    listing: Listing,
    query: Query<TicketsQuery>,
) -> Result<HttpResponse, Problem> {
    let (mut command, wanted) = query.0;
    if !command.reporter.is_empty() {
        let mut fields = Fields::of_query();
        fields.refuse("reporter", "unknown", "is named by the path already");
        return Err(fields.into());
    }
    let sort = command.order();
    command.after = position_after(&listing, sort)?;
    let page = state.use_cases.tickets().list_reported_by(&caller.actor, key, command).await?;
    answer_tickets(&state, &caller, (&listing, sort, &wanted), page)
}
