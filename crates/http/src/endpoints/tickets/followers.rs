use actix_web::{HttpResponse, delete, get, put, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use crate::dto::{ListJson, PersonJson};
use crate::extract::{Caller, PersonPath, TicketPath};

/// Lists who follows a ticket, by username. There are at most 20, so the list has one page.
#[utoipa::path(
    tag = "tickets",
    params(("ticket" = String, Path, description = "Id or number.")),
    responses((status = 200, description = "The followers.", body = ListJson<PersonJson>))
)]
#[get("/api/v1/tickets/{ticket}/followers")]
pub(crate) async fn list_followers(
    state: web::Data<AppState>,
    caller: Caller,
    TicketPath(key): TicketPath,
) -> Result<HttpResponse, Problem> {
    let followers = state.use_cases.tickets().followers(&caller.actor, key).await?;
    let followers = followers.iter().map(PersonJson::from).collect();
    Ok(HttpResponse::Ok().json(ListJson::new(followers, None, false, None)))
}

/// Makes a person a follower: they see the ticket as its reporter does, get its mails, and may write requests on it. Saying it twice
/// changes nothing.
#[utoipa::path(
    tag = "tickets",
    params(
        ("ticket" = String, Path, description = "Id or number."),
        ("user" = String, Path, description = "Id or username.")
    ),
    responses(
        (status = 204, description = "The person follows the ticket."),
        (status = 409, description = "`too-many-followers`: a ticket has at most 20."),
        (status = 422, description = "`not-followable`: there is no such person with an approved account, or they reported the ticket.")
    )
)]
#[put("/api/v1/tickets/{ticket}/followers/{user}")]
pub(crate) async fn add_follower(
    state: web::Data<AppState>,
    caller: Caller,
    TicketPath(key): TicketPath,
    PersonPath(person): PersonPath,
) -> Result<HttpResponse, Problem> {
    state
        .change(caller.origin.clone(), async move |desk| desk.tickets().add_follower(&caller.actor, key, person).await)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ends that a person follows a ticket. A follower may remove themselves. Saying it twice changes nothing.
#[utoipa::path(
    tag = "tickets",
    params(
        ("ticket" = String, Path, description = "Id or number."),
        ("user" = String, Path, description = "Id or username.")
    ),
    responses((status = 204, description = "The person does not follow the ticket."))
)]
#[delete("/api/v1/tickets/{ticket}/followers/{user}")]
pub(crate) async fn remove_follower(
    state: web::Data<AppState>,
    caller: Caller,
    TicketPath(key): TicketPath,
    PersonPath(person): PersonPath,
) -> Result<HttpResponse, Problem> {
    state
        .change(caller.origin.clone(), async move |desk| {
            desk.tickets().remove_follower(&caller.actor, key, person).await
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
