use actix_web::{HttpResponse, get, web};
use deskhand_domain::WebhookId;
use deskhand_domain::ports::WebhookPosition;
use deskhand_domain::webhooks::Webhook;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::webhook_json::WebhookJson;
use crate::dto::ListJson;
use crate::extract::{Caller, Listing, PageQuery, Position, Query};

/// The one order of this list.
const OLDEST_FIRST: &str = "created_at";

/// Lists the webhooks, oldest first.
#[utoipa::path(
    tag = "webhooks",
    params(PageQuery),
    responses((status = 200, description = "A page of webhooks.", body = ListJson<WebhookJson>))
)]
#[get("/api/v1/webhooks")]
pub(crate) async fn list_webhooks(
    state: web::Data<AppState>,
    caller: Caller,
    listing: Listing,
    Query(page): Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    let after = listing.after(OLDEST_FIRST)?;
    let after = after.map(|row| WebhookPosition { created_at: row.value, id: WebhookId::new(row.id) });
    let page = state.use_cases.webhooks().list(&caller.actor, after, page.limit, page.count).await?;
    let position = |last: &Webhook| {
        let row = WebhookPosition::of(last);
        Position { value: row.created_at, id: row.id.as_uuid() }
    };
    Ok(listing.answer(&state, OLDEST_FIRST, page, position, |webhook| WebhookJson::from(&webhook)))
}
