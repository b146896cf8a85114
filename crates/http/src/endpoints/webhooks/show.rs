use actix_web::{HttpResponse, get, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::webhook_json::WebhookJson;
use crate::extract::{Caller, WebhookPath};

/// Shows a webhook, without its secret.
#[utoipa::path(
    tag = "webhooks",
    params(("webhook" = String, Path, description = "Id.")),
    responses((status = 200, description = "The webhook.", body = WebhookJson))
)]
#[get("/api/v1/webhooks/{webhook}")]
pub(crate) async fn show_webhook(
    state: web::Data<AppState>,
    caller: Caller,
    WebhookPath(id): WebhookPath,
) -> Result<HttpResponse, Problem> {
    let webhook = state.use_cases.webhooks().show(&caller.actor, id).await?;
    Ok(HttpResponse::Ok().json(WebhookJson::from(&webhook)))
}
