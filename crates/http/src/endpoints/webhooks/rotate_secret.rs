use actix_web::{HttpResponse, post, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::secret::{with_secret, without_secret};
use super::webhook_json::WebhookJson;
use crate::dto::Created;
use crate::extract::{BodyDigest, Caller, IdempotencyHeader, WebhookPath};

/// Takes another secret into use. For 24 hours deliveries are signed with both, so that the receiver can take the new one when it suits.
#[utoipa::path(
    tag = "webhooks",
    params(
        ("webhook" = String, Path, description = "Id."),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes it safe to send the request again: within 24 hours the same request is carried out once, and answered the same.")
    ),
    responses((status = 201, description = "The webhook, with its new secret this once.", body = WebhookJson))
)]
#[post("/api/v1/webhooks/{webhook}/secret")]
pub(crate) async fn rotate_webhook_secret(
    state: web::Data<AppState>,
    caller: Caller,
    WebhookPath(id): WebhookPath,
    idempotency: IdempotencyHeader,
) -> Result<HttpResponse, Problem> {
    let guard = idempotency.begin(Some(caller.actor.id), &BodyDigest::none())?;
    let rotating = state.change(caller.origin.clone(), async move |use_cases| {
        let keep = |webhook: &_| without_secret(webhook)?.to_text();
        use_cases.webhooks().rotate_key(&caller.actor, id, &guard.execution(&keep)).await
    });
    let (answer, replayed) = Created::of_outcome(&rotating.await?, without_secret)?;
    Ok(with_secret(answer, &state.use_cases).await?.into_response(replayed))
}
