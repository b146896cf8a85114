use time::OffsetDateTime;
use uuid::Uuid;

use crate::ids::{DeliveryId, EventId, WebhookId};
use crate::text::word_type;

word_type! {
    /// How far a delivery came.
    DeliveryState: "one of pending, delivered, dead" {
        /// Not sent yet, or to be tried again.
        Pending = "pending",
        /// The receiver took it.
        Delivered = "delivered",
        /// Given up.
        Dead = "dead",
    }
}

impl DeliveryState {
    /// Whether nothing more happens by itself.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        !matches!(self, Self::Pending)
    }
}

/// One event on its way to one webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The same at every try.
    pub id: DeliveryId,
    /// Where to.
    pub webhook: WebhookId,
    /// The event; `None` for a test.
    pub event: Option<EventId>,
    /// What happened, as the receiver reads it: `ticket.assigned`.
    pub kind: String,
    /// What it is about: its deliveries to one webhook are in order. `None` for a test.
    pub about: Option<Uuid>,
    /// What is sent, the same at every try.
    pub body: String,
    /// How far it came.
    pub state: DeliveryState,
    /// How often it was tried.
    pub tries: u32,
    /// The status that the receiver answered last; `None` where it did not answer, or was not asked yet.
    pub last_status: Option<u16>,
    /// What the receiver said last, or why it could not be asked.
    pub last_answer: Option<String>,
    /// When it was queued.
    pub created_at: OffsetDateTime,
    /// When it is tried next; `None` unless it is pending.
    pub due_at: Option<OffsetDateTime>,
    /// When it was delivered or given up.
    pub settled_at: Option<OffsetDateTime>,
}
