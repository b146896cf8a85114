use actix_web::{HttpResponse, get, web};
use deskhand_domain::ports::PersonKey;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::dto::UserJson;
use crate::extract::Caller;

/// Shows the caller's own account.
#[utoipa::path(tag = "accounts", responses((status = 200, description = "The account.", body = UserJson)))]
#[get("/api/v1/me")]
pub(crate) async fn show_me(state: web::Data<AppState>, caller: Caller) -> Result<HttpResponse, Problem> {
    let view = state.use_cases.users().show(&caller.actor, PersonKey::Id(caller.actor.id)).await?;
    Ok(UserJson::answer_oneself(&view))
}
