//! Keeps the list that is shown under a name, and deletes such a view.

use actix_web::http::StatusCode;
use actix_web::web;
use deskhand_domain::saved_views::ViewName;
use deskhand_domain::use_cases::Error;
use deskhand_http_core::AppState;
use serde::Deserialize;

use super::query::InboxQuery;
use super::show::{Unsaved, inbox_page};
use crate::door::{Faults, Form, Page, Visitor, bad_form, see_other};

/// The name, and the list that it is for.
#[derive(Deserialize)]
pub(crate) struct ViewForm {
    name: String,
    #[serde(default)]
    view: String,
    #[serde(default)]
    q: String,
}

impl ViewForm {
    fn query(&self) -> InboxQuery {
        InboxQuery::of_list(&self.view, &self.q)
    }
}

/// Keeps the list under a name. The list that had the name before has none then.
pub(crate) async fn save_view(state: web::Data<AppState>, visitor: Visitor, Form(form): Form<ViewForm>) -> Page {
    let query = form.query();
    let mut faults = Faults::default();
    let name = faults.accept("name", ViewName::parse(&form.name));
    let kept = query.to_saved().map_err(|reason| Error::Field { field: "view", reason })?;
    if let Some(name) = name {
        let (actor, origin) = (visitor.caller.actor, visitor.caller.origin.clone());
        match state.change(origin, async move |desk| desk.saved_views().keep(&actor, name, kept).await).await {
            Ok(_) => return Ok(see_other(&query.address(), None)),
            Err(error) => faults.take(error)?,
        }
    }
    let unsaved = Unsaved { name: form.name, faults };
    inbox_page(&state, visitor, &query, StatusCode::UNPROCESSABLE_ENTITY, unsaved).await
}

/// Deletes the view of this name. Its tickets stay as they are.
pub(crate) async fn delete_view(state: web::Data<AppState>, visitor: Visitor, Form(form): Form<ViewForm>) -> Page {
    let name = ViewName::parse(&form.name).map_err(|_| bad_form())?;
    let (actor, origin) = (visitor.caller.actor, visitor.caller.origin.clone());
    state.change(origin, async move |desk| desk.saved_views().discard(&actor, name).await).await?;
    Ok(see_other(&form.query().address(), None))
}
