use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::people::Actor;
use deskhand_domain::permissions::tickets_visible_to;
use deskhand_domain::policy::Workflow;
use deskhand_domain::ports::{TicketPosition, TicketView};
use deskhand_domain::ticket::Awaiting;
use deskhand_domain::use_cases::{Error, ListTickets};
use deskhand_http_core::AppState;

use super::choice::Choices;
use super::counts::count_of;
use super::query::InboxQuery;
use super::saved::{Saved, saved_views};
use super::views::View;
use crate::door::{Faults, Page, Shell, Visitor, page, see_other};
use crate::parts::{Pager, row_text, rows_of_a_page};

/// A name for the list that was not kept, and why.
#[derive(Default)]
pub(super) struct Unsaved {
    pub(super) name: String,
    pub(super) faults: Faults,
}

#[derive(Template)]
#[template(path = "inbox/inbox.html")]
struct InboxPage<'a> {
    shell: Shell,
    views: [View; 6],
    view: View,
    counts: Vec<(View, String)>,
    saved: Vec<Saved>,
    unsaved: Unsaved,
    query: &'a InboxQuery,
    q: &'a str,
    rows: Vec<TicketView>,
    actor: Actor,
    rules: &'a Workflow,
    choices: Choices,
    pager: Pager,
}

/// The tickets of a view, or those that were searched for. A number goes to its ticket.
pub(crate) async fn show_inbox(state: web::Data<AppState>, visitor: Visitor, query: web::Query<InboxQuery>) -> Page {
    let number = query.words().strip_prefix('#').unwrap_or_default();
    if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(see_other(&format!("/tickets/{number}"), None));
    }
    inbox_page(&state, visitor, &query, StatusCode::OK, Unsaved::default()).await
}

/// The page, with what was typed and not kept.
pub(super) async fn inbox_page(
    state: &AppState,
    Visitor { caller, shell }: Visitor,
    query: &InboxQuery,
    status: StatusCode,
    unsaved: Unsaved,
) -> Page {
    let (view, after, actor) = (query.view(), query.after(), &caller.actor);
    let command = ListTickets { after, limit: rows_of_a_page(), ..query.command() };
    let found = state.use_cases.tickets().list(actor, command).await?;
    let counts = counts(state, actor).await?;
    let saved = saved_views(state, actor, query).await?;
    let sees = tickets_visible_to(actor, &state.use_cases.rules().workflow).map_err(Error::from)?;
    let last = found.rows.last().filter(|_| found.has_more);
    let next =
        last.map(|last| TicketPosition::of(&last.ticket, view.sort(), sees)).map(|row| row_text(row.value, row.id));
    let rules = &state.use_cases.rules().workflow;
    let choices = Choices::of(state, actor).await?;
    let filter = [("view", view.as_str()), ("q", query.words())];
    let pager = Pager::new("/inbox", &filter, after.is_none(), next.as_deref());
    let (views, rows, q) = (View::ALL, found.rows, query.words());
    page(
        status,
        &InboxPage { actor: *actor, rules, shell, views, view, counts, saved, unsaved, query, q, rows, choices, pager },
    )
}

/// How many tickets the views of waiting work have.
async fn counts(state: &AppState, actor: &Actor) -> Result<Vec<(View, String)>, Error> {
    let mut counts = Vec::new();
    for view in [View::Mine, View::NeedsAnswer, View::Unassigned] {
        let list = ListTickets { filter: view.filter(), assignee: view.assignee(), ..ListTickets::default() };
        counts.push((view, count_of(state, actor, list).await?));
    }
    Ok(counts)
}

impl InboxPage<'_> {
    fn count_of(&self, view: &View) -> Option<&str> {
        self.counts.iter().find(|(known, _)| known == view).map(|(_, count)| count.as_str())
    }

    /// The saved view that is shown.
    fn shown(&self) -> Option<&Saved> {
        self.saved.iter().find(|view| view.is_shown)
    }

    fn title(&self) -> String {
        match self.shown() {
            Some(view) => view.name.clone(),
            None if self.q.is_empty() => self.shell.say(self.view.title()),
            None => self.shell.say1("found", "q", self.q),
        }
    }

    /// The version of the ticket that the person sees.
    fn version(&self, row: &TicketView) -> u64 {
        row.ticket.seen_by(&self.actor, self.rules).version
    }

    /// Whether this one of the views that all have is shown.
    fn is_shown(&self, view: &View) -> bool {
        *view == self.view && self.q.is_empty()
    }
}

/// Whether a row waits for an answer of the staff.
fn waits_for_us(row: &TicketView) -> bool {
    row.ticket.status.is_active() && row.ticket.awaiting == Awaiting::Staff
}
