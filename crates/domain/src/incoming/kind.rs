use super::mail::IncomingMail;
use super::message_id::MailMessageId;
use super::report::MailReport;
use crate::text::word_type;

/// A mail that came through more servers than this goes in a circle.
pub const MOST_RECEIVED: usize = 50;

/// The local parts of machines, without hyphens, dots and underscores.
const MACHINES: [&str; 4] = ["noreply", "donotreply", "mailerdaemon", "postmaster"];

word_type! {
    /// What kind of mail it is, by its marks alone. A mail may have marks of several kinds: the first one in this order counts.
    IncomingKind: "one of own, bounce, other_report, automatic_answer, machine, list, human" {
        /// Our own mail that came back, or one that goes in a circle.
        Own = "own",
        /// A report about a mail that was not, or not yet, delivered.
        Bounce = "bounce",
        /// Another report: read, deleted, complained about.
        OtherReport = "other_report",
        /// An answer by a machine on behalf of a human: out of office.
        AutomaticAnswer = "automatic_answer",
        /// By a machine.
        Machine = "machine",
        /// By a list, or to many at once.
        List = "list",
        /// All others.
        Human = "human",
    }
}

/// How the desk knows mail of its own.
pub struct OwnMail<'a> {
    /// The value of `X-Deskhand-Loop` in mails of this desk. An empty one is never ours.
    pub loop_id: &'a str,
    /// Whether this desk has sent a mail with that id.
    pub has_issued: &'a dyn Fn(&MailMessageId) -> bool,
}

impl IncomingKind {
    /// The kind of a mail.
    #[must_use]
    pub fn of(mail: &IncomingMail, own: &OwnMail<'_>) -> Self {
        if is_own(mail, own) {
            Self::Own
        } else if is_bounce(mail, own) {
            Self::Bounce
        } else if mail.report.is_some() {
            Self::OtherReport
        } else if is_automatic_answer(mail) {
            Self::AutomaticAnswer
        } else if is_machine(mail) {
            Self::Machine
        } else if is_list(mail) {
            Self::List
        } else {
            Self::Human
        }
    }
}

fn is_own(mail: &IncomingMail, own: &OwnMail<'_>) -> bool {
    let has_our_loop_id = !own.loop_id.is_empty() && mail.loop_ids.iter().any(|id| id.trim() == own.loop_id);
    has_our_loop_id || mail.received > MOST_RECEIVED || mail.message_id.as_ref().is_some_and(own.has_issued)
}

fn is_bounce(mail: &IncomingMail, own: &OwnMail<'_>) -> bool {
    let is_delivery_report = matches!(mail.report, Some(MailReport::Delivery(_)));
    let returns_a_mail = mail.has_returned_mail || mail.inner_ids.iter().any(own.has_issued);
    is_delivery_report || (mail.report.is_none() && mail.marks.null_return_path && returns_a_mail)
}

fn is_automatic_answer(mail: &IncomingMail) -> bool {
    let marks = &mail.marks;
    marks.auto_submitted_words().any(|word| word == "auto-replied")
        || marks.precedence_words().any(|word| matches!(word.as_str(), "auto_reply" | "auto-reply"))
        || marks.is_autoreply
        || marks.is_vacation
        || marks.null_return_path
}

fn is_machine(mail: &IncomingMail) -> bool {
    mail.marks.auto_submitted_words().any(|word| !word.is_empty() && word != "no")
        || mail.from.iter().chain(&mail.sender).any(|mailbox| is_machine_name(mailbox.address.local_part()))
}

fn is_machine_name(local_part: &str) -> bool {
    let base = local_part.split('+').next().unwrap_or_default();
    let plain = base.replace(['-', '.', '_'], "").to_ascii_lowercase();
    MACHINES.contains(&plain.as_str())
}

fn is_list(mail: &IncomingMail) -> bool {
    mail.marks.is_list || mail.marks.precedence_words().any(|word| matches!(word.as_str(), "list" | "bulk" | "junk"))
}
