use actix_web::{HttpResponse, get, web};
use deskhand_domain::DeliveryId;
use deskhand_domain::ports::DeliveryPosition;
use deskhand_domain::use_cases::ListDeliveries;
use deskhand_domain::webhooks::Delivery;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::IntoParams;

use super::delivery_json::DeliveryJson;
use crate::dto::{ListJson, schemas};
use crate::extract::{
    Caller, DeliveryPath, Listing, Position, Query, QueryParameters, WebhookPath, page_limit, parse_each, yes_or_no,
};

/// Which deliveries.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DeliveriesQuery {
    /// `pending`, `delivered` or `dead`, or several by comma; all of them unless said otherwise.
    #[param(value_type = Option<Vec<schemas::DeliveryState>>, style = Form, explode = false)]
    state: Option<String>,
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

impl QueryParameters for DeliveriesQuery {
    type Meaning = ListDeliveries;

    fn into_meaning(self, fields: &mut Fields) -> Option<ListDeliveries> {
        Some(ListDeliveries {
            states: fields.text("state", self.state, |list| parse_each(list, str::parse)).unwrap_or_default(),
            after: None,
            limit: fields.text("limit", self.limit, page_limit).unwrap_or_default(),
            count: fields.text("count", self.count, yes_or_no).unwrap_or_default(),
        })
    }
}

/// The one order of this list.
const NEWEST_FIRST: &str = "newest-first";

/// Lists the deliveries to a webhook, newest first. Settled ones are kept for `upkeep.keep_webhook_deliveries`, 30 days by default.
#[utoipa::path(
    tag = "webhooks",
    params(("webhook" = String, Path, description = "Id."), DeliveriesQuery),
    responses((status = 200, description = "A page of deliveries.", body = ListJson<DeliveryJson>))
)]
#[get("/api/v1/webhooks/{webhook}/deliveries")]
pub(crate) async fn list_deliveries(
    state: web::Data<AppState>,
    caller: Caller,
    WebhookPath(id): WebhookPath,
    listing: Listing,
    query: Query<DeliveriesQuery>,
) -> Result<HttpResponse, Problem> {
    let after = listing.after(NEWEST_FIRST)?;
    let after = after.map(|row| DeliveryPosition { created_at: row.value, id: DeliveryId::new(row.id) });
    let command = ListDeliveries { after, ..query.0 };
    let page = state.use_cases.webhooks().deliveries(&caller.actor, id, command).await?;
    let position = |last: &Delivery| {
        let row = DeliveryPosition::of(last);
        Position { value: row.created_at, id: row.id.as_uuid() }
    };
    Ok(listing.answer(&state, NEWEST_FIRST, page, position, DeliveryJson::from))
}

/// Shows a delivery with what is sent.
#[utoipa::path(
    tag = "webhooks",
    params(
        ("webhook" = String, Path, description = "Id of the webhook."),
        ("delivery" = String, Path, description = "Id of the delivery."),
    ),
    responses((status = 200, description = "The delivery.", body = DeliveryJson))
)]
#[get("/api/v1/webhooks/{webhook}/deliveries/{delivery}")]
pub(crate) async fn show_delivery(
    state: web::Data<AppState>,
    caller: Caller,
    WebhookPath(webhook): WebhookPath,
    DeliveryPath(delivery): DeliveryPath,
) -> Result<HttpResponse, Problem> {
    let delivery = state.use_cases.webhooks().delivery(&caller.actor, webhook, delivery).await?;
    Ok(HttpResponse::Ok().json(DeliveryJson::with_body(delivery).map_err(Problem::internal)?))
}
