use actix_web::{HttpResponse, get, web};
use deskhand_domain::ApiKeyId;
use deskhand_domain::api_keys::ApiKey;
use deskhand_domain::ports::ApiKeyPosition;
use deskhand_domain::use_cases::ListApiKeys;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::IntoParams;

use super::key_json::ApiKeyJson;
use crate::dto::ListJson;
use crate::extract::{Caller, Listing, Position, Query, QueryParameters, named_person, page_limit, yes_or_no};

/// Which keys, and how many at once.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ApiKeysQuery {
    /// Whose: a username or an id. The caller's own unless said otherwise; those of others only for superadmins.
    owner: Option<String>,
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

impl QueryParameters for ApiKeysQuery {
    type Meaning = ListApiKeys;

    fn into_meaning(self, fields: &mut Fields) -> Option<ListApiKeys> {
        Some(ListApiKeys {
            owner: fields.text("owner", self.owner, named_person),
            after: None,
            limit: fields.text("limit", self.limit, page_limit).unwrap_or_default(),
            count: fields.text("count", self.count, yes_or_no).unwrap_or_default(),
        })
    }
}

/// The one order of this list.
const NEWEST_FIRST: &str = "-created_at";

/// Lists API keys that are not revoked, newest first. The keys themselves are in no list.
#[utoipa::path(
    tag = "api keys",
    params(ApiKeysQuery),
    responses(
        (status = 200, description = "A page of keys.", body = ListJson<ApiKeyJson>),
        (status = 404, description = "There is no such owner, or the caller may not see them."),
    )
)]
#[get("/api/v1/api-keys")]
pub(crate) async fn list_api_keys(
    state: web::Data<AppState>,
    caller: Caller,
    listing: Listing,
    query: Query<ApiKeysQuery>,
) -> Result<HttpResponse, Problem> {
    let mut command = query.0;
    let after = listing.after(NEWEST_FIRST)?;
    command.after = after.map(|row| ApiKeyPosition { value: row.value, id: ApiKeyId::new(row.id) });
    let page = state.use_cases.api_keys().list(&caller.actor, command).await?;
    let position = |last: &ApiKey| {
        let row = ApiKeyPosition::of(last);
        Position { value: row.value, id: row.id.as_uuid() }
    };
    Ok(listing.answer(&state, NEWEST_FIRST, page, position, |key| ApiKeyJson::from(&key)))
}
