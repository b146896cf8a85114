use actix_web::{HttpResponse, get, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::dto::UserJson;
use crate::extract::{Caller, PersonPath};

/// Shows one account.
#[utoipa::path(
    tag = "people",
    params(("user" = String, Path, description = "Id or username.")),
    responses((status = 200, description = "The account.", body = UserJson))
)]
#[get("/api/v1/users/{user}")]
pub(crate) async fn show_person(
    state: web::Data<AppState>,
    caller: Caller,
    PersonPath(key): PersonPath,
) -> Result<HttpResponse, Problem> {
    let view = state.use_cases.users().show(&caller.actor, key).await?;
    Ok(UserJson::answer(&view, &caller.actor))
}
