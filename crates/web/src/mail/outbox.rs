use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::MailId;
use deskhand_domain::ports::{MailPosition, MailState, MailView};
use deskhand_domain::use_cases::ListMail;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Problem, ProblemCode};
use serde::Deserialize;

use crate::door::{Form, Page, Shell, Visitor, page, refused, see_other};
use crate::parts::{Pager, named_row, row_text, rows_of_a_page};

#[derive(Template)]
#[template(path = "mail/outbox.html")]
struct OutboxPage {
    shell: Shell,
    state: Option<MailState>,
    states: &'static [MailState],
    rows: Vec<MailView>,
    pager: Pager,
    notice: Option<String>,
}

/// The query of the page. What is not right is left out.
#[derive(Default, Deserialize)]
pub(crate) struct OutboxQuery {
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

/// The page on which the button is.
#[derive(Deserialize)]
pub(crate) struct RetryForm {
    #[serde(default)]
    state: String,
}

/// The mails of the desk and how far each came, newest first.
pub(crate) async fn show_outbox(state: web::Data<AppState>, visitor: Visitor, query: web::Query<OutboxQuery>) -> Page {
    outbox_page(&state, visitor, &query, StatusCode::OK, None).await
}

/// Sends a mail after all that was given up, dropped, or came back.
pub(crate) async fn retry_mail(
    state: web::Data<AppState>,
    visitor: Visitor,
    mail: web::Path<String>,
    Form(form): Form<RetryForm>,
) -> Page {
    let id: MailId = mail.parse().map_err(|_| Problem::new(ProblemCode::NotFound))?;
    let actor = visitor.caller.actor;
    let query = OutboxQuery { state: form.state, after: String::new() };
    let retried = state
        .change(visitor.caller.origin.clone(), async move |use_cases| use_cases.mail().retry(&actor, id).await)
        .await;
    match retried {
        Ok(_) => {
            let known = query.state.parse::<MailState>();
            Ok(see_other(&known.map_or("/mail".to_owned(), |state| format!("/mail?state={state}")), None))
        }
        Err(error) => {
            let words = refused(error, &visitor.shell)?;
            outbox_page(&state, visitor, &query, StatusCode::CONFLICT, Some(words)).await
        }
    }
}

async fn outbox_page(
    state: &AppState,
    Visitor { caller, shell }: Visitor,
    query: &OutboxQuery,
    status: StatusCode,
    notice: Option<String>,
) -> Page {
    let wanted: Option<MailState> = query.state.parse().ok();
    let after = named_row(&query.after).map(|(created_at, id)| MailPosition { created_at, id });
    let command = ListMail { states: wanted.into_iter().collect(), after, limit: rows_of_a_page(), count: false };
    let found = state.use_cases.mail().list(&caller.actor, command).await?;
    let next = found.rows.last().filter(|_| found.has_more).map(mail_row);
    let filter = [("state", wanted.as_ref().map_or("", MailState::as_str))];
    let pager = Pager::new("/mail", &filter, after.is_none(), next.as_deref());
    page(status, &OutboxPage { shell, state: wanted, states: MailState::ALL, rows: found.rows, pager, notice })
}

/// A mail as addresses of pages name it.
pub(crate) fn mail_row(last: &MailView) -> String {
    let row = MailPosition::of(last);
    row_text(row.created_at, row.id)
}

/// How a list shows the state of a mail.
pub(crate) const fn badge(state: MailState) -> &'static str {
    match state {
        MailState::Sent | MailState::Joined => "resolved",
        MailState::Pending => "open",
        MailState::Dead | MailState::Bounced | MailState::Dropped => "blocked",
    }
}

impl OutboxPage {
    /// The state in the address of the page; empty for all of them.
    fn state_word(&self) -> &'static str {
        self.state.as_ref().map_or("", MailState::as_str)
    }
}
