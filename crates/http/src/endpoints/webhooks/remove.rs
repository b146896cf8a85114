use actix_web::{HttpResponse, delete, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::extract::{Caller, WebhookPath};

/// Deletes a webhook with its deliveries. What is pending is not sent.
#[utoipa::path(
    tag = "webhooks",
    params(("webhook" = String, Path, description = "Id.")),
    responses((status = 204, description = "It is gone."))
)]
#[delete("/api/v1/webhooks/{webhook}")]
pub(crate) async fn remove_webhook(
    state: web::Data<AppState>,
    caller: Caller,
    WebhookPath(id): WebhookPath,
) -> Result<HttpResponse, Problem> {
    state
        .change(caller.origin.clone(), async move |use_cases| use_cases.webhooks().remove(&caller.actor, id).await)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
