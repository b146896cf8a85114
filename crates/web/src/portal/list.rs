use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::ports::{PageLimit, TicketFilter, TicketSort, TicketView};
use deskhand_domain::ticket::{Awaiting, TicketStatus};
use deskhand_domain::use_cases::{ListTickets, Who};
use deskhand_http_core::AppState;
use serde::Deserialize;

use crate::door::{Page, Shell, Visitor, page};
use crate::parts::typed_search;

/// The most requests of each part that the page shows.
const MOST: i64 = 50;

#[derive(Template)]
#[template(path = "portal/requests.html")]
struct RequestsPage<'a> {
    shell: Shell,
    q: &'a str,
    parts: Vec<Part>,
}

/// The query of the page: words that the requests have.
#[derive(Deserialize)]
pub(crate) struct RequestsQuery {
    #[serde(default)]
    q: String,
}

/// Requests that are as far as each other.
struct Part {
    heading: &'static str,
    hint: &'static str,
    rows: Vec<TicketView>,
    has_more: bool,
}

/// What the person asked for: what waits for them, what is with us, what is done.
pub(crate) async fn show_requests(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    query: web::Query<RequestsQuery>,
) -> Page {
    let q = query.q.trim();
    // A search of a customer finds what they see: also what they follow.
    let reporter = if q.is_empty() || caller.is_staff() { vec![Who::Me] } else { Vec::new() };
    let mut parts = Vec::new();
    for (heading, hint, filter) in parts_of_the_page() {
        let command = ListTickets {
            filter: TicketFilter { q: typed_search(q), ..filter },
            reporter: reporter.clone(),
            sort: Some(TicketSort::UpdatedAtDesc),
            limit: PageLimit::parse(MOST).unwrap_or_default(),
            ..ListTickets::default()
        };
        let found = state.use_cases.tickets().list(&caller.actor, command).await?;
        parts.push(Part { heading, hint, rows: found.rows, has_more: found.has_more });
    }
    page(StatusCode::OK, &RequestsPage { shell, q, parts })
}

fn parts_of_the_page() -> [(&'static str, &'static str, TicketFilter); 3] {
    let (active, done): (Vec<_>, Vec<_>) = TicketStatus::ALL.iter().copied().partition(TicketStatus::is_active);
    let awaiting =
        |awaiting| TicketFilter { status: active.clone(), awaiting: Some(awaiting), ..TicketFilter::default() };
    [
        ("requests-waiting", "requests-waiting-none", awaiting(Awaiting::Reporter)),
        ("requests-with-us", "requests-with-us-none", awaiting(Awaiting::Staff)),
        ("requests-done", "requests-done-none", TicketFilter { status: done, ..TicketFilter::default() }),
    ]
}
