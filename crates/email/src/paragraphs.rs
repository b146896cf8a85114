//! One paragraph for each line of a mail: what happened, and who did it.

use deskhand_domain::history::EventKind;
use deskhand_domain::notification::{Mail, MailKind, MailLine, Reason};

use crate::sentence::{Sentence, ours, theirs};

/// One event of the mail in plain writing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Paragraph<'a> {
    pub(crate) sentence: Sentence,
    /// Text that a user wrote. It is shown as a quotation, so that it cannot pass for text of the help desk.
    pub(crate) quote: Option<&'a str>,
}

pub(crate) fn paragraphs(mail: &Mail) -> Vec<Paragraph<'_>> {
    mail.lines.iter().filter_map(|line| paragraph(line, mail)).collect()
}

fn paragraph<'a>(line: &'a MailLine, mail: &Mail) -> Option<Paragraph<'a>> {
    let after = line.after.as_deref();
    let plain = |sentence: Sentence| Some(Paragraph { sentence, quote: None });
    match line.kind {
        EventKind::TicketOpened | EventKind::RequestPosted | EventKind::ResponsePosted | EventKind::NotePosted => {
            let words = line.text.as_deref()?;
            Some(Paragraph { sentence: author(mail), quote: Some(words) })
        }
        // A mail about the opening has the description already.
        EventKind::Assigned if (mail.kind, mail.reason) == (MailKind::Assigned, Reason::Assignee) => {
            Some(Paragraph { sentence: vec![ours("This is what it is about:")], quote: Some(line.text.as_deref()?) })
        }
        EventKind::Assigned => assigned(after, mail.reason).and_then(plain),
        EventKind::NobodyEligible => plain(vec![ours(format!("Nobody can take it just now: {}.", after?))]),
        EventKind::TitleChanged => plain(vec![
            ours("The title is now \u{201c}"),
            theirs(after?),
            ours("\u{201d}; it was \u{201c}"),
            theirs(line.before.as_deref()?),
            ours("\u{201d}."),
        ]),
        EventKind::DescriptionChanged => {
            Some(Paragraph { sentence: vec![ours("The description is now:")], quote: after })
        }
        EventKind::PriorityChanged => {
            plain(vec![ours(format!("The priority is now {}; it was {}.", after?, line.before.as_deref()?))])
        }
        EventKind::StatusChanged => plain(vec![ours(status(after?))]),
        EventKind::ClosingSoon => plain(vec![ours(format!("It closes by itself on {}.", moment(after?)))]),
        EventKind::AccountStatusChanged => plain(vec![ours(verdict(after?))]),
        EventKind::RecoveryCodeUsed => plain(vec![ours(format!("Of your recovery codes, {} are left.", after?))]),
        EventKind::ApiKeyCreated => plain(vec![ours("It is called \u{201c}"), theirs(after?), ours("\u{201d}.")]),
        // The template says it all, or no mail is sent for it.
        _ => None,
    }
}

/// Who did it, as the beginning of a sentence: "The help desk" for what the system does, else the person's name.
pub(crate) fn by(mail: &Mail) -> String {
    let name = &mail.by_name;
    name.strip_prefix("the ").map_or_else(|| name.clone(), |rest| format!("The {rest}"))
}

/// The role of who did it, in brackets after a space. A person may be called anything, also "Superadmin".
pub(crate) fn by_role(mail: &Mail) -> String {
    mail.by_role.map(|role| format!(" ({role})")).unwrap_or_default()
}

/// A receipt goes to the author.
fn author(mail: &Mail) -> Sentence {
    match is_receipt(mail) {
        true => vec![ours("You wrote:")],
        false => vec![theirs(by(mail)), ours(format!("{} wrote:", by_role(mail)))],
    }
}

/// Whether it is a receipt for a ticket without an assignee.
pub(crate) fn is_waiting_receipt(mail: &Mail) -> bool {
    is_receipt(mail) && !mail.lines.iter().any(|line| line.kind == EventKind::Assigned && line.after.is_some())
}

fn is_receipt(mail: &Mail) -> bool {
    (mail.kind, mail.reason) == (MailKind::TicketOpened, Reason::Reporter)
}

/// `None` for the new assignee: the first sentence of their mail says it.
fn assigned(to: Option<&str>, reason: Reason) -> Option<Sentence> {
    match (to, reason) {
        (Some(_), Reason::Assignee) => None,
        (Some(name), _) => Some(vec![ours("It is assigned to "), theirs(name), ours(".")]),
        (None, _) => Some(vec![ours("Nobody is assigned to it for now.")]),
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

/// A time of the history in plain writing: `2026-01-13 at 09:00 UTC`.
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
