use actix_web::{HttpResponse, delete, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::extract::{Caller, PersonPath};

/// Removes the second factor of a person whom the caller manages, for somebody who lost their device and their recovery codes. All
/// sessions of that person end, and they are mailed.
#[utoipa::path(
    tag = "people",
    params(("user" = String, Path, description = "Id or username.")),
    responses(
        (status = 204, description = "A sign-in of that person needs the password only."),
        (status = 409, description = "`no-second-factor`."),
    )
)]
#[delete("/api/v1/users/{user}/second-factor")]
pub(crate) async fn remove_second_factor_of(
    state: web::Data<AppState>,
    caller: Caller,
    PersonPath(key): PersonPath,
) -> Result<HttpResponse, Problem> {
    state
        .change(caller.origin.clone(), async move |use_cases| {
            use_cases.users().remove_second_factor(&caller.actor, key).await
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
