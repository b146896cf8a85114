use crate::text::word_type;

word_type! {
    /// The state of a ticket (docs/domain.md section 3). Only `Open` counts as load.
    TicketStatus: "one of open, blocked, resolved, unresolved, closed, canceled" {
        /// Being worked on.
        Open = "open",
        /// Waits for something outside.
        Blocked = "blocked",
        /// Answered; closes by itself after the grace period.
        Resolved = "resolved",
        /// Given up on.
        Unresolved = "unresolved",
        /// Done. Can be reopened within the reopen window.
        Closed = "closed",
        /// Withdrawn by its reporter, for good.
        Canceled = "canceled",
    }
}

impl TicketStatus {
    /// Whether a ticket in this state counts as its assignee's load.
    #[must_use]
    pub const fn is_load(&self) -> bool {
        matches!(self, Self::Open)
    }

    /// Whether a ticket in this state should have an assignee: open or blocked.
    #[must_use]
    pub const fn is_active(&self) -> bool {
        matches!(self, Self::Open | Self::Blocked)
    }

    /// Whether the work on a ticket in this state has an outcome, and it is not closed yet.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        matches!(self, Self::Resolved | Self::Unresolved)
    }

    /// Whether the work on a ticket in this state has an outcome that its reporter can rate. A withdrawn ticket has none.
    #[must_use]
    pub const fn has_outcome(&self) -> bool {
        self.is_settled() || matches!(self, Self::Closed)
    }
}
