use actix_web::{HttpResponse, post, web};
use deskhand_domain::use_cases::CreatePerson;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::new_account::NewAccountBody;
use crate::dto::{Created, UserJson};
use crate::extract::{Caller, IdempotencyHeader, ValidJson};

/// Creates an account for another person, of any role that the caller manages. It is approved at once. Without a
/// password, they are mailed an invitation to choose one.
#[utoipa::path(
    tag = "people",
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Makes it safe to send the request again: within 24 hours the same request is carried out once, and answered the same.")
    ),
    request_body = NewAccountBody,
    responses((status = 201, description = "The account. `Location` and `ETag` are set.", body = UserJson))
)]
#[post("/api/v1/users")]
pub(crate) async fn create_person(
    state: web::Data<AppState>,
    caller: Caller,
    idempotency: IdempotencyHeader,
    ValidJson(account, digest): ValidJson<NewAccountBody>,
) -> Result<HttpResponse, Problem> {
    let guard = idempotency.begin(Some(caller.actor.id), &digest)?;
    let created = |view: &_| UserJson::created(view, Some(&caller.actor));
    let keep = |view: &_| created(view)?.to_text();
    let command = CreatePerson { account, status: None };
    let outcome = state
        .use_cases
        .from_origin(caller.origin.clone())
        .users()
        .create_with(&caller.actor, command, &guard.execution(&keep))
        .await?;
    Created::answer(&outcome, created)
}
