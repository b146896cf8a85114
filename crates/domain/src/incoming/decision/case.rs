use crate::incoming::{AuthenticationVerdict, IncomingKind};

/// All that the decision about a mail looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncomingCase {
    /// What kind of mail it is.
    pub kind: IncomingKind,
    /// Whether it could be read.
    pub is_readable: bool,
    /// What shows to which ticket it belongs.
    pub recognition: Recognition,
    /// What the own mail server found out about the sender.
    pub proof: AuthenticationVerdict,
    /// What the desk knows of the sender.
    pub standing: Standing,
    /// What the sender has to do with that ticket.
    pub part: Part,
    /// Whether the sender is staff.
    pub is_by_staff: bool,
    /// Whether too many mails came from this sender or on this ticket.
    pub is_over_cap: bool,
    /// Whether a trusted filter took it for spam.
    pub is_marked_spam: bool,
    /// Whether the operator named the sender as a machine whose mail opens tickets.
    pub is_allowed_machine: bool,
    /// Whether its subject says that it was forwarded. Such a mail is about another matter than the one that its headers name.
    pub is_forward: bool,
}

impl IncomingCase {
    /// Whether staff forwarded the mail of another person.
    #[must_use]
    pub const fn is_forwarded_by_staff(&self) -> bool {
        self.is_forward && self.is_by_staff
    }
}

/// What shows to which ticket a mail belongs. It says nothing of who wrote it, unless an address does that only one person got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recognition {
    /// Nothing.
    None,
    /// The address of answers that the sender got.
    OwnAddress,
    /// The address of notes that the sender got.
    OwnNoteAddress,
    /// The address of answers that another person got.
    ForeignAddress,
    /// The address of notes that another person got.
    ForeignNoteAddress,
    /// An id of a mail, which many know.
    Reference,
    /// The number in the subject.
    Subject,
}

impl Recognition {
    /// Whether the sender answers at an address that only they got.
    #[must_use]
    pub const fn is_own_address(self) -> bool {
        matches!(self, Self::OwnAddress | Self::OwnNoteAddress)
    }
}

/// What the desk knows of a sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is not exactly one sender, or it is an address of the desk.
    NoSender,
    /// The account is pending, rejected, suspended or removed.
    NotInUse,
    /// There is no account with this address.
    Stranger,
    /// An account with a password whose address was never shown to be theirs: whoever made it could read what the owner of the
    /// address writes.
    Unproven,
    /// An account in use whose address is theirs, or that no one can sign in to.
    Known,
}

/// What a sender has to do with a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// They opened it.
    Reporter,
    /// They are staff who see it, with its notes.
    Staff,
    /// They follow it, and are not its staff.
    Follower,
    /// None of these.
    Other,
}

impl Part {
    /// Whether what they write for everyone on the ticket is a request.
    #[must_use]
    pub const fn asks(self) -> bool {
        matches!(self, Self::Reporter | Self::Follower)
    }
}
