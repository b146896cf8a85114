use actix_web::{HttpResponse, post, web};
use deskhand_domain::use_cases::RedeliverSince;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::delivery_json::DeliveryJson;
use crate::dto::schemas;
use crate::extract::{Caller, DeliveryPath, RequestBody, ValidJson, WebhookPath, characters, named_time};

/// Sends a delivery again that was delivered or given up, with the same id and the same words.
#[utoipa::path(
    tag = "webhooks",
    params(
        ("webhook" = String, Path, description = "Id of the webhook."),
        ("delivery" = String, Path, description = "Id of the delivery."),
    ),
    responses(
        (status = 202, description = "The delivery, which is sent now.", body = DeliveryJson),
        (status = 409, description = "`delivery-pending`: it is sent anyway."),
    )
)]
#[post("/api/v1/webhooks/{webhook}/deliveries/{delivery}/redeliver")]
pub(crate) async fn redeliver_one(
    state: web::Data<AppState>,
    caller: Caller,
    WebhookPath(webhook): WebhookPath,
    DeliveryPath(delivery): DeliveryPath,
) -> Result<HttpResponse, Problem> {
    let sending = state.change(caller.origin.clone(), async move |use_cases| {
        use_cases.webhooks().redeliver(&caller.actor, webhook, delivery).await
    });
    Ok(HttpResponse::Accepted().json(DeliveryJson::from(sending.await?)))
}

/// Which deliveries to send again.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RedeliveryWanted)]
pub(crate) struct RedeliverBody {
    /// Those that were queued then or later.
    #[validate(required, length(max = characters(schemas::MOMENT)))]
    #[schema(value_type = schemas::Moment)]
    since: Option<String>,
    /// Also those that the receiver took, not only those that were given up.
    with_delivered: Option<bool>,
}

impl RequestBody for RedeliverBody {
    type Command = RedeliverSince;

    fn into_command(self, fields: &mut Fields) -> Option<RedeliverSince> {
        let since = fields.text("since", self.since, named_time);
        Some(RedeliverSince { since: since?, with_delivered: self.with_delivered.unwrap_or_default() })
    }
}

/// How many deliveries are sent again.
#[derive(Serialize, ToSchema)]
#[schema(as = Redelivered)]
pub(crate) struct RedeliveredJson {
    count: u64,
}

/// Sends all deliveries since a time again that were given up; or all since then, for a receiver that lost data.
#[utoipa::path(
    tag = "webhooks",
    params(("webhook" = String, Path, description = "Id.")),
    request_body = RedeliverBody,
    responses((status = 202, description = "How many are sent again.", body = RedeliveredJson))
)]
#[post("/api/v1/webhooks/{webhook}/redeliver")]
pub(crate) async fn redeliver_since(
    state: web::Data<AppState>,
    caller: Caller,
    WebhookPath(id): WebhookPath,
    body: ValidJson<RedeliverBody>,
) -> Result<HttpResponse, Problem> {
    let sending = state.change(caller.origin.clone(), async move |use_cases| {
        use_cases.webhooks().redeliver_since(&caller.actor, id, body.0).await
    });
    Ok(HttpResponse::Accepted().json(RedeliveredJson { count: sending.await? }))
}
