use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::people::Actor;
use deskhand_domain::permissions::tickets_visible_to;
use deskhand_domain::ports::{TicketPosition, TicketView};
use deskhand_domain::ticket::Awaiting;
use deskhand_domain::use_cases::{Error, ListTickets};
use deskhand_http_core::AppState;

use super::choice::Choices;
use super::query::InboxQuery;
use super::views::View;
use crate::door::{Page, Shell, Visitor, page, see_other};
use crate::parts::{Pager, row_text, rows_of_a_page};

#[derive(Template)]
#[template(path = "inbox/inbox.html")]
struct InboxPage<'a> {
    shell: Shell,
    views: [View; 6],
    view: View,
    counts: Vec<(View, u32)>,
    query: &'a InboxQuery,
    q: &'a str,
    rows: Vec<TicketView>,
    choices: Choices,
    pager: Pager,
}

/// The tickets of a view, or those that were searched for. A number goes to its ticket.
pub(crate) async fn show_inbox(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    query: web::Query<InboxQuery>,
) -> Page {
    let number = query.words().strip_prefix('#').unwrap_or_default();
    if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(see_other(&format!("/tickets/{number}"), None));
    }
    let view = query.view();
    let mut filter = view.filter();
    filter.q = query.search();
    let after = query.after();
    let command = ListTickets {
        filter,
        assignee: view.assignee(),
        sort: Some(view.sort()),
        after,
        limit: rows_of_a_page(),
        ..ListTickets::default()
    };
    let found = state.use_cases.tickets().list(&caller.actor, command).await?;
    let counts = counts(&state, &caller.actor).await?;
    let sees = tickets_visible_to(&caller.actor, &state.use_cases.rules().workflow).map_err(Error::from)?;
    let last = found.rows.last().filter(|_| found.has_more);
    let next =
        last.map(|last| TicketPosition::of(&last.ticket, view.sort(), sees)).map(|row| row_text(row.value, row.id));
    let choices = Choices::of(&state, &caller.actor).await?;
    let filter = [("view", view.as_str()), ("q", query.words())];
    let pager = Pager::new("/inbox", &filter, after.is_none(), next.as_deref());
    let (views, rows, q) = (View::ALL, found.rows, query.words());
    page(StatusCode::OK, &InboxPage { shell, views, view, counts, query: &query, q, rows, choices, pager })
}

/// How many tickets the views of waiting work have. A number beyond 99 says nothing more.
async fn counts(state: &AppState, actor: &Actor) -> Result<Vec<(View, u32)>, Error> {
    let mut counts = Vec::new();
    for view in [View::Mine, View::NeedsAnswer, View::Unassigned] {
        let command = ListTickets { filter: view.filter(), assignee: view.assignee(), ..ListTickets::default() };
        counts.push((view, state.use_cases.tickets().count_up_to(actor, command, 100).await?));
    }
    Ok(counts)
}

impl InboxPage<'_> {
    fn count_of(&self, view: &View) -> Option<String> {
        let (_, count) = self.counts.iter().find(|(known, _)| known == view)?;
        Some(if *count > 99 { "99+".to_owned() } else { count.to_string() })
    }
}

/// Whether a row waits for an answer of the staff.
fn waits_for_us(row: &TicketView) -> bool {
    row.ticket.status.is_active() && row.ticket.awaiting == Awaiting::Staff
}
