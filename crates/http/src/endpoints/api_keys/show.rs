use actix_web::{HttpResponse, get, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::key_json::ApiKeyJson;
use crate::extract::{ApiKeyPath, Caller};

/// Shows an API key that is not revoked, without the key itself. Superadmins can see those of all users.
#[utoipa::path(
    tag = "api keys",
    params(("key" = String, Path, description = "The id of the key.")),
    responses((status = 200, description = "The key.", body = ApiKeyJson))
)]
#[get("/api/v1/api-keys/{key}")]
pub(crate) async fn show_api_key(
    state: web::Data<AppState>,
    caller: Caller,
    ApiKeyPath(key): ApiKeyPath,
) -> Result<HttpResponse, Problem> {
    let key = state.use_cases.api_keys().show(&caller.actor, key).await?;
    Ok(HttpResponse::Ok().json(ApiKeyJson::from(&key)))
}
