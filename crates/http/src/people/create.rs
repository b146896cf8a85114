use actix_web::{HttpResponse, post, web};
use deskhand_domain::use_cases::CreatePerson;

use crate::Desk;
use crate::accounts::SignUpBody;
use crate::answer::UserJson;
use crate::problem::Problem;
use crate::request::{Caller, ValidJson};

/// Makes an account on somebody's behalf, of any role that the caller manages. It is approved at once.
#[utoipa::path(
    tag = "people",
    request_body = SignUpBody,
    responses((status = 201, description = "The account. `Location` and `ETag` are set.", body = UserJson))
)]
#[post("/users")]
pub(crate) async fn create_person(
    desk: web::Data<Desk>,
    caller: Caller,
    body: ValidJson<SignUpBody>,
) -> Result<HttpResponse, Problem> {
    let command = CreatePerson { account: body.0, status: None };
    let view = desk.use_cases.create_person(&caller.actor, command).await?;
    Ok(UserJson::created(&view, caller.is_staff()))
}
