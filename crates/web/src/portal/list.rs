use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::permissions::tickets_visible_to;
use deskhand_domain::ports::{TicketFilter, TicketPosition, TicketSort, TicketView};
use deskhand_domain::ticket::{Awaiting, TicketStatus};
use deskhand_domain::use_cases::{Error, ListTickets, Who};
use deskhand_http_core::AppState;
use serde::Deserialize;

use crate::door::{Page, Shell, Visitor, page};
use crate::parts::{named_row, path_with, row_text, rows_of_a_page, typed_search};

const PATH: &str = "/requests";

#[derive(Template)]
#[template(path = "portal/requests.html")]
struct RequestsPage<'a> {
    shell: Shell,
    q: &'a str,
    /// The page of all parts, where this one shows one part from some place on.
    whole: Option<String>,
    parts: Vec<Part>,
}

/// The query of the page: words that the requests have; one part of the page, and after which row it begins.
#[derive(Deserialize)]
pub(crate) struct RequestsQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    part: String,
    #[serde(default)]
    after: String,
}

/// Requests that are as far as each other.
struct Part {
    heading: &'static str,
    hint: &'static str,
    rows: Vec<TicketView>,
    older: Option<String>,
}

/// What the person asked for: what waits for them, what is with us, what is done. Each part begins with the newest; its older ones have pages
/// of their own.
pub(crate) async fn show_requests(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    query: web::Query<RequestsQuery>,
) -> Page {
    let q = query.q.trim();
    // A search of a customer finds what they see: also what they follow.
    let reporter = if q.is_empty() || caller.is_staff() { vec![Who::Me] } else { Vec::new() };
    let sees = tickets_visible_to(&caller.actor, &state.use_cases.rules().workflow).map_err(Error::from)?;
    let known = parts_of_the_page();
    let only = known.iter().map(|(heading, ..)| *heading).find(|heading| *heading == query.part);
    let after = only.and_then(|_| named_row(&query.after)).map(|(value, id)| TicketPosition { value, id });
    let mut parts = Vec::new();
    for (heading, hint, filter) in known.into_iter().filter(|(heading, ..)| only.is_none_or(|only| *heading == only)) {
        let command = ListTickets {
            filter: TicketFilter { q: typed_search(q), ..filter },
            reporter: reporter.clone(),
            sort: Some(TicketSort::UpdatedAtDesc),
            after,
            limit: rows_of_a_page(),
            ..ListTickets::default()
        };
        let found = state.use_cases.tickets().list(&caller.actor, command).await?;
        let last = found.rows.last().filter(|_| found.has_more);
        let older = last.map(|last| {
            let row = TicketPosition::of(&last.ticket, TicketSort::UpdatedAtDesc, sees);
            path_with(PATH, [("q", q), ("part", heading), ("after", &row_text(row.value, row.id))])
        });
        parts.push(Part { heading, hint, rows: found.rows, older });
    }
    let whole = only.map(|_| path_with(PATH, [("q", q)]));
    page(StatusCode::OK, &RequestsPage { shell, q, whole, parts })
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
