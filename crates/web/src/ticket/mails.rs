use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::ports::{MailPosition, MailView};
use deskhand_domain::ticket::TicketNumber;
use deskhand_http_core::AppState;
use serde::Deserialize;

use super::show::key_of;
use crate::door::{Page, Shell, Visitor, page};
use crate::mail::mail_row;
use crate::parts::{Pager, named_row, rows_of_a_page};

#[derive(Template)]
#[template(path = "ticket/mails.html")]
struct MailsPage {
    shell: Shell,
    number: TicketNumber,
    title: String,
    rows: Vec<MailView>,
    pager: Pager,
}

/// The query of the page.
#[derive(Deserialize)]
pub(crate) struct MailsQuery {
    #[serde(default)]
    after: String,
}

/// The mails about a ticket: who got each, why, and whether it arrived; oldest first.
pub(crate) async fn show_mails_of(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    number: web::Path<String>,
    query: web::Query<MailsQuery>,
) -> Page {
    let key = key_of(&number)?;
    let ticket = state.use_cases.tickets().show(&caller.actor, key).await?.view.ticket;
    let after = named_row(&query.after).map(|(created_at, id)| MailPosition { created_at, id });
    let found = state.use_cases.mail().about_ticket(&caller.actor, key, after, rows_of_a_page(), false).await?;
    let next = found.rows.last().filter(|_| found.has_more).map(mail_row);
    let path = format!("/tickets/{}/mails", ticket.number);
    let pager = Pager::new(&path, &[], after.is_none(), next.as_deref());
    let title = ticket.title.to_string();
    page(StatusCode::OK, &MailsPage { shell, number: ticket.number, title, rows: found.rows, pager })
}
