use actix_web::{HttpResponse, delete, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::extract::{ApiKeyPath, Caller};

/// Revokes an API key. Its next request is refused. Superadmins can revoke the keys of all users.
#[utoipa::path(
    tag = "api keys",
    params(("key" = String, Path, description = "The id of the key.")),
    responses((status = 204, description = "The key is good for nothing any more."))
)]
#[delete("/api/v1/api-keys/{key}")]
pub(crate) async fn revoke_api_key(
    state: web::Data<AppState>,
    caller: Caller,
    ApiKeyPath(key): ApiKeyPath,
) -> Result<HttpResponse, Problem> {
    state
        .change(caller.origin.clone(), async move |use_cases| use_cases.api_keys().revoke(&caller.actor, key).await)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
