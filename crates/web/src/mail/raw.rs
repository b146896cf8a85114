use actix_web::web;
use deskhand_http_core::{AppState, raw_mail};

use super::incoming::id_of;
use crate::door::{Page, Visitor};

/// Hands out a mail as it came, as a download. The security log says who read it.
pub(crate) async fn download_raw(state: web::Data<AppState>, visitor: Visitor, id: web::Path<String>) -> Page {
    let (id, actor) = (id_of(&id)?, visitor.caller.actor);
    let reading = state.change(visitor.caller.origin.clone(), async move |use_cases| {
        use_cases.incoming_mail().raw(Some(&actor), id).await
    });
    Ok(raw_mail(id, reading.await?))
}
