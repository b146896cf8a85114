use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::incoming::TakenState;
use deskhand_domain::ports::{TakenMailPosition, TakenMailView};
use deskhand_domain::use_cases::ListTakenMail;
use deskhand_http_core::AppState;
use serde::Deserialize;

use crate::door::{Page, Shell, Visitor, page};
use crate::parts::{Pager, named_row, row_text, rows_of_a_page};

#[derive(Template)]
#[template(path = "mail/incoming_list.html")]
struct IncomingListPage {
    shell: Shell,
    state: &'static str,
    rows: Vec<TakenMailView>,
    pager: Pager,
}

/// The query of the page. What is not right is left out.
#[derive(Deserialize)]
pub(crate) struct IncomingQuery {
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

/// The mails that came in and wait for people, or those in another state; newest first.
pub(crate) async fn show_incoming_list(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    query: web::Query<IncomingQuery>,
) -> Page {
    let wanted = TakenState::WORDS.into_iter().find(|word| *word == query.state).unwrap_or_default();
    let states = if wanted.is_empty() { TakenState::UNDECIDED.to_vec() } else { vec![wanted] };
    let after = named_row(&query.after).map(|(received_at, id)| TakenMailPosition { received_at, id });
    let command = ListTakenMail {
        states: states.into_iter().map(str::to_owned).collect(),
        ticket: None,
        after,
        limit: rows_of_a_page(),
    };
    let found = state.use_cases.incoming_mail().list(Some(&caller.actor), command).await?;
    let last = found.rows.last().filter(|_| found.has_more).map(TakenMailPosition::of);
    let next = last.map(|row| row_text(row.received_at, row.id));
    let pager = Pager::new("/mail/held", &[("state", wanted)], after.is_none(), next.as_deref());
    page(StatusCode::OK, &IncomingListPage { shell, state: wanted, rows: found.rows, pager })
}

/// Where a mail is, and why, in words.
pub(super) fn state_words(state: TakenState, shell: &Shell) -> String {
    let of = match state {
        TakenState::Held(_) => "held",
        TakenState::Settled(_) => "settled",
        TakenState::Waiting | TakenState::Quarantined => return shell.word("incoming-state", state.as_str()),
    };
    let reason = state.reason().unwrap_or_default();
    format!("{}: {}", shell.word("incoming-state", state.as_str()), shell.word(of, reason))
}

/// Who wrote it, as far as it says so.
pub(super) fn author_words(view: &TakenMailView, shell: &Shell) -> String {
    let reading = view.mail.reading.as_ref();
    let address = reading.and_then(|reading| reading.author.as_deref());
    match (reading.and_then(|reading| reading.author_name.as_deref()), address) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (None, Some(address)) => address.to_owned(),
        (_, None) => shell.say("incoming-no-author"),
    }
}

/// What it is about.
pub(super) fn subject_words(view: &TakenMailView, shell: &Shell) -> String {
    let subject = view.mail.reading.as_ref().map(|reading| reading.subject.trim()).filter(|text| !text.is_empty());
    subject.map_or_else(|| shell.say("incoming-no-subject"), str::to_owned)
}
