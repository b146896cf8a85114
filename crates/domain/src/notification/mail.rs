use time::OffsetDateTime;

use crate::history::EventKind;
use crate::ids::{EventId, MailId, PersonId};
use crate::people::{EmailAddress, LinkPurpose};
use crate::text::word_type;
use crate::ticket::TicketRef;

word_type! {
    /// What a mail is about; one template for each.
    MailKind: "a kind of notice" {
        /// A ticket was opened: the reporter's receipt, the admins' news.
        TicketOpened = "ticket_opened",
        /// Nobody is eligible for a ticket.
        NobodyEligible = "nobody_eligible",
        /// A ticket has a new assignee.
        Assigned = "assigned",
        /// Title, description, priority or status changed.
        TicketChanged = "ticket_changed",
        /// A resolved ticket is about to close by itself.
        ClosingSoon = "closing_soon",
        /// Staff answered the reporter.
        ResponsePosted = "response_posted",
        /// The reporter wrote.
        RequestPosted = "request_posted",
        /// Staff wrote for staff.
        NotePosted = "note_posted",
        /// An engineer waits for approval.
        EngineerSignedUp = "engineer_signed_up",
        /// The account was approved, rejected or suspended.
        AccountStatusChanged = "account_status_changed",
        /// The password was changed.
        PasswordChanged = "password_changed",
        /// A key for programs was made.
        ApiKeyCreated = "api_key_created",
        /// A link that shows an address to be theirs.
        EmailVerification = "email_verification",
        /// A link that sets another password.
        PasswordReset = "password_reset",
        /// A link that sets the first password.
        Invitation = "invitation",
        /// The address was changed: told to the old one.
        EmailChanged = "email_changed",
    }
}

impl MailKind {
    /// Those that a person can mute, in the order of [`MailKind::ALL`].
    pub fn mutable() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(Self::can_be_muted)
    }

    /// Account mails can't be muted; everything about tickets and other people can.
    #[must_use]
    pub const fn can_be_muted(&self) -> bool {
        !matches!(self, Self::AccountStatusChanged | Self::PasswordChanged | Self::ApiKeyCreated | Self::EmailChanged)
            && self.link_purpose().is_none()
    }

    /// What the link in it is for, where there is one.
    #[must_use]
    pub const fn link_purpose(&self) -> Option<LinkPurpose> {
        match self {
            Self::EmailVerification => Some(LinkPurpose::VerifyEmail),
            Self::PasswordReset => Some(LinkPurpose::ResetPassword),
            Self::Invitation => Some(LinkPurpose::AcceptInvitation),
            _ => None,
        }
    }

    /// The mail that carries a link of this purpose.
    #[must_use]
    pub const fn with_link(purpose: LinkPurpose) -> Self {
        match purpose {
            LinkPurpose::VerifyEmail => Self::EmailVerification,
            LinkPurpose::ResetPassword => Self::PasswordReset,
            LinkPurpose::AcceptInvitation => Self::Invitation,
        }
    }
}

word_type! {
    /// Why this person gets it; every mail says so.
    Reason: "a reason for a notice" {
        /// They opened the ticket.
        Reporter = "reporter",
        /// It is assigned to them.
        Assignee = "assignee",
        /// It was assigned to them until now.
        PreviousAssignee = "previous_assignee",
        /// They run the desk.
        Admin = "admin",
        /// They run the desk and took part in this ticket.
        Follower = "follower",
        /// They wrote a note on it.
        NoteWriter = "note_writer",
        /// It is their own account.
        OwnAccount = "own_account",
    }
}

/// One thing that a mail tells.
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
}

/// One mail to one recipient, queued in the unit of work of the change it tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Fixed here; the mail's `Message-ID` derives from it, so that a duplicate can be told.
    pub id: MailId,
    /// Who gets it. The address is looked up when it is sent, unless `address` says one.
    pub recipient: PersonId,
    /// Where it goes, if not wherever the recipient is reached when it is sent.
    pub address: Option<EmailAddress>,
    /// Why they get it.
    pub reason: Reason,
    /// Which template.
    pub kind: MailKind,
    /// The first event it tells of.
    pub event: EventId,
    /// The ticket, where it is about one.
    pub ticket: Option<TicketRef>,
    /// Who did it, as the recipient may know them.
    pub by_name: String,
    /// The other person it is about: an engineer who signed up.
    pub about_name: Option<String>,
    /// Everything it tells, in order.
    pub lines: Vec<MailLine>,
    /// When it was queued.
    pub created_at: OffsetDateTime,
}
