//! The ids of the texts for the values of the domain.

use deskhand_domain::assignment::WhyUnassigned;
use deskhand_domain::notification::{Mail, MailKind, SYSTEM_NAME};
use deskhand_domain::people::{AccountStatus, Role};
use deskhand_domain::ports::OutgoingMail;
use deskhand_domain::ticket::{Priority, TicketStatus};

use crate::sentence::Sentence;
use crate::words::{Arg, UnknownText, Words};

/// All mails about a ticket have the same subject, even after a new title, so that mail programs keep them together.
/// Account mails have fixed subjects.
pub(crate) fn subject(letter: &OutgoingMail, words: &Words) -> Result<String, UnknownText> {
    match letter.ticket() {
        _ if letter.is_of_several_tickets() => words.text("subject-several-tickets"),
        Some(ticket) => Ok(format!("[#{}] {}", ticket.number, ticket.subject)),
        None => words.text(&subject_id(letter.mail.kind)),
    }
}

fn subject_id(kind: MailKind) -> String {
    if is_about_ticket(kind) {
        return "subject-other".to_owned();
    }
    format!("subject-{}", kind.as_str().replace('_', "-"))
}

/// Whether every letter of this kind has a ticket.
pub(crate) const fn is_about_ticket(kind: MailKind) -> bool {
    matches!(
        kind,
        MailKind::TicketOpened
            | MailKind::NobodyEligible
            | MailKind::Assigned
            | MailKind::TicketChanged
            | MailKind::ClosingSoon
            | MailKind::MailBounced
            | MailKind::ResponsePosted
            | MailKind::RequestPosted
            | MailKind::NotePosted
    )
}

pub(crate) fn because(letter: &OutgoingMail, words: &Words) -> Result<Sentence, UnknownText> {
    if letter.is_of_several_tickets() {
        return words.sentence("because-several-tickets", &[]);
    }
    match letter.mail.kind {
        MailKind::MailHeld => return words.sentence("because-mail-held", &[]),
        MailKind::MailTooLarge => return words.sentence("because-mail-too-large", &[]),
        _ => {}
    }
    let reason = letter.newest().reason;
    words.sentence(&format!("because-{}", reason.as_str().replace('_', "-")), &[])
}

/// Who did it, with the role beside the name. A person may be called anything, also "Superadmin".
pub(crate) fn by(mail: &Mail, words: &Words) -> Result<Sentence, UnknownText> {
    let name = if mail.by_name == SYSTEM_NAME { words.text("help-desk")? } else { mail.by_name.clone() };
    match mail.by_role {
        Some(role) => {
            words.sentence("by-role", &[("name", Arg::theirs(name)), ("role", Arg::Sentence(role_word(role, words)?))])
        }
        None => Ok(Sentence::theirs(name)),
    }
}

fn role_word(role: Role, words: &Words) -> Result<Sentence, UnknownText> {
    words.sentence(&format!("role-{role}"), &[])
}

pub(crate) fn status(status: TicketStatus, words: &Words) -> Result<Sentence, UnknownText> {
    words.sentence(&format!("status-{status}"), &[])
}

pub(crate) fn priority(priority: Priority, words: &Words) -> Result<Sentence, UnknownText> {
    words.sentence(&format!("priority-{priority}"), &[])
}

/// What a change of a ticket's state means.
pub(crate) fn now(status: TicketStatus, words: &Words) -> Result<Sentence, UnknownText> {
    words.sentence(&format!("now-{status}"), &[])
}

pub(crate) fn verdict(status: AccountStatus, words: &Words) -> Result<Sentence, UnknownText> {
    words.sentence(&format!("account-{status}"), &[])
}

pub(crate) fn why(why: WhyUnassigned, words: &Words) -> Result<Sentence, UnknownText> {
    let id = match why {
        WhyUnassigned::NoEngineer => "why-no-engineer",
        WhyUnassigned::NoneApproved => "why-none-approved",
        WhyUnassigned::AllAway => "why-all-away",
        WhyUnassigned::AllAtCapacity => "why-all-at-capacity",
        WhyUnassigned::HandedBack => "why-handed-back",
        WhyUnassigned::AllExcluded => "why-all-excluded",
    };
    words.sentence(id, &[])
}
