use crate::text::word_type;

word_type! {
    /// A move of the state machine (docs/domain.md section 3).
    StatusAction: "one of block, unblock, resolve, mark_unresolved, close, cancel, reopen" {
        /// Wait for something outside.
        Block = "block",
        /// Go on.
        Unblock = "unblock",
        /// It is answered.
        Resolve = "resolve",
        /// It can't be answered.
        MarkUnresolved = "mark_unresolved",
        /// It is done.
        Close = "close",
        /// The reporter withdraws it.
        Cancel = "cancel",
        /// It is not done after all.
        Reopen = "reopen",
    }
}

/// Everything a person can want to do with a ticket that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TicketAction {
    /// See the ticket and read its messages.
    See,
    /// See the notes of the staff.
    ReadNotes,
    /// Write one.
    WriteNote,
    /// Change title or description.
    Edit,
    /// Change the priority.
    Prioritize,
    /// Write a message: a request as its reporter, a response as staff.
    Reply,
    /// Say "I am on it".
    Take,
    /// Give it back to the queue, as its assignee.
    HandBack,
    /// Assign it to another engineer, to none, or to the least loaded one.
    Assign,
    /// Remove it with its conversation.
    Delete,
    /// Add and remove followers.
    ChangeFollowers,
    /// Follow it no longer.
    Unfollow,
    /// Read how its reporter rated it.
    ReadRating,
    /// Rate the help with it.
    Rate,
    /// Move its state.
    Move(StatusAction),
}

impl TicketAction {
    /// Every action, in the order of docs/domain.md section 4, then the moves of section 3.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let plain = [
            Self::See,
            Self::ReadNotes,
            Self::WriteNote,
            Self::Edit,
            Self::Prioritize,
            Self::Reply,
            Self::Take,
            Self::HandBack,
            Self::Assign,
            Self::Delete,
            Self::ChangeFollowers,
            Self::Unfollow,
            Self::ReadRating,
            Self::Rate,
        ];
        plain.into_iter().chain(StatusAction::ALL.iter().copied().map(Self::Move)).collect()
    }

    /// The stable word for it, as `allowed_actions` writes it.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::See => "see",
            Self::ReadNotes => "read_notes",
            Self::WriteNote => "write_note",
            Self::Edit => "edit",
            Self::Prioritize => "change_priority",
            Self::Reply => "reply",
            Self::Take => "take",
            Self::HandBack => "hand_back",
            Self::Assign => "change_assignee",
            Self::Delete => "delete",
            Self::ChangeFollowers => "change_followers",
            Self::Unfollow => "unfollow",
            Self::ReadRating => "read_rating",
            Self::Rate => "rate",
            Self::Move(action) => action.as_str(),
        }
    }
}
