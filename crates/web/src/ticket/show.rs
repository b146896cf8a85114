use actix_web::http::StatusCode;
use actix_web::web;
use deskhand_domain::people::Actor;
use deskhand_domain::permissions::may_remove_files;
use deskhand_domain::ports::TicketKey;
use deskhand_domain::ticket::TicketAction;
use deskhand_domain::use_cases::{DraftKey, Error, UseCases};
use deskhand_http_core::problem::{Problem, ProblemCode};
use deskhand_http_core::{AppState, named_ticket};
use serde::Deserialize;

use super::page::{TicketPage, Unsent};
use super::people::engineers;
use super::print::print_page;
use super::timeline::{Extent, timeline};
use super::view::{answer_of, moves, refusals};
use crate::door::{Page, Visitor, page, refused, see_other};
use crate::drafts;

/// The query of the page.
#[derive(Deserialize)]
pub(crate) struct TicketQuery {
    #[serde(default)]
    view: String,
    /// `all` for the page that is printed.
    #[serde(default)]
    print: String,
    /// `1` for a print with internal notes.
    #[serde(default)]
    notes: String,
}

/// The ticket.
pub(crate) async fn show_ticket(
    state: web::Data<AppState>,
    visitor: Visitor,
    number: web::Path<String>,
    query: web::Query<TicketQuery>,
) -> Page {
    let TicketQuery { view, print, notes } = query.into_inner();
    if print == "all" {
        return print_page(&state, visitor, key_of(&number)?, notes == "1").await;
    }
    ticket_page(&state, visitor, key_of(&number)?, StatusCode::OK, Unsent { view, ..Unsent::default() }).await
}

/// The ticket that an address names.
pub(super) fn key_of(text: &str) -> Result<TicketKey, Problem> {
    named_ticket(text).map_err(|_| Problem::new(ProblemCode::NotFound))
}

/// The page of a ticket, with what was typed and not sent.
pub(super) async fn ticket_page(
    state: &AppState,
    Visitor { caller, shell }: Visitor,
    key: TicketKey,
    status: StatusCode,
    unsent: Unsent,
) -> Page {
    let detail = state.use_cases.tickets().show(&caller.actor, key).await?;
    let rules = &state.use_cases.rules().workflow;
    let reads_notes = detail.view.ticket.check(TicketAction::ReadNotes, &caller.actor, rules, shell.now).is_ok();
    let entries = timeline(state, &caller.actor, key, &shell, Extent::Newest).await?;
    let unsent = with_drafts(state, &caller.actor, key, unsent).await?;
    let assign = answer_of(&detail, TicketAction::Assign);
    let engineers = if assign.is_ok() { engineers(state, &caller.actor).await? } else { Vec::new() };
    page(
        status,
        &TicketPage {
            version: detail.seen.version,
            is_staff: caller.is_staff(),
            muted: detail.muted,
            entries,
            moves: moves(&detail, state, caller.is_staff()),
            refusals: if reads_notes { refusals(&detail, &shell) } else { Vec::new() },
            reply: answer_of(&detail, TicketAction::Reply),
            write_note: answer_of(&detail, TicketAction::WriteNote),
            take: answer_of(&detail, TicketAction::Take),
            hand_back: answer_of(&detail, TicketAction::HandBack),
            assign,
            prioritize: answer_of(&detail, TicketAction::Prioritize),
            edit: answer_of(&detail, TicketAction::Edit),
            change_followers: answer_of(&detail, TicketAction::ChangeFollowers),
            followers: state.use_cases.tickets().followers(&caller.actor, key).await?,
            rate: answer_of(&detail, TicketAction::Rate),
            delete: answer_of(&detail, TicketAction::Delete),
            reads_notes,
            removes_files: may_remove_files(&caller.actor).is_ok(),
            rating: detail.seen.rating,
            engineers,
            unsent,
            shell,
            view: detail.view,
        },
    )
}

/// In each editor what was typed just now, else what was kept before.
async fn with_drafts(state: &AppState, actor: &Actor, key: TicketKey, mut unsent: Unsent) -> Result<Unsent, Error> {
    if unsent.reply.is_empty() {
        let kept = drafts::kept(state, actor, DraftKey::Reply(key)).await?;
        (unsent.reply, unsent.reply_saved) = (kept.text, kept.saved);
    }
    if unsent.note.is_empty() {
        let kept = drafts::kept(state, actor, DraftKey::Note(key)).await?;
        (unsent.note, unsent.note_saved) = (kept.text, kept.saved);
    }
    Ok(unsent)
}

/// Carries out a change of the ticket that an address names, and goes on with the ticket.
pub(super) async fn change_ticket<T, F>(
    state: &AppState,
    visitor: Visitor,
    number: &str,
    change: impl FnOnce(UseCases, Actor, TicketKey) -> F,
) -> Page
where
    T: Send + 'static,
    F: Future<Output = Result<T, Error>> + Send + 'static,
{
    let (key, actor) = (key_of(number)?, visitor.caller.actor);
    let done = state.change(visitor.caller.origin.clone(), |use_cases| change(use_cases, actor, key)).await;
    match done {
        Ok(_) => Ok(see_other(&address_of(state, &visitor, key).await, None)),
        Err(error) => refused_page(state, visitor, key, error).await,
    }
}

/// The page again, with why something was refused; other errors are problems.
pub(super) async fn refused_page(state: &AppState, visitor: Visitor, key: TicketKey, error: Error) -> Page {
    let unsent = Unsent { notice: Some(refused(error, &visitor.shell)?), ..Unsent::default() };
    ticket_page(state, visitor, key, StatusCode::CONFLICT, unsent).await
}

/// Where the ticket is from now on; where the list is, if the change made it invisible to the person.
async fn address_of(state: &AppState, visitor: &Visitor, key: TicketKey) -> String {
    match state.use_cases.tickets().show(&visitor.caller.actor, key).await {
        Ok(detail) => format!("/tickets/{}", detail.view.ticket.number),
        Err(_) => "/".to_owned(),
    }
}
