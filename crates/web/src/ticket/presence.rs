use actix_web::{HttpResponse, web};
use deskhand_domain::use_cases::Colleague;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;
use serde::Deserialize;

use super::show::key_of;
use crate::door::{Form, Shell, Visitor, bad_form};

/// What the page says of its reader: `looking`, `writing`, or `left`.
#[derive(Deserialize)]
pub(crate) struct PresenceForm {
    activity: String,
}

/// Notes who has the page of a ticket before them. Answers who else has, in the words of the reader.
pub(crate) async fn note_presence(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    number: web::Path<String>,
    Form(form): Form<PresenceForm>,
) -> Result<HttpResponse, Problem> {
    let (tickets, key) = (state.use_cases.tickets(), key_of(&number)?);
    if form.activity == "left" {
        tickets.leave(&caller.actor, key).await?;
        return Ok(HttpResponse::NoContent().finish());
    }
    let activity = form.activity.parse().map_err(|_| bad_form())?;
    let others = tickets.note_presence(&caller.actor, key, activity).await?;
    let words: Vec<_> = others.iter().map(|other| words_of(other, &shell)).collect();
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(words.join(" ")))
}

fn words_of(other: &Colleague, shell: &Shell) -> String {
    shell.say1(&format!("present-{}", other.activity), "name", &other.person.name)
}
