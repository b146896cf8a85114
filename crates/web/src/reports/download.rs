use actix_web::web;
use deskhand_http_core::{AppState, resolved_csv};
use tracing_actix_web::RequestId;

use super::period::PeriodQuery;
use crate::door::{Page, Visitor};

/// The resolved tickets of a period as a table for spreadsheets: the same as the API's.
pub(crate) async fn download_resolved(
    state: web::Data<AppState>,
    visitor: Visitor,
    id: RequestId,
    query: web::Query<PeriodQuery>,
) -> Page {
    resolved_csv(&state, &visitor.caller.actor, query.bounds(), true, id).await
}
