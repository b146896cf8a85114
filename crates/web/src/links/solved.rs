use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use deskhand_domain::ports::TicketView;
use deskhand_domain::ticket::{MessageBody, TicketStatus};
use deskhand_domain::use_cases::{Error, SolutionAnswer};
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Origin;
use deskhand_http_core::problem::Problem;
use serde::Deserialize;

use super::message::{done, link_invalid};
use super::page::page;
use super::sent::Sent;

const SOLVED: &str = "solved";
const WHAT_NEXT: &str = "The ticket may be open again. Answer the newest mail about it, or sign in.";

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
    token: &'a str,
    number: u64,
    title: &'a str,
    is_closed: bool,
    asks_solved: bool,
    words: &'a str,
    wrong: Option<String>,
}

/// The page behind the links by which a reporter says whether their ticket is solved.
pub(crate) async fn show_solved(state: web::Data<AppState>, link: SolutionLink) -> Result<HttpResponse, Problem> {
    match state.use_cases.tickets().check_solution_link(&link.token).await {
        Ok(ticket) => form(&ticket, &link.token, link.answer != "not_solved", "", None),
        Err(Error::LinkInvalid) => link_invalid(WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}

/// Handles the buttons.
pub(crate) async fn answer_solved(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    sent: Sent,
) -> Result<HttpResponse, Problem> {
    let is_solved = sent.answer == SOLVED;
    let answer = match solution_answer(&sent) {
        Ok(answer) => answer,
        Err(wrong) => {
            let ticket = state.use_cases.tickets().check_solution_link(&sent.token).await;
            return form(&ticket?, &sent.token, false, &sent.words, Some(wrong));
        }
    };
    let token = sent.token;
    let answered =
        state.change(origin, async move |use_cases| use_cases.tickets().answer_solution(&token, answer).await).await;
    match answered {
        Ok(()) if is_solved => done("Thank you", &["The ticket is closed.", "You can close this page."]),
        Ok(()) => {
            done("The ticket is open again", &["The help desk goes on working on it.", "You can close this page."])
        }
        Err(Error::LinkInvalid) => link_invalid(WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}

fn solution_answer(sent: &Sent) -> Result<SolutionAnswer, String> {
    if sent.answer == SOLVED {
        return Ok(SolutionAnswer::Solved);
    }
    // Forms end lines with CR LF.
    let words = sent.words.replace("\r\n", "\n");
    if words.trim().is_empty() {
        return Ok(SolutionAnswer::NotSolved(None));
    }
    let body = MessageBody::parse(&words).map_err(|reason| format!("The text {reason}."))?;
    Ok(SolutionAnswer::NotSolved(Some(body)))
}

fn form(
    view: &TicketView,
    token: &str,
    asks_solved: bool,
    words: &str,
    wrong: Option<String>,
) -> Result<HttpResponse, Problem> {
    let ticket = &view.ticket;
    let is_closed = ticket.status == TicketStatus::Closed;
    let (number, title) = (ticket.number.get(), ticket.title.as_str());
    page(StatusCode::OK, &SolvedPage { token, number, title, is_closed, asks_solved, words, wrong })
}
