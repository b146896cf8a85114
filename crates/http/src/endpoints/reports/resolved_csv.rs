use actix_web::{HttpResponse, get, web};
use deskhand_http_core::problem::Problem;
use deskhand_http_core::{AppState, resolved_csv};
use tracing_actix_web::RequestId;

use super::period_query::TableQuery;
use crate::extract::{Caller, Query};

/// The tickets that were resolved in a period, as a table (RFC 4180) in UTF-8 with a byte order mark (`bom=false` leaves it out).
/// `ticket_id` is the UUID of the ticket, `number` is what people call it.
///
/// Words of people that a spreadsheet might take for a formula have an apostrophe in front, at the beginning of a cell, of each line
/// in it and after each semicolon, and so have those that begin with an apostrophe: without one leading apostrophe in each of these parts,
/// a cell is what was written.
#[utoipa::path(
    tag = "reports",
    params(TableQuery),
    responses(
        (status = 200, description = "The table, as far as the caller may see it.", content_type = "text/csv", body = String),
        (status = 422, description = "`empty-period`: it ends before it begins."),
    )
)]
#[get("/api/v1/reports/resolved.csv")]
pub(crate) async fn report_resolved(
    state: web::Data<AppState>,
    caller: Caller,
    id: RequestId,
    query: Query<TableQuery>,
) -> Result<HttpResponse, Problem> {
    let wished = query.0.period;
    resolved_csv(&state, &caller.actor, (wished.from, wished.to), query.0.bom, id).await
}
