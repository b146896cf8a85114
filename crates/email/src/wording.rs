//! The words that do not depend on the kind of mail: what a line of a mail says, and why somebody gets it.

use deskhand_domain::history::EventKind;
use deskhand_domain::notification::{Mail, MailKind, MailLine, Reason};

/// One thing that happened, as a mail tells it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Happening<'a> {
    pub(crate) sentence: String,
    /// What somebody wrote: shown as a quotation, never as the help desk's own words.
    pub(crate) words: Option<&'a str>,
}

/// Whatever happens to a ticket, a new title included, its mails have the same subject, so that mail programs keep them
/// together. Account mails have fixed subjects.
pub(crate) fn subject(mail: &Mail) -> String {
    match &mail.ticket {
        Some(ticket) => format!("[#{}] {}", ticket.number, ticket.subject),
        None => match mail.kind {
            MailKind::EngineerSignedUp => "An engineer waits for approval",
            MailKind::AccountStatusChanged => "News about your account",
            MailKind::PasswordChanged => "Your password was changed",
            MailKind::ApiKeyCreated => "An API key was made for your account",
            MailKind::EmailChanged => "Your e-mail address was changed",
            MailKind::EmailVerification => "Confirm your e-mail address",
            MailKind::PasswordReset => "Choose a new password",
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

pub(crate) fn happenings(mail: &Mail) -> Vec<Happening<'_>> {
    mail.lines.iter().filter_map(|line| happening(line, mail)).collect()
}

fn happening<'a>(line: &'a MailLine, mail: &Mail) -> Option<Happening<'a>> {
    let after = line.after.as_deref();
    let plain = |sentence: String| Some(Happening { sentence, words: None });
    match line.kind {
        EventKind::TicketOpened | EventKind::RequestPosted | EventKind::ResponsePosted | EventKind::NotePosted => {
            let words = line.text.as_deref()?;
            Some(Happening { sentence: format!("{} wrote:", author(mail)), words: Some(words) })
        }
        // In a mail about the opening, the description stands there already.
        EventKind::Assigned if (mail.kind, mail.reason) == (MailKind::Assigned, Reason::Assignee) => {
            Some(Happening { sentence: "This is what it is about:".to_owned(), words: Some(line.text.as_deref()?) })
        }
        EventKind::Assigned => assigned(after, mail.reason).and_then(plain),
        EventKind::NobodyEligible => plain(format!("Nobody can take it just now: {}.", after?)),
        EventKind::TitleChanged => plain(format!(
            "The title is now \u{201c}{}\u{201d}; it was \u{201c}{}\u{201d}.",
            after?,
            line.before.as_deref()?
        )),
        EventKind::DescriptionChanged => {
            Some(Happening { sentence: "The description is now:".to_owned(), words: after })
        }
        EventKind::PriorityChanged => {
            plain(format!("The priority is now {}; it was {}.", after?, line.before.as_deref()?))
        }
        EventKind::StatusChanged => plain(status(after?)),
        EventKind::ClosingSoon => plain(format!("It closes by itself on {}.", moment(after?))),
        EventKind::AccountStatusChanged => plain(verdict(after?)),
        EventKind::ApiKeyCreated => plain(format!("It is called \u{201c}{}\u{201d}.", after?)),
        // Their templates say it all, or nobody is told of them.
        _ => None,
    }
}

/// Who did it, as a sentence begins. What the system does is done by "the help desk"; people's names stay as they are.
pub(crate) fn by(mail: &Mail) -> String {
    let name = &mail.by_name;
    name.strip_prefix("the ").map_or_else(|| name.clone(), |rest| format!("The {rest}"))
}

/// A receipt speaks to the very person who wrote.
fn author(mail: &Mail) -> String {
    if is_receipt(mail) { "You".to_owned() } else { by(mail) }
}

/// Whether it is a receipt for a ticket that has nobody to work on it yet.
pub(crate) fn is_waiting_receipt(mail: &Mail) -> bool {
    is_receipt(mail) && !mail.lines.iter().any(|line| line.kind == EventKind::Assigned && line.after.is_some())
}

fn is_receipt(mail: &Mail) -> bool {
    (mail.kind, mail.reason) == (MailKind::TicketOpened, Reason::Reporter)
}

/// The new assignee reads it in the first sentence of the mail.
fn assigned(to: Option<&str>, reason: Reason) -> Option<String> {
    match (to, reason) {
        (Some(_), Reason::Assignee) => None,
        (Some(name), _) => Some(format!("It is assigned to {name}.")),
        (None, _) => Some("Nobody is assigned to it for now.".to_owned()),
    }
}

fn status(now: &str) -> String {
    match now {
        "open" => "It is open again: somebody will go on working on it.",
        "blocked" => "It is on hold: it waits for something outside the help desk.",
        "resolved" => "It is resolved.",
        "unresolved" => "It is marked as unresolved: we found no solution.",
        "closed" => "It is closed.",
        "canceled" => "It is canceled.",
        other => return format!("Its state is now {other}."),
    }
    .to_owned()
}

/// A time of the history, as people write it: `2026-01-13 at 09:00 UTC`.
fn moment(rfc_3339: &str) -> String {
    match rfc_3339.split_once('T').and_then(|(day, time)| Some((day, time.get(..5)?))) {
        Some((day, time)) => format!("{day} at {time} UTC"),
        None => rfc_3339.to_owned(),
    }
}

fn verdict(now: &str) -> String {
    match now {
        "approved" => "Your account is approved: you can sign in now.",
        "rejected" => "Your account was not approved, so you cannot sign in.",
        "suspended" => "Your account is suspended, so you cannot sign in for now.",
        other => return format!("Your account is now {other}."),
    }
    .to_owned()
}
