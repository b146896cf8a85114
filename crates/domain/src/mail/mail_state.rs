use crate::text::word_type;

word_type! {
    /// The state of a mail in the outbox.
    MailState: "one of pending, sent, dead, dropped, bounced, joined" {
        /// Waiting, under way, or to be tried again.
        Pending = "pending",
        /// Accepted by the mail server.
        Sent = "sent",
        /// Given up.
        Dead = "dead",
        /// Not sent: the recipient was no longer entitled, or the desk resumed mail without it.
        Dropped = "dropped",
        /// Accepted by the mail server, and come back: it did not arrive.
        Bounced = "bounced",
        /// Another letter about the same ticket to the same recipient reports it too.
        Joined = "joined",
    }
}

impl MailState {
    /// Whether it was settled and did not arrive: only then an admin can have it tried again.
    #[must_use]
    pub const fn is_unsent(&self) -> bool {
        matches!(self, Self::Dead | Self::Dropped | Self::Bounced)
    }
}
