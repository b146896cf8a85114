//! The subject of a mail, and the reason given at its end.

use deskhand_domain::notification::{Mail, MailKind, Reason};

/// All mails about a ticket have the same subject, even after a new title, so that mail programs keep them together.
/// Account mails have fixed subjects.
pub(crate) fn subject(mail: &Mail) -> String {
    match &mail.ticket {
        Some(ticket) => format!("[#{}] {}", ticket.number, ticket.subject),
        None => match mail.kind {
            MailKind::EngineerSignedUp => "An engineer waits for approval",
            MailKind::AccountStatusChanged => "News about your account",
            MailKind::PasswordChanged => "Your password was changed",
            MailKind::SecondFactorSet => "Your second factor is set up",
            MailKind::SecondFactorRemoved => "Your second factor was removed",
            MailKind::RecoveryCodeUsed => "A recovery code of yours was used",
            MailKind::ApiKeyCreated => "An API key was made for your account",
            MailKind::EmailChangeRequested => "Your e-mail address is about to change",
            MailKind::EmailChanged => "Your e-mail address was changed",
            MailKind::EmailVerification => "Confirm your e-mail address",
            MailKind::PasswordReset => "Choose a new password",
            MailKind::DeskDigest => "New tickets and sign-ups",
            MailKind::Invitation => "You are invited to the help desk",
            _ => "News from the help desk",
        }
        .to_owned(),
    }
}

pub(crate) const fn because(reason: Reason) -> &'static str {
    match reason {
        Reason::Reporter => "you opened this ticket",
        Reason::Assignee => "this ticket is assigned to you",
        Reason::PreviousAssignee => "this ticket was assigned to you until now",
        Reason::Admin => "you run this help desk",
        Reason::Follower => "you run this help desk and took part in this ticket",
        Reason::NoteWriter => "you wrote a note on this ticket",
        Reason::OwnAccount => "it is about your own account",
    }
}
