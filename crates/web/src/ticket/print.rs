use actix_web::http::StatusCode;
use askama::Template;
use deskhand_domain::people::PersonRef;
use deskhand_domain::ports::{TicketKey, TicketView};
use deskhand_domain::ticket::{Rating, TicketAction};
use deskhand_http_core::AppState;

use super::timeline::{Entry, Extent, timeline};
use crate::door::{Page, Shell, Visitor, page};

/// The whole ticket for paper: facts as a table, all messages, nothing to press.
#[derive(Template)]
#[template(path = "ticket/print.html")]
struct PrintPage {
    shell: Shell,
    /// The address of the ticket, as paper names it.
    address: String,
    view: TicketView,
    followers: Vec<PersonRef>,
    rating: Option<Rating>,
    entries: Vec<Entry>,
    is_staff: bool,
    /// Whether the person may have internal notes printed.
    reads_notes: bool,
    has_notes: bool,
}

/// The page that is printed. Internal notes are on it only where they were asked for, by a person who reads them.
pub(super) async fn print_page(
    state: &AppState,
    Visitor { caller, shell }: Visitor,
    key: TicketKey,
    wants_notes: bool,
) -> Page {
    let detail = state.use_cases.tickets().show(&caller.actor, key).await?;
    let rules = &state.use_cases.rules().workflow;
    let reads_notes = detail.view.ticket.check(TicketAction::ReadNotes, &caller.actor, rules, shell.now).is_ok();
    let has_notes = reads_notes && wants_notes;
    let extent = if has_notes { Extent::All } else { Extent::AllPublic };
    let page_of = PrintPage {
        address: format!("{}/tickets/{}", state.public_url.trim_end_matches('/'), detail.view.ticket.number),
        followers: state.use_cases.tickets().followers(&caller.actor, key).await?,
        rating: detail.seen.rating,
        entries: timeline(state, &caller.actor, key, &shell, extent).await?,
        is_staff: caller.is_staff(),
        reads_notes,
        has_notes,
        view: detail.view,
        shell,
    };
    page(StatusCode::OK, &page_of)
}

impl PrintPage {
    /// The state in words of the reader: customers read whose turn it is.
    fn state_words(&self) -> String {
        super::page::state_words(&self.view.ticket, self.is_staff, &self.shell)
    }
}
