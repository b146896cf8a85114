use time::OffsetDateTime;

use super::{MailOrigin, MessageBody};
use crate::ids::{MessageId, PersonId, TicketId};
use crate::text::word_type;

word_type! {
    /// Who speaks to whom.
    MessageKind: "one of request, response, note" {
        /// By the reporter or a follower. The description is a ticket's first request.
        Request = "request",
        /// By staff, to the reporter.
        Response = "response",
        /// By staff, for staff only: in nothing that a customer can read, receive or export.
        Note = "note",
    }
}

/// One message of a ticket's conversation. Messages are never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Sorts by time.
    pub id: MessageId,
    /// Where it belongs.
    pub ticket: TicketId,
    /// Who speaks to whom.
    pub kind: MessageKind,
    /// Who wrote it.
    pub author: PersonId,
    /// What it says.
    pub body: MessageBody,
    /// When it was written.
    pub created_at: OffsetDateTime,
    /// What it keeps of the mail that it was; `None` for one that came over the API.
    pub mail: Option<MailOrigin>,
}
