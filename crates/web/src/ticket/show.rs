use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::people::{Actor, PersonRef};
use deskhand_domain::ports::{TicketKey, TicketView};
use deskhand_domain::ticket::{Priority, RatingComment, Stars, TicketAction, TicketStatus};
use deskhand_domain::use_cases::{DraftKey, Error, TicketDetail};
use deskhand_http_core::problem::{Problem, ProblemCode};
use deskhand_http_core::{AppState, named_ticket};
use serde::Deserialize;

use super::people::engineers;
use super::timeline::{Entry, timeline};
use super::view::{Answer, Move, answer_of, moves, refusals};
use crate::door::{Files, Page, Shell, Visitor, page, refused, see_other};
use crate::drafts;

/// What somebody typed that was not sent, and why.
#[derive(Default)]
pub(super) struct Unsent {
    pub(super) reply: String,
    pub(super) note: String,
    /// When the words in the editors were kept as drafts; empty where they were not.
    pub(super) reply_saved: String,
    pub(super) note_saved: String,
    pub(super) reply_fault: Option<String>,
    pub(super) note_fault: Option<String>,
    pub(super) reply_files: Files,
    pub(super) note_files: Files,
    /// Who would get mail about what was typed.
    pub(super) readers: Option<Vec<String>>,
    /// Why another action was refused.
    pub(super) notice: Option<String>,
    /// The view of the inbox from which the ticket was opened.
    pub(super) view: String,
}

/// The query of the page.
#[derive(Deserialize)]
pub(crate) struct TicketQuery {
    #[serde(default)]
    view: String,
}

#[derive(Template)]
#[template(path = "ticket/ticket.html")]
pub(super) struct TicketPage {
    pub(super) shell: Shell,
    pub(super) view: TicketView,
    pub(super) version: u64,
    pub(super) is_staff: bool,
    pub(super) muted: bool,
    pub(super) entries: Vec<Entry>,
    pub(super) moves: Vec<Move>,
    pub(super) refusals: Vec<(String, String)>,
    pub(super) reply: Answer,
    pub(super) write_note: Answer,
    pub(super) take: Answer,
    pub(super) hand_back: Answer,
    pub(super) assign: Answer,
    pub(super) prioritize: Answer,
    pub(super) edit: Answer,
    pub(super) change_followers: Answer,
    pub(super) followers: Vec<PersonRef>,
    pub(super) rate: Answer,
    pub(super) delete: Answer,
    pub(super) reads_notes: bool,
    pub(super) rating: Option<(Stars, Option<RatingComment>)>,
    pub(super) engineers: Vec<(String, String)>,
    pub(super) unsent: Unsent,
}

/// The ticket.
pub(crate) async fn show_ticket(
    state: web::Data<AppState>,
    visitor: Visitor,
    number: web::Path<String>,
    query: web::Query<TicketQuery>,
) -> Page {
    let view = query.into_inner().view;
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
    let reads_notes = detail.seen.version == detail.view.ticket.version && caller.is_staff();
    let entries = timeline(state, &caller.actor, key, &shell).await?;
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
            rating: rating(&detail),
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

fn rating(detail: &TicketDetail) -> Option<(Stars, Option<RatingComment>)> {
    detail.seen.rating.as_ref().map(|rating| (rating.stars, rating.comment.clone()))
}

/// The page again, with why it was refused; other errors are problems.
pub(super) async fn after(
    state: &AppState,
    visitor: Visitor,
    key: TicketKey,
    done: Result<(), Error>,
    unsent: Unsent,
) -> Page {
    match done {
        Ok(()) => Ok(see_other(&address_of(state, &visitor, key).await, None)),
        Err(error) => {
            let words = refused(error, &visitor.shell)?;
            let unsent = Unsent { notice: Some(words), ..unsent };
            ticket_page(state, visitor, key, StatusCode::CONFLICT, unsent).await
        }
    }
}

/// Where the ticket is from now on; where the list is, if the change made it invisible to the person.
async fn address_of(state: &AppState, visitor: &Visitor, key: TicketKey) -> String {
    match state.use_cases.tickets().show(&visitor.caller.actor, key).await {
        Ok(detail) => format!("/tickets/{}", detail.view.ticket.number),
        Err(_) => "/".to_owned(),
    }
}

impl TicketPage {
    pub(super) fn priorities(&self) -> &'static [Priority] {
        Priority::ALL
    }

    /// The state in words of the reader: customers read whose turn it is.
    pub(super) fn state_words(&self) -> String {
        let ticket = &self.view.ticket;
        if self.is_staff || !ticket.status.is_active() {
            return self.shell.word("status", ticket.status);
        }
        self.shell.word("awaiting", format!("{}-own", ticket.awaiting))
    }

    /// The last message of the page.
    pub(super) fn last_seen(&self) -> &str {
        self.messages().last().map_or("", |message| message.id.as_str())
    }

    /// What is said aloud when the conversation goes on.
    pub(super) fn newest_words(&self) -> String {
        let newest = self.messages().last().filter(|message| !message.is_mine);
        newest.map(|message| self.shell.say1("answered", "name", &message.author)).unwrap_or_default()
    }

    fn messages(&self) -> impl Iterator<Item = &super::timeline::MessageEntry> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Message(message) => Some(&**message),
            _ => None,
        })
    }

    pub(super) fn is_done(&self) -> bool {
        !self.view.ticket.status.is_active()
    }

    /// The move that may follow a reply at once.
    pub(super) fn resolving(&self) -> bool {
        self.is_staff && self.view.ticket.status == TicketStatus::Open
    }
}

impl TicketPage {
    /// What the button of a move says; to its reporter in words of their own.
    pub(super) fn move_words(&self, one: &Move) -> String {
        let own = format!("action-{}-own", one.action.as_str().replace('_', "-"));
        let own = (!self.is_staff).then(|| self.shell.words().find(&own, &[])).flatten();
        own.unwrap_or_else(|| self.shell.word("action", one.action))
    }

    pub(super) fn is_rated(&self, stars: &i32) -> bool {
        self.rating.as_ref().is_some_and(|(rated, _)| rated.to_string() == stars.to_string())
    }

    pub(super) fn rating_comment(&self) -> String {
        let comment = self.rating.as_ref().and_then(|(_, comment)| comment.as_ref());
        comment.map(ToString::to_string).unwrap_or_default()
    }

    pub(super) fn is_me(&self, username: &str) -> bool {
        self.shell.me.as_ref().is_some_and(|me| me.username == username)
    }

    pub(super) fn is_assignee(&self, username: &str) -> bool {
        self.view.assignee.as_ref().is_some_and(|assignee| assignee.username.as_str() == username)
    }
}
