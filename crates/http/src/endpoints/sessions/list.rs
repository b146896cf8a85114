use actix_web::{HttpResponse, get, web};
use deskhand_domain::SessionId;
use deskhand_domain::ports::{Session, SessionPosition};
use deskhand_domain::use_cases::ListSessions;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::SessionView;
use crate::dto::ListJson;
use crate::extract::{Caller, Listing, Position, Query, QueryParameters, page_limit, yes_or_no};

/// How many sessions at once.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SessionsQuery {
    /// How many rows a page has: 20 unless said otherwise.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// The `next_cursor` of the page before.
    #[expect(dead_code, reason = "known here so that it is not refused; the listing reads it")]
    cursor: Option<String>,
    /// Whether to count them all.
    #[param(value_type = Option<bool>)]
    count: Option<String>,
}

impl QueryParameters for SessionsQuery {
    type Meaning = ListSessions;

    fn into_meaning(self, fields: &mut Fields) -> Option<ListSessions> {
        Some(ListSessions {
            after: None,
            limit: fields.text("limit", self.limit, page_limit).unwrap_or_default(),
            count: fields.text("count", self.count, yes_or_no).unwrap_or_default(),
        })
    }
}

/// The one order of this list.
const NEWEST_FIRST: &str = "-created_at";

/// Lists the caller's sessions that have neither ended nor expired, newest first.
#[utoipa::path(
    tag = "accounts",
    params(SessionsQuery),
    responses((status = 200, description = "A page of sessions.", body = ListJson<SessionView>))
)]
#[get("/api/v1/me/sessions")]
pub(crate) async fn list_sessions(
    state: web::Data<AppState>,
    caller: Caller,
    listing: Listing,
    query: Query<SessionsQuery>,
) -> Result<HttpResponse, Problem> {
    let mut command = query.0;
    let after = listing.after(NEWEST_FIRST)?;
    command.after = after.map(|row| SessionPosition { value: row.value, id: SessionId::new(row.id) });
    let page = state.use_cases.accounts().list_sessions(&caller, command).await?;
    let position = |last: &Session| {
        let row = SessionPosition::of(last);
        Position { value: row.value, id: row.id.as_uuid() }
    };
    let current = caller.credential.id().session();
    Ok(listing.answer(&state, NEWEST_FIRST, page, position, |session| SessionView::new(&session, current)))
}
