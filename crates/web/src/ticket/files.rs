use actix_web::web;
use deskhand_domain::AttachmentId;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Problem, ProblemCode};

use super::show::key_of;
use crate::door::{Page, Visitor, see_other};

/// Sends the browser to a link to the file that is good for minutes.
pub(crate) async fn open_file(state: web::Data<AppState>, visitor: Visitor, path: web::Path<(String, String)>) -> Page {
    let (ticket, file) = path.into_inner();
    let id: AttachmentId = file.parse().map_err(|_| Problem::new(ProblemCode::NotFound))?;
    let link = state.use_cases.files().link(&visitor.caller.actor, key_of(&ticket)?, id).await?;
    Ok(see_other(&format!("/f/{}", link.token.reveal()), None))
}
