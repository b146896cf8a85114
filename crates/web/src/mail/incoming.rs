use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::IncomingMailId;
use deskhand_domain::incoming::{IncomingFile, Readability, TakenState, Verdict};
use deskhand_domain::people::EmailAddress;
use deskhand_domain::permissions::may_manage_mail;
use deskhand_domain::use_cases::{ReadMail, TakenMailDetail};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Problem, ProblemCode};

use super::incoming_list::{author_words, state_words, subject_words};
use crate::door::{Faults, Page, Shell, Visitor, page};
use crate::parts::size;

/// What was typed and not done, and why.
#[derive(Default)]
pub(super) struct Undone {
    pub(super) sender: Option<String>,
    pub(super) faults: Faults,
    pub(super) notice: Option<String>,
}

#[derive(Template)]
#[template(path = "mail/incoming.html")]
struct IncomingPage {
    author: String,
    subject: String,
    /// Where it is, and why.
    state: String,
    is_held: bool,
    is_quarantined: bool,
    /// The address that the form to open a ticket shows.
    sender: String,
    remarks: Vec<String>,
    /// Whether the mail as it came is there, and the visitor may read it.
    reads_raw: bool,
    detail: TakenMailDetail,
    undone: Undone,
    shell: Shell,
}

/// A mail that came in, what it says, and what became of it.
pub(crate) async fn show_incoming(state: web::Data<AppState>, visitor: Visitor, id: web::Path<String>) -> Page {
    incoming_page(&state, visitor, id_of(&id)?, StatusCode::OK, Undone::default()).await
}

/// The mail that an address names.
pub(super) fn id_of(text: &str) -> Result<IncomingMailId, Problem> {
    text.parse().map_err(|_| Problem::new(ProblemCode::NotFound))
}

/// The page of a mail, with what was not done.
pub(super) async fn incoming_page(
    state: &AppState,
    Visitor { caller, shell }: Visitor,
    id: IncomingMailId,
    status: StatusCode,
    undone: Undone,
) -> Page {
    let detail = state.use_cases.incoming_mail().show(Some(&caller.actor), id).await?;
    let taken = detail.view.mail.state;
    let original = detail.read.as_ref().and_then(|read| read.explained.original_sender.as_ref());
    let sender = undone.sender.clone().or_else(|| original.map(EmailAddress::to_string)).unwrap_or_default();
    page(
        status,
        &IncomingPage {
            author: author_words(&detail.view, &shell),
            subject: subject_words(&detail.view, &shell),
            state: state_words(taken, &shell),
            is_held: matches!(taken, TakenState::Held(_)),
            is_quarantined: taken == TakenState::Quarantined,
            sender,
            reads_raw: detail.view.mail.raw.is_some() && may_manage_mail(&caller.actor).is_ok(),
            remarks: detail.read.as_ref().map(|read| remarks(read, &shell)).unwrap_or_default(),
            detail,
            undone,
            shell,
        },
    )
}

fn remarks(read: &ReadMail, shell: &Shell) -> Vec<String> {
    let mut remarks: Vec<String> = read.mail.remarks.iter().map(|remark| shell.word("remark", remark)).collect();
    if let Readability::Unparsed(reason) = read.mail.readability {
        remarks.push(shell.word("unread", reason));
    }
    remarks
}

/// The last part of the text that says what would become of it by itself.
pub(super) const fn verdict_word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Post(kind) => kind.as_str(),
        Verdict::Open { .. } => "open",
        Verdict::Hold(_) => "hold",
        Verdict::Record => "record",
        Verdict::Bounce => "bounce",
        Verdict::Drop => "drop",
    }
}

impl IncomingPage {
    fn size_of(&self, file: &IncomingFile) -> String {
        size(&(file.bytes.len() as u64))
    }
}
