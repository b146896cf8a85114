use super::LinkPurpose;
use crate::text::word_type;

word_type! {
    /// What a mail is about; one template for each.
    MailKind: "a kind of mail" {
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
        /// A letter about a ticket came back.
        MailBounced = "mail_bounced",
        /// Mail that came in waits for a decision of staff.
        MailHeld = "mail_held",
        /// An engineer waits for approval.
        EngineerSignedUp = "engineer_signed_up",
        /// A webhook was stopped because its receiver takes nothing.
        WebhookStopped = "webhook_stopped",
        /// A mail of theirs was too large to be taken in.
        MailTooLarge = "mail_too_large",
        /// The account was approved, rejected or suspended.
        AccountStatusChanged = "account_status_changed",
        /// The password was changed.
        PasswordChanged = "password_changed",
        /// A second factor was set up.
        SecondFactorSet = "second_factor_set",
        /// The second factor was removed.
        SecondFactorRemoved = "second_factor_removed",
        /// A recovery code was used.
        RecoveryCodeUsed = "recovery_code_used",
        /// A key for programs was made.
        ApiKeyCreated = "api_key_created",
        /// A link that shows an address to be theirs.
        EmailVerification = "email_verification",
        /// A link that sets another password.
        PasswordReset = "password_reset",
        /// A link that sets the first password.
        Invitation = "invitation",
        /// A mail came from an address whose account was never shown to be the owner's: a link with which they take it over.
        AccountClaim = "account_claim",
        /// Another address was given, with a link that undoes it; sent to the old one.
        EmailChangeRequested = "email_change_requested",
        /// The address was changed; sent to the old one.
        EmailChanged = "email_changed",
        /// What was opened and who signed up within a few minutes, as one letter to an admin.
        DeskDigest = "desk_digest",
    }
}

impl MailKind {
    /// Those that a person can mute, in the order of [`MailKind::ALL`].
    pub fn mutable() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(Self::can_be_muted)
    }

    /// Account mails can't be muted; everything about tickets and other people can. A digest is not muted by itself: it
    /// reports only what the admin did not mute.
    #[must_use]
    pub const fn can_be_muted(&self) -> bool {
        !self.is_about_account() && !matches!(self, Self::DeskDigest)
    }

    /// Whether it is about the recipient's own account. These mails are sent before all others, and no budget delays them.
    #[must_use]
    pub const fn is_about_account(&self) -> bool {
        matches!(
            self,
            Self::AccountStatusChanged
                | Self::MailTooLarge
                | Self::PasswordChanged
                | Self::SecondFactorSet
                | Self::SecondFactorRemoved
                | Self::RecoveryCodeUsed
                | Self::ApiKeyCreated
                | Self::EmailChanged
        ) || self.link_purpose().is_some()
    }

    /// Whether it reports what there is when it is sent, so that nothing need join it.
    #[must_use]
    pub const fn is_report(&self) -> bool {
        matches!(self, Self::DeskDigest | Self::MailHeld)
    }

    /// Whether it carries the words of a person. Only what the desk says by itself is marked as automatic: other desks put such mail
    /// aside, and the answer of a person would not be read.
    #[must_use]
    pub const fn is_from_a_person(&self) -> bool {
        matches!(self, Self::ResponsePosted | Self::RequestPosted | Self::NotePosted)
    }

    /// What the link in it is for, where there is one.
    #[must_use]
    pub const fn link_purpose(&self) -> Option<LinkPurpose> {
        match self {
            Self::EmailVerification => Some(LinkPurpose::VerifyEmail),
            Self::PasswordReset => Some(LinkPurpose::ResetPassword),
            Self::Invitation => Some(LinkPurpose::AcceptInvitation),
            Self::EmailChangeRequested => Some(LinkPurpose::UndoEmailChange),
            Self::AccountClaim => Some(LinkPurpose::ClaimAccount),
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
            LinkPurpose::UndoEmailChange => Self::EmailChangeRequested,
            LinkPurpose::ClaimAccount => Self::AccountClaim,
        }
    }
}
