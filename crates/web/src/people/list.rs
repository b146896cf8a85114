use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::people::{AccountStatus, Actor, Role};
use deskhand_domain::ports::{Page as Rows, PeopleFilter, PersonPosition, PersonSort, PersonView};
use deskhand_domain::use_cases::{Error, ListPeople};
use deskhand_http_core::AppState;
use serde::Deserialize;

use crate::door::{Page, Shell, Visitor, page};
use crate::parts::{Pager, named_row, row_text, rows_of_a_page, typed_search};

#[derive(Template)]
#[template(path = "people/people.html")]
struct PeoplePage {
    shell: Shell,
    query: PeopleQuery,
    rows: Vec<PersonView>,
    pager: Pager,
}

/// The query of the page. What is not right is left out: the page shows what it took.
#[derive(Default, Deserialize)]
pub(crate) struct PeopleQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    after: String,
}

impl PeopleQuery {
    fn filter(&self) -> PeopleFilter {
        PeopleFilter {
            role: self.role.parse().into_iter().collect(),
            status: self.status.parse().into_iter().collect(),
            q: typed_search(&self.q),
        }
    }
}

/// The people whom the visitor may see, newest first.
pub(crate) async fn show_people(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    web::Query(query): web::Query<PeopleQuery>,
) -> Page {
    let found = people(&state, &caller.actor, query.filter(), PersonSort::CreatedAtDesc, &query.after).await?;
    let filter = [("q", query.q.as_str()), ("role", &query.role), ("status", &query.status)];
    let pager = pager_of("/people", &filter, &query.after, PersonSort::CreatedAtDesc, &found);
    page(StatusCode::OK, &PeoplePage { shell, rows: found.rows, pager, query })
}

/// A page of people.
pub(super) async fn people(
    state: &AppState,
    actor: &Actor,
    filter: PeopleFilter,
    sort: PersonSort,
    after: &str,
) -> Result<Rows<PersonView>, Error> {
    let after = named_row(after).map(|(value, id)| PersonPosition { value, id });
    let command = ListPeople { filter, sort: Some(sort), after, limit: rows_of_a_page(), count: false };
    state.use_cases.users().list(actor, command).await
}

/// The way to the other pages of people.
pub(super) fn pager_of(
    path: &str,
    filter: &[(&str, &str)],
    after: &str,
    sort: PersonSort,
    found: &Rows<PersonView>,
) -> Pager {
    let last = found.rows.last().filter(|_| found.has_more).map(|last| PersonPosition::of(last, sort));
    let next = last.map(|row| row_text(row.value, row.id));
    Pager::new(path, filter, after.is_empty(), next.as_deref())
}

/// How the list names the state of an account: only what is not the rule has a colour.
pub(super) fn badge(status: &AccountStatus) -> &'static str {
    match status {
        AccountStatus::Approved => "",
        AccountStatus::Pending => "open",
        AccountStatus::Rejected | AccountStatus::Suspended => "blocked",
    }
}

const ROLES: &[Role] = Role::ALL;
const STATUSES: &[AccountStatus] = AccountStatus::ALL;
