use crate::text::word_type;
use crate::ticket::MessageKind;

/// What becomes of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is our own: listed, and nothing else.
    Drop,
    /// It reports on a letter of ours.
    Bounce,
    /// It is noted at its ticket for staff, and answered by nothing.
    Record,
    /// It becomes a message of its ticket. Where the ticket refuses it, it opens one that follows it.
    Post(MessageKind),
    /// It opens a ticket.
    Open {
        /// Whether the sender gets a receipt. Machines and lists get none.
        with_receipt: bool,
    },
    /// It waits for the decision of staff.
    Hold(HeldBecause),
}

word_type! {
    /// Why a mail waits for a decision.
    #[non_exhaustive]
    HeldBecause: "a reason why a mail is held" {
        /// It could not be read.
        Unread = "unread",
        /// It is larger than the desk takes. Only its header is here; the mail stays in the mailbox.
        TooLarge = "too_large",
        /// It could not be fetched. Only its header is here; the mail stays in the mailbox.
        Unfetched = "unfetched",
        /// There is not exactly one sender, or the desk wrote to itself.
        NoSender = "no_sender",
        /// The account of the sender is not in use.
        AccountNotInUse = "account_not_in_use",
        /// The mail server says that it is not from this sender.
        Refuted = "refuted",
        /// Too many mails came from this sender or on this ticket.
        Storm = "storm",
        /// It came to an address that another person got.
        ForeignAddress = "foreign_address",
        /// It came to the address of notes, and the sender may not write notes.
        NoteAddress = "note_address",
        /// The sender has nothing to do with the ticket any more.
        NoPart = "no_part",
        /// Staff may write by mail only where the mail server found their address authentic.
        StaffUnproven = "staff_unproven",
        /// Only headers that anyone can write say that it is an answer of this sender.
        Weak = "weak",
        /// It answers a letter of the desk, and is from a person who has no part in the ticket.
        Bystander = "bystander",
        /// The account has a password and an address that was never shown to be theirs.
        UnprovenAccount = "unproven_account",
        /// The sender is unknown.
        Stranger = "stranger",
        /// It is from a machine or a list.
        Machine = "machine",
        /// A filter took it for spam.
        Spam = "spam",
        /// Staff forwarded it: it should be opened in the name of its first sender.
        Forward = "forward",
        /// The ticket was deleted.
        Deleted = "deleted",
        /// The ticket does not take it now.
        Refused = "refused",
    }
}

impl HeldBecause {
    /// Whether only the header of the mail is here.
    #[must_use]
    pub const fn is_of_a_header(&self) -> bool {
        matches!(self, Self::TooLarge | Self::Unfetched)
    }
}
