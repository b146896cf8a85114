use actix_web::{HttpResponse, delete, web};

use crate::Desk;
use crate::problem::Problem;
use crate::request::{Caller, IfMatch, PersonKey};

/// Removes a person and anonymises what stays. An engineer's tickets are assigned anew.
#[utoipa::path(
    tag = "people",
    params(("user" = String, Path, description = "Id or username.")),
    responses((status = 204, description = "The person is removed."))
)]
#[delete("/users/{user}")]
pub(crate) async fn remove_person(
    desk: web::Data<Desk>,
    caller: Caller,
    PersonKey(key): PersonKey,
    if_match: IfMatch,
) -> Result<HttpResponse, Problem> {
    let removed = desk.use_cases.users().remove(&caller.actor, key, if_match.version()).await;
    removed.map_err(|error| if_match.problem(error))?;
    Ok(HttpResponse::NoContent().finish())
}
