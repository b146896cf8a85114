use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::people::PersonRef;
use deskhand_domain::permissions::tickets_visible_to;
use deskhand_domain::ports::{TicketPosition, TicketSort, TicketView};
use deskhand_domain::use_cases::{Error, ListTickets, Who};
use deskhand_http_core::AppState;
use serde::Deserialize;

use super::key_of;
use crate::door::{Page, Shell, Visitor, page};
use crate::parts::{Pager, named_row, person_path, row_text, rows_of_a_page};

#[derive(Template)]
#[template(path = "people/tickets.html")]
struct TicketsOfPage {
    shell: Shell,
    person: PersonRef,
    path: String,
    assigned: bool,
    rows: Vec<TicketView>,
    pager: Pager,
}

/// The query of the page: those that the person reported, or those that they have.
#[derive(Deserialize)]
pub(crate) struct TicketsOfQuery {
    #[serde(default)]
    assigned: bool,
    #[serde(default)]
    after: String,
}

/// The tickets of a person, as far as the visitor may see them, newest change first.
pub(crate) async fn show_tickets_of(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    user: web::Path<String>,
    query: web::Query<TicketsOfQuery>,
) -> Page {
    let (key, actor, sort) = (key_of(&user)?, &caller.actor, TicketSort::UpdatedAtDesc);
    let person = state.use_cases.users().show(actor, key.clone()).await?.person.to_ref();
    let after = named_row(&query.after).map(|(value, id)| TicketPosition { value, id });
    let command = ListTickets { sort: Some(sort), after, limit: rows_of_a_page(), ..ListTickets::default() };
    let found = if query.assigned {
        state.use_cases.tickets().list(actor, ListTickets { assignee: vec![Who::Person(key)], ..command }).await?
    } else {
        state.use_cases.tickets().list_reported_by(actor, key, command).await?
    };
    let sees = tickets_visible_to(actor, &state.use_cases.rules().workflow).map_err(Error::from)?;
    let last = found.rows.last().filter(|_| found.has_more).map(|last| TicketPosition::of(&last.ticket, sort, sees));
    let next = last.map(|row| row_text(row.value, row.id));
    let path = person_path(&person.username, person.id);
    let filter = [("assigned", if query.assigned { "true" } else { "" })];
    let pager = Pager::new(&format!("{path}/tickets"), &filter, after.is_none(), next.as_deref());
    page(StatusCode::OK, &TicketsOfPage { shell, person, path, assigned: query.assigned, rows: found.rows, pager })
}

impl TicketsOfPage {
    fn title(&self) -> String {
        let id = if self.assigned { "tickets-assigned-to" } else { "tickets-reported-by" };
        self.shell.say1(id, "name", &self.person.name)
    }
}
