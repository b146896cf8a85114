use actix_web::{HttpResponse, post, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::delivery_json::DeliveryJson;
use crate::extract::{Caller, WebhookPath};

/// Sends a delivery of the type `webhook.test` to the receiver, before all that waits. What it answered is in the delivery a moment later.
#[utoipa::path(
    tag = "webhooks",
    params(("webhook" = String, Path, description = "Id.")),
    responses(
        (status = 202, description = "The delivery, which is sent now.", body = DeliveryJson),
        (status = 409, description = "`webhook-stopped`: it is sent nothing."),
    )
)]
#[post("/api/v1/webhooks/{webhook}/test")]
pub(crate) async fn test_webhook(
    state: web::Data<AppState>,
    caller: Caller,
    WebhookPath(id): WebhookPath,
) -> Result<HttpResponse, Problem> {
    let testing =
        state.change(caller.origin.clone(), async move |use_cases| use_cases.webhooks().test(&caller.actor, id).await);
    Ok(HttpResponse::Accepted().json(DeliveryJson::from(testing.await?)))
}
