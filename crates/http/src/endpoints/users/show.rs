use actix_web::{HttpResponse, get, web};

use crate::AppState;
use crate::dto::UserJson;
use crate::extract::{Caller, PersonKey};
use crate::problem::Problem;

/// Shows one account.
#[utoipa::path(
    tag = "people",
    params(("user" = String, Path, description = "Id or username.")),
    responses((status = 200, description = "The account.", body = UserJson))
)]
#[get("/users/{user}")]
pub(crate) async fn show_person(
    state: web::Data<AppState>,
    caller: Caller,
    PersonKey(key): PersonKey,
) -> Result<HttpResponse, Problem> {
    let view = state.use_cases.users().show(&caller.actor, key).await?;
    Ok(UserJson::answer(&view, caller.is_staff()))
}
