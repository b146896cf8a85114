use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, web};
use askama::Template;
use deskhand_domain::ticket::TicketNumber;
use deskhand_http_core::problem::{Problem, ProblemCode};

use super::page::page;

#[derive(Template)]
#[template(path = "pages/ticket.html")]
struct TicketPage {
    number: u64,
}

/// The page behind the link to a ticket in a mail. It looks nothing up: anybody may open it, also for numbers that no ticket has.
#[utoipa::path(
    tag = "pages",
    params(("number" = u64, Path, description = "The number of the ticket.")),
    responses((status = 200, description = "A page that says where the ticket can be read."))
)]
#[get("/tickets/{number}")]
pub(crate) async fn show_ticket_page(number: web::Path<String>) -> Result<HttpResponse, Problem> {
    let number = number.parse().ok().and_then(|number| TicketNumber::new(number).ok());
    let number = number.ok_or_else(|| Problem::new(ProblemCode::NotFound))?;
    page(StatusCode::OK, &TicketPage { number: number.get() })
}
