use actix_web::{HttpResponse, get, web};
use deskhand_domain::ports::PersonKey;

use crate::Desk;
use crate::answer::UserJson;
use crate::problem::Problem;
use crate::request::Caller;

/// Shows the caller's own account.
#[utoipa::path(tag = "accounts", responses((status = 200, description = "The account.", body = UserJson)))]
#[get("/me")]
pub(crate) async fn show_me(desk: web::Data<Desk>, caller: Caller) -> Result<HttpResponse, Problem> {
    let view = desk.use_cases.users().show(&caller.actor, PersonKey::Id(caller.actor.id)).await?;
    Ok(UserJson::answer_oneself(&view))
}
