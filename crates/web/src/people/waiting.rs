use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::people::AccountStatus;
use deskhand_domain::ports::{PeopleFilter, PersonSort, PersonView};
use deskhand_http_core::AppState;
use serde::Deserialize;

use super::list::{pager_of, people};
use crate::door::{Page, Shell, Visitor, page};
use crate::parts::Pager;

/// The path of the page.
pub(super) const WAITING: &str = "/people/waiting";

#[derive(Template)]
#[template(path = "people/waiting.html")]
struct WaitingPage {
    shell: Shell,
    rows: Vec<PersonView>,
    pager: Pager,
}

/// The query of the page.
#[derive(Deserialize)]
pub(crate) struct WaitingQuery {
    #[serde(default)]
    after: String,
}

/// The people whose accounts wait for approval, the oldest first.
pub(crate) async fn show_waiting_people(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    query: web::Query<WaitingQuery>,
) -> Page {
    let filter = PeopleFilter { status: vec![AccountStatus::Pending], ..PeopleFilter::default() };
    let found = people(&state, &caller.actor, filter, PersonSort::CreatedAt, &query.after).await?;
    let pager = pager_of(WAITING, &[], &query.after, PersonSort::CreatedAt, &found);
    page(StatusCode::OK, &WaitingPage { shell, rows: found.rows, pager })
}
