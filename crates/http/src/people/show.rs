use actix_web::{HttpResponse, get, web};

use crate::Desk;
use crate::answer::UserJson;
use crate::problem::Problem;
use crate::request::{Caller, PersonKey};

/// Shows one account.
#[utoipa::path(
    tag = "people",
    params(("user" = String, Path, description = "Id or username.")),
    responses((status = 200, description = "The account.", body = UserJson))
)]
#[get("/users/{user}")]
pub(crate) async fn show_person(
    desk: web::Data<Desk>,
    caller: Caller,
    PersonKey(key): PersonKey,
) -> Result<HttpResponse, Problem> {
    let view = desk.use_cases.users().show(&caller.actor, key).await?;
    Ok(UserJson::answer(&view, caller.is_staff()))
}
