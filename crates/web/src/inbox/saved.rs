//! The views that a person saved: a query of the list under a name.

use deskhand_domain::people::Actor;
use deskhand_domain::use_cases::Error;
use deskhand_http_core::AppState;

use super::counts::count_of;
use super::query::InboxQuery;

/// A saved view as the page shows it.
pub(super) struct Saved {
    pub(super) name: String,
    pub(super) path: String,
    pub(super) count: String,
    /// Whether it is the list that is shown.
    pub(super) is_shown: bool,
}

/// The views of the person by name, with how many tickets each has.
pub(super) async fn saved_views(state: &AppState, actor: &Actor, shown: &InboxQuery) -> Result<Vec<Saved>, Error> {
    let shown = shown.to_saved().ok();
    let mut views = Vec::new();
    for view in state.use_cases.saved_views().list(actor).await? {
        let query = InboxQuery::of_saved(&view.query);
        views.push(Saved {
            name: view.name.to_string(),
            path: query.address(),
            count: count_of(state, actor, query.command()).await?,
            is_shown: query.to_saved().ok() == shown,
        });
    }
    Ok(views)
}
