use actix_web::{HttpResponse, delete, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::extract::{Caller, IfMatch, PersonPath};

/// Removes a person and anonymises what stays. An engineer's tickets are assigned anew.
#[utoipa::path(
    tag = "people",
    params(("user" = String, Path, description = "Id or username.")),
    responses((status = 204, description = "The person is removed."))
)]
#[delete("/api/v1/users/{user}")]
pub(crate) async fn remove_person(
    state: web::Data<AppState>,
    caller: Caller,
    PersonPath(key): PersonPath,
    if_match: IfMatch,
) -> Result<HttpResponse, Problem> {
    let based_on = if_match.versions();
    let removed = state
        .change(caller.origin.clone(), async move |use_cases| {
            use_cases.users().remove(&caller.actor, key, based_on).await
        })
        .await;
    removed.map_err(|error| if_match.problem(error))?;
    Ok(HttpResponse::NoContent().finish())
}
