use askama::Template;
use deskhand_domain::people::PersonRef;
use deskhand_domain::ports::TicketView;
use deskhand_domain::ticket::{Priority, Rating, Ticket, TicketStatus};

use super::timeline::{Entry, MessageEntry};
use super::view::{Answer, Move};
use crate::door::{Files, Shell};

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
    /// Whether the visitor may remove files for good.
    pub(super) removes_files: bool,
    pub(super) rating: Option<Rating>,
    pub(super) engineers: Vec<(String, String)>,
    pub(super) unsent: Unsent,
}

/// The state of a ticket in words of the reader.
pub(super) fn state_words(ticket: &Ticket, is_staff: bool, shell: &Shell) -> String {
    if is_staff || !ticket.status.is_active() {
        return shell.word("status", ticket.status);
    }
    shell.word("awaiting", format!("{}-own", ticket.awaiting))
}

impl TicketPage {
    pub(super) fn priorities(&self) -> &'static [Priority] {
        Priority::ALL
    }

    /// The state in words of the reader: customers read whose turn it is.
    pub(super) fn state_words(&self) -> String {
        state_words(&self.view.ticket, self.is_staff, &self.shell)
    }

    /// The last message of the page.
    pub(super) fn last_seen(&self) -> &str {
        self.messages().last().map_or("", |message| message.id.as_str())
    }

    /// The name under which the editor of this kind keeps its draft.
    pub(super) fn draft_place(&self, kind: &str) -> String {
        format!("{kind}-{}", self.view.ticket.number)
    }

    /// Tells this page of the ticket from the next one, which has the message of its reader. It stays as it is where the page learns of
    /// newer messages.
    pub(super) fn once(&self) -> String {
        format!("after-{}", self.last_seen())
    }

    /// What is said aloud when the conversation goes on.
    pub(super) fn newest_words(&self) -> String {
        let newest = self.messages().last().filter(|message| !message.is_mine);
        newest.map(|message| self.shell.say1("answered", "name", &message.author)).unwrap_or_default()
    }

    fn messages(&self) -> impl Iterator<Item = &MessageEntry> {
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

    /// What the button of a move says; to its reporter in words of their own.
    pub(super) fn move_words(&self, one: &Move) -> String {
        let own = format!("action-{}-own", one.action.as_str().replace('_', "-"));
        let own = (!self.is_staff).then(|| self.shell.words().find(&own, &[])).flatten();
        own.unwrap_or_else(|| self.shell.word("action", one.action))
    }

    pub(super) fn is_rated(&self, stars: &i32) -> bool {
        self.rating.as_ref().is_some_and(|rating| rating.stars.to_string() == stars.to_string())
    }

    pub(super) fn rating_comment(&self) -> String {
        let comment = self.rating.as_ref().and_then(|rating| rating.comment.as_ref());
        comment.map(ToString::to_string).unwrap_or_default()
    }

    pub(super) fn is_me(&self, username: &str) -> bool {
        self.shell.me.as_ref().is_some_and(|me| me.username == username)
    }

    pub(super) fn is_assignee(&self, username: &str) -> bool {
        self.view.assignee.as_ref().is_some_and(|assignee| assignee.username.as_str() == username)
    }
}
