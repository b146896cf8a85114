use time::OffsetDateTime;

use crate::history::EventKind;
use crate::ids::{EventId, MailId, MessageId, PersonId};
use crate::mail::{EmailAddress, Frequency, MailKind};
use crate::people::Role;
use crate::text::word_type;
use crate::ticket::{Priority, TicketRef, TicketStatus};

word_type! {
    /// Why this person gets it; every mail says so.
    Reason: "a reason for a mail" {
        /// They opened the ticket.
        Reporter = "reporter",
        /// It is assigned to them.
        Assignee = "assignee",
        /// It was assigned to them until now.
        PreviousAssignee = "previous_assignee",
        /// They run the desk.
        Admin = "admin",
        /// They run the desk and took part in this ticket.
        Participant = "participant",
        /// They follow it.
        Follower = "follower",
        /// They wrote a note on it.
        NoteWriter = "note_writer",
        /// It is their own account.
        OwnAccount = "own_account",
    }
}

/// The name under which the system itself does things. Letters say it in their language.
pub const SYSTEM_NAME: &str = "the help desk";

/// One change that a mail reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailLine {
    /// What happened.
    pub kind: EventKind,
    /// What was there before. For an assignment a name, not an id.
    pub before: Option<String>,
    /// What is there now.
    pub after: Option<String>,
    /// The words of the message or description.
    pub text: Option<String>,
    /// The message that was posted, whose files the letter brings. `None` also in mails that an older version queued.
    pub message: Option<MessageId>,
}

/// The state of a ticket as a mail shows it: as it was after the change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketGlance {
    /// Its state.
    pub status: TicketStatus,
    /// How urgent it is.
    pub priority: Priority,
    /// The name of who works on it.
    pub assignee: Option<String>,
}

/// One mail to one recipient, queued in the unit of work of the change that it reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Fixed here; the mail's `Message-ID` derives from it, so that a duplicate can be recognised.
    pub id: MailId,
    /// Who gets it. The address is looked up when it is sent, unless `address` says one.
    pub recipient: PersonId,
    /// Where it goes, if not wherever the recipient is reached when it is sent.
    pub address: Option<EmailAddress>,
    /// Why they get it.
    pub reason: Reason,
    /// Which template.
    pub kind: MailKind,
    /// The first event that it reports. Of a report about no ticket ([`MailKind::is_report`]) it is in no history.
    pub event: EventId,
    /// The ticket, where it is about one.
    pub ticket: Option<TicketRef>,
    /// The state of that ticket. `None` also in mails that an older version queued.
    pub glance: Option<TicketGlance>,
    /// Who did it, as the recipient may know them.
    pub by_name: String,
    /// What they are; `None` where the system did it. It stands beside the name, which anybody chooses freely.
    pub by_role: Option<Role>,
    /// The other person it is about: an engineer who signed up.
    pub about_name: Option<String>,
    /// Everything that it reports, in order.
    pub lines: Vec<MailLine>,
    /// When it was queued.
    pub created_at: OffsetDateTime,
    /// Who caused it; `None` for the system.
    pub author: Option<PersonId>,
    /// Its place among the mails that are due: the lower comes first ([`next_turn`](super::next_turn)).
    pub turn: OffsetDateTime,
    /// When it may be sent first.
    pub due_at: OffsetDateTime,
    /// How soon the recipient wants mails of this kind.
    pub frequency: Frequency,
    /// The letter that reports it too; `None` for a letter of its own ([`gather`](super::gather)).
    pub joins: Option<MailId>,
}

impl Mail {
    /// Whether it says that the ticket was resolved, or will close by itself.
    #[must_use]
    pub fn brings_solution(&self) -> bool {
        self.kind == MailKind::ClosingSoon || self.says_resolved()
    }

    /// Whether it says that the ticket was resolved.
    #[must_use]
    pub fn says_resolved(&self) -> bool {
        let resolved = TicketStatus::Resolved.as_str();
        let is_resolved =
            |line: &MailLine| line.kind == EventKind::StatusChanged && line.after.as_deref() == Some(resolved);
        self.lines.iter().any(is_resolved)
    }
}
