use actix_web::http::StatusCode;
use actix_web::web;
use deskhand_domain::people::Actor;
use deskhand_domain::ports::TicketKey;
use deskhand_domain::ticket::{MessageBody, TicketStatus};
use deskhand_domain::use_cases::{
    Error, Execution, MessageDetail, Outcome, PostMessage, TicketDetail, UpdateTicket, UseCases,
};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;
use serde::Deserialize;

use super::page::Unsent;
use super::show::{key_of, refused_page, ticket_page};
use crate::door::{Faults, Files, FormWithFiles, Once, Page, Visitor, refused, see_other};
use crate::drafts;
use crate::parts::typed_text;

/// The fields of both editors.
#[derive(Deserialize)]
pub(crate) struct MessageForm {
    body: String,
    /// `note` for the editor of notes: each editor has its own form, and no mode is carried over.
    #[serde(default)]
    kind: String,
    /// The last message that the writer saw.
    #[serde(default)]
    seen: String,
    /// When the draft was kept that these words were, as the page compares it.
    #[serde(default)]
    draft: String,
    /// Tells the page of this form from others.
    #[serde(default)]
    once: String,
    /// Set where only the readers of its mail are asked for.
    #[serde(default)]
    preview: String,
    /// The state that the ticket moves to afterwards.
    #[serde(default)]
    then: String,
}

/// Posts a reply or a note. What is refused comes back with its words in place.
pub(crate) async fn post_message(
    state: web::Data<AppState>,
    visitor: Visitor,
    number: web::Path<String>,
    form: FormWithFiles<MessageForm>,
) -> Page {
    let key = key_of(&number)?;
    let FormWithFiles { fields, files, refused: file_refused, is_of_another } = form;
    let typed = Typed { is_note: fields.kind == "note", text: typed_text(&fields.body), files };
    if is_of_another {
        let words = visitor.shell.say("refusal-another-person");
        return ticket_page(&state, visitor, key, StatusCode::CONFLICT, typed.unsent(Some(words))).await;
    }
    if let Some(error) = file_refused {
        return typed.back(&state, visitor, key, error).await;
    }
    let mut faults = Faults::default();
    let Some(body) = faults.accept("body", MessageBody::parse(&typed.text)) else {
        let unsent = typed.unsent(faults.of("body", &visitor.shell));
        return ticket_page(&state, visitor, key, StatusCode::UNPROCESSABLE_ENTITY, unsent).await;
    };
    let then: Option<TicketStatus> = fields.then.parse().ok().filter(|_| !typed.is_note);
    let seen = fields.seen.parse().ok();
    let command = PostMessage {
        body,
        note: typed.is_note,
        attachments: typed.files.ids(),
        editor: Some(drafts::editor(&fields.draft)),
        mail: None,
        seen,
    };
    if !fields.preview.is_empty() {
        return preview(&state, visitor, key, command, typed).await;
    }
    let actor = visitor.caller.actor;
    let mut says: Vec<_> =
        ["post", &number, &fields.kind, &typed.text].into_iter().chain(typed.files.content()).collect();
    let message = Once::new(&state.use_cases, actor.id, &fields.once, &says)?;
    says.extend(["then", &fields.then]);
    let once = OnceEach { message, then: Once::new(&state.use_cases, actor.id, &fields.once, &says)? };
    let posting = state.change(visitor.caller.origin.clone(), async move |use_cases| {
        post(&use_cases, &actor, key, command, &once, then).await
    });
    match posting.await {
        Ok(Posted { id, is_new, moved }) => {
            if is_new {
                state.metrics.message_posted();
            }
            match moved {
                Ok(()) => Ok(see_other(&format!("/tickets/{number}#m{id}"), None)),
                Err(error) => refused_page(&state, visitor, key, error).await,
            }
        }
        Err(error) => typed.back(&state, visitor, key, error).await,
    }
}

/// Says who would get mail, and sends nothing.
async fn preview(state: &AppState, visitor: Visitor, key: TicketKey, command: PostMessage, typed: Typed) -> Page {
    let actor = visitor.caller.actor;
    let planning = state.change(visitor.caller.origin.clone(), async move |use_cases| {
        use_cases.tickets().post_message_with(&actor, key, command, &Execution::DryRun).await
    });
    match planning.await {
        Ok(Outcome::Planned(plan)) => {
            let mut names: Vec<_> = plan.mails.iter().map(|mail| mail.recipient.name.to_string()).collect();
            names.sort();
            names.dedup();
            let unsent = Unsent { readers: Some(names), ..typed.unsent(None) };
            ticket_page(state, visitor, key, StatusCode::OK, unsent).await
        }
        Ok(_) => Err(Problem::internal("a dry run was carried out")),
        Err(error) => typed.back(state, visitor, key, error).await,
    }
}

/// The message and the move are two deeds. A form that is sent again does neither a second time, and makes up for what is missing.
struct OnceEach {
    message: Once,
    then: Once,
}

/// What became of a form.
struct Posted {
    /// The id of the message.
    id: String,
    /// Whether this form posted it, and not the same form before.
    is_new: bool,
    /// Whether the ticket moved where the button says so.
    moved: Result<(), Error>,
}

/// Posts, and moves the ticket where the button says so. The message stays also where the move is refused: it was asked for first.
async fn post(
    use_cases: &UseCases,
    actor: &Actor,
    key: TicketKey,
    command: PostMessage,
    once: &OnceEach,
    then: Option<TicketStatus>,
) -> Result<Posted, Error> {
    let id_of = |posted: &MessageDetail| Some(posted.view.message.id.to_string());
    let posted = use_cases.tickets().post_message_with(actor, key, command, &once.message.execution(&id_of)).await?;
    let (id, is_new) = Once::done(posted, id_of)?;
    let moved = match then {
        Some(status) => {
            let change = UpdateTicket { status: Some(status), ..UpdateTicket::default() };
            let moved = |_: &TicketDetail| Some(String::new());
            use_cases.tickets().update_with(actor, key, change, &once.then.execution(&moved)).await.map(drop)
        }
        None => Ok(()),
    };
    Ok(Posted { id, is_new, moved })
}

/// What the form brought.
struct Typed {
    is_note: bool,
    text: String,
    files: Files,
}

impl Typed {
    fn unsent(self, fault: Option<String>) -> Unsent {
        let (text, files) = (self.text, self.files);
        match self.is_note {
            true => Unsent { note: text, note_files: files, note_fault: fault, ..Unsent::default() },
            false => Unsent { reply: text, reply_files: files, reply_fault: fault, ..Unsent::default() },
        }
    }

    /// The page again, with everything in its place and why it was not sent.
    async fn back(self, state: &AppState, visitor: Visitor, key: TicketKey, error: Error) -> Page {
        let words = refused(error, &visitor.shell)?;
        ticket_page(state, visitor, key, StatusCode::CONFLICT, self.unsent(Some(words))).await
    }
}
