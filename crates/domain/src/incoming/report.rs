use std::fmt;
use std::str::FromStr;

use super::message_id::MailMessageId;
use crate::invalid::Invalid;
use crate::text::word_type;

/// The report that a mail is (`multipart/report`, RFC 6522).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailReport {
    /// What became of a mail on its way (RFC 3464).
    Delivery(DeliveryReport),
    /// Another one: read or deleted (RFC 8098), complaint (RFC 5965).
    Other,
}

/// What became of a mail, for each recipient that the report names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeliveryReport {
    /// `Original-Envelope-Id`, as it is written.
    pub original_envelope_id: Option<String>,
    /// The `Message-ID` of the mail that is sent back with the report, whole or only its header.
    pub returned_message_id: Option<MailMessageId>,
    /// One for each recipient, at most 100.
    pub recipients: Vec<RecipientReport>,
}

/// What became of a mail for one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipientReport {
    /// What was done. `None` where the report does not say it in the words of the standard.
    pub action: Option<DeliveryAction>,
    /// Why.
    pub status: Option<StatusCode>,
    /// The address that was tried, as it is written, without its type. It need not be an e-mail address.
    pub final_recipient: Option<String>,
    /// The address that the sender wrote.
    pub original_recipient: Option<String>,
}

word_type! {
    /// What was done for a recipient (RFC 3464, section 2.3.3).
    DeliveryAction: "one of failed, delayed, delivered, relayed, expanded" {
        /// Given up.
        Failed = "failed",
        /// Will be tried again.
        Delayed = "delayed",
        /// In the recipient's mailbox.
        Delivered = "delivered",
        /// Handed to a server that does not report.
        Relayed = "relayed",
        /// Delivered to a list, and sent on to its members.
        Expanded = "expanded",
    }
}

/// The three numbers of a status, such as 5.1.1 (RFC 3463).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatusCode {
    /// 2 is success, 4 a failure for now, 5 one for good.
    pub class: u8,
    /// What it is about: 1 the address, 2 the mailbox, 7 policy, and so on.
    pub subject: u16,
    /// What exactly.
    pub detail: u16,
}

impl FromStr for StatusCode {
    type Err = Invalid;

    /// The status at the start of the text. Servers write comments after it.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let code = text.trim().split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or_default();
        let mut numbers = code.splitn(3, '.');
        let mut next = || numbers.next().and_then(|number| number.parse::<u16>().ok()).filter(|number| *number <= 999);
        match (next(), next(), next()) {
            (Some(class @ (2 | 4 | 5)), Some(subject), Some(detail)) => {
                Ok(Self { class: u8::try_from(class).unwrap_or_default(), subject, detail })
            }
            _ => Err(Invalid::Format("a status such as 5.1.1")),
        }
    }
}

impl fmt::Display for StatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}
