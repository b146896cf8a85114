use time::OffsetDateTime;

use super::address::{DeliveryHeaders, IncomingAddress, Mailbox};
use super::authentication::AuthenticationVerdict;
use super::file::IncomingFile;
use super::marks::MailMarks;
use super::message_id::MailMessageId;
use super::readability::Readability;
use super::remark::Remark;
use super::report::MailReport;

/// The text of a mail without any.
pub const NO_TEXT: &str = "(no text)";

/// A mail that came in, as far as it could be read. All of it is the sender's word, and proves nothing.
///
/// Texts from headers are of one line: control characters are replaced by spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IncomingMail {
    /// How well it could be read.
    pub readability: Readability,
    /// `Message-ID`, the first one. Mails without one are mails too.
    pub message_id: Option<MailMessageId>,
    /// The ids in `In-Reply-To`.
    pub in_reply_to: Vec<MailMessageId>,
    /// The ids in `References`, oldest first.
    pub references: Vec<MailMessageId>,
    /// How many `From` headers there are. A mail with other than one has no author.
    pub from_headers: usize,
    /// The addresses of all `From` headers.
    pub from: Vec<Mailbox>,
    /// `Sender`. It is never the author.
    pub sender: Option<Mailbox>,
    /// `Reply-To`. It is never the author.
    pub reply_to: Vec<Mailbox>,
    /// `To`.
    pub to: Vec<Mailbox>,
    /// `Cc`.
    pub cc: Vec<Mailbox>,
    /// `Date`, where it is one.
    pub date: Option<OffsetDateTime>,
    /// `Subject`, decoded, with all of its prefixes; [`Subject`](super::Subject) reads it.
    pub subject: String,
    /// The addresses that mail servers wrote on it.
    pub delivered: DeliveryHeaders,
    /// How many servers it came through: the number of `Received`.
    pub received: usize,
    /// `X-Deskhand-Loop`: the ids of desks that sent it.
    pub loop_ids: Vec<String>,
    /// `Authentication-Results`, topmost first, as they are written. Only the topmost may count.
    pub authentication_results: Vec<String>,
    /// Marks of machines, lists and filters.
    pub marks: MailMarks,
    /// The text: lines end with `\n`, quotes have `>` before each line. [`NO_TEXT`] where there is none.
    pub text: String,
    /// Whether the text is only the beginning. The whole text is among the files then.
    pub is_text_cut: bool,
    /// Every part that is not in the text.
    pub files: Vec<IncomingFile>,
    /// How many files there were beyond those that were taken.
    pub files_left_out: usize,
    /// What staff should know about it.
    pub remarks: Vec<Remark>,
    /// The report that it is, if it is one.
    pub report: Option<MailReport>,
    /// Whether another mail, or its header, is in it.
    pub has_returned_mail: bool,
    /// The ids of mails that are in it, and those in lines `Message-ID:` of its text. At most 20.
    pub inner_ids: Vec<MailMessageId>,
}

impl IncomingMail {
    /// Who says to have written it: the address of the one `From` header, if there is exactly one header with exactly one address.
    #[must_use]
    pub fn author(&self) -> Option<&Mailbox> {
        match (self.from_headers, self.from.as_slice()) {
            (1, [author]) => Some(author),
            _ => None,
        }
    }

    /// The addresses where a reply address of the desk may be, in the order in which it is looked for.
    pub fn recipients(&self) -> impl Iterator<Item = &IncomingAddress> {
        self.delivered.iter().chain(self.to.iter().chain(&self.cc).map(|mailbox| &mailbox.address))
    }

    /// What the own mail server found out about the author. `trusted` are the names of servers whose word counts.
    #[must_use]
    pub fn authentication(&self, trusted: &[String]) -> AuthenticationVerdict {
        let topmost = self.authentication_results.first().map(String::as_str);
        AuthenticationVerdict::read(topmost, trusted, self.author().map_or("", |author| author.address.domain()))
    }
}
