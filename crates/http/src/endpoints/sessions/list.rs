use actix_web::{HttpResponse, get, web};
use deskhand_domain::SessionId;
use deskhand_domain::ports::{Session, SessionPosition};
use deskhand_domain::use_cases::ListSessions;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::view::SessionView;
use crate::dto::ListJson;
use crate::extract::{Caller, Listing, PageQuery, Position, Query};

/// The one order of this list.
const NEWEST_FIRST: &str = "-created_at";

/// Lists the caller's sessions that have neither ended nor expired, newest first.
#[utoipa::path(
    tag = "accounts",
    params(PageQuery),
    responses((status = 200, description = "A page of sessions.", body = ListJson<SessionView>))
)]
#[get("/api/v1/me/sessions")]
pub(crate) async fn list_sessions(
    state: web::Data<AppState>,
    caller: Caller,
    listing: Listing,
    Query(page): Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    let after = listing.after(NEWEST_FIRST)?;
    let after = after.map(|row| SessionPosition { value: row.value, id: SessionId::new(row.id) });
    let command = ListSessions { after, limit: page.limit, count: page.count };
    let page = state.use_cases.accounts().list_sessions(&caller, command).await?;
    let position = |last: &Session| {
        let row = SessionPosition::of(last);
        Position { value: row.value, id: row.id.as_uuid() }
    };
    let current = caller.credential.id().session();
    Ok(listing.answer(&state, NEWEST_FIRST, page, position, |session| SessionView::new(&session, current)))
}
