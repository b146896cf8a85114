use actix_web::{HttpResponse, delete, web};

use crate::Desk;
use crate::problem::Problem;
use crate::request::{ApiKeyPath, Caller};

/// Revokes an API key: the next request that comes with it is refused. Superadmins revoke anybody's.
#[utoipa::path(
    tag = "api keys",
    params(("key" = String, Path, description = "The id of the key.")),
    responses((status = 204, description = "The key is good for nothing any more."))
)]
#[delete("/api-keys/{key}")]
pub(crate) async fn revoke_api_key(
    desk: web::Data<Desk>,
    caller: Caller,
    ApiKeyPath(key): ApiKeyPath,
) -> Result<HttpResponse, Problem> {
    desk.use_cases.api_keys().revoke(&caller.actor, key).await?;
    Ok(HttpResponse::NoContent().finish())
}
