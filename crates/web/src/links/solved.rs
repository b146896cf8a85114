use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::ports::TicketView;
use deskhand_domain::ticket::{MessageBody, TicketStatus};
use deskhand_domain::use_cases::{Error, SolutionAnswer};
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Origin;
use serde::Deserialize;

use super::message::{done, link_invalid};
use super::sent::Sent;
use crate::door::{Faults, Guest, Page, Shell, unkept_page};
use crate::parts::typed_text;

const SOLVED: &str = "solved";
const WHAT_NEXT: &str = "link-solved-next";

/// The query of the link. Which of the two links was followed decides which answer comes first, and nothing more.
#[derive(Deserialize)]
pub(crate) struct SolutionQuery {
    #[serde(default)]
    token: String,
    #[serde(default)]
    answer: String,
}

// Under a name that utoipa does not recognise as a query: pages are in no document.
type SolutionLink = web::Query<SolutionQuery>;

#[derive(Template)]
#[template(path = "links/solved.html")]
struct SolvedPage<'a> {
    shell: Shell,
    token: &'a str,
    number: u64,
    title: &'a str,
    is_closed: bool,
    asks_solved: bool,
    words: &'a str,
    faults: Faults,
}

/// The page behind the links by which a reporter says whether their ticket is solved.
pub(crate) async fn show_solved(state: web::Data<AppState>, Guest(shell): Guest, link: SolutionLink) -> Page {
    match state.use_cases.tickets().check_solution_link(&link.token).await {
        Ok(ticket) => form(
            shell,
            &ticket,
            Typed { token: &link.token, asks_solved: link.answer != "not_solved", ..Typed::default() },
        ),
        Err(Error::LinkInvalid) => link_invalid(shell, WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}

/// Handles the buttons.
pub(crate) async fn answer_solved(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    Guest(shell): Guest,
    sent: Sent,
) -> Page {
    let is_solved = sent.answer == SOLVED;
    let mut faults = Faults::default();
    let Some(answer) = solution_answer(&sent, &mut faults) else {
        let ticket = state.use_cases.tickets().check_solution_link(&sent.token).await?;
        return form(shell, &ticket, Typed { token: &sent.token, words: &sent.words, faults, ..Typed::default() });
    };
    let token = sent.token;
    let answered =
        state.change(origin, async move |use_cases| use_cases.tickets().answer_solution(&token, answer).await).await;
    match answered {
        Ok(()) => {
            let (title, words) = if is_solved {
                ("link-thanks", shell.say("link-solved-closed"))
            } else {
                ("link-solved-open", shell.say("link-solved-open-words"))
            };
            let words = vec![words, shell.say("link-close-page")];
            done(shell, title, words)
        }
        Err(Error::LinkInvalid) => link_invalid(shell, WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}

fn solution_answer(sent: &Sent, faults: &mut Faults) -> Option<SolutionAnswer> {
    if sent.answer == SOLVED {
        return Some(SolutionAnswer::Solved);
    }
    let words = typed_text(&sent.words);
    if words.trim().is_empty() {
        return Some(SolutionAnswer::NotSolved(None));
    }
    let body = faults.accept("words", MessageBody::parse(&words))?;
    Some(SolutionAnswer::NotSolved(Some(body)))
}

/// What a form shows: which answer comes first, what was typed so far, and what is wrong with it.
#[derive(Default)]
struct Typed<'a> {
    token: &'a str,
    asks_solved: bool,
    words: &'a str,
    faults: Faults,
}

fn form(shell: Shell, view: &TicketView, typed: Typed<'_>) -> Page {
    let ticket = &view.ticket;
    let is_closed = ticket.status == TicketStatus::Closed;
    let (number, title) = (ticket.number.get(), ticket.title.as_str());
    let Typed { token, asks_solved, words, faults } = typed;
    unkept_page(StatusCode::OK, &SolvedPage { shell, token, number, title, is_closed, asks_solved, words, faults })
}
