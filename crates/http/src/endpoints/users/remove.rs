use actix_web::{HttpResponse, delete, web};

use crate::AppState;
use crate::extract::{Caller, IfMatch, PersonKey};
use crate::problem::Problem;

/// Removes a person and anonymises what stays. An engineer's tickets are assigned anew.
#[utoipa::path(
    tag = "people",
    params(("user" = String, Path, description = "Id or username.")),
    responses((status = 204, description = "The person is removed."))
)]
#[delete("/users/{user}")]
pub(crate) async fn remove_person(
    state: web::Data<AppState>,
    caller: Caller,
    PersonKey(key): PersonKey,
    if_match: IfMatch,
) -> Result<HttpResponse, Problem> {
    let removed = state.use_cases.users().remove(&caller.actor, key, if_match.version()).await;
    removed.map_err(|error| if_match.problem(error))?;
    Ok(HttpResponse::NoContent().finish())
}
