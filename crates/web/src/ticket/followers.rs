use actix_web::http::StatusCode;
use actix_web::web;
use deskhand_http_core::{AppState, named_person};
use serde::Deserialize;

use super::page::Unsent;
use super::show::{change_ticket, key_of, ticket_page};
use crate::door::{Form, Page, Visitor};

/// Who follows the ticket from now on.
#[derive(Deserialize)]
pub(crate) struct FollowerForm {
    person: String,
    /// `remove` for one who follows it no longer.
    #[serde(default)]
    deed: String,
}

/// Adds a follower, or removes one.
pub(crate) async fn change_follower(
    state: web::Data<AppState>,
    visitor: Visitor,
    number: web::Path<String>,
    Form(form): Form<FollowerForm>,
) -> Page {
    let Ok(person) = named_person(form.person.trim()) else {
        let unsent = Unsent { notice: Some(visitor.shell.say("refusal-not-followable")), ..Unsent::default() };
        return ticket_page(&state, visitor, key_of(&number)?, StatusCode::UNPROCESSABLE_ENTITY, unsent).await;
    };
    let is_removal = form.deed == "remove";
    change_ticket(&state, visitor, &number, async move |use_cases, actor, key| match is_removal {
        true => use_cases.tickets().remove_follower(&actor, key, person).await,
        false => use_cases.tickets().add_follower(&actor, key, person).await,
    })
    .await
}
