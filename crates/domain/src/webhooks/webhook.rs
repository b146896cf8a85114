use time::OffsetDateTime;

use super::{SigningKeys, WebhookKinds, WebhookUrl};
use crate::ids::{PersonId, WebhookId};
use crate::text::{text_type, word_type};

text_type! {
    /// What admins say of a webhook: one line of 1 to 200 characters.
    WebhookDescription(
        /// The most characters.
        pub const MAX: usize = 200;
    )
    parse |input| crate::text::line(input, 1, WebhookDescription::MAX)
}

word_type! {
    /// Whether a webhook is sent events.
    WebhookState: "one of active, paused, failing, gone" {
        /// It is.
        Active = "active",
        /// An admin stopped it for a while. What happens meanwhile is sent afterwards.
        Paused = "paused",
        /// It was stopped because the receiver has not taken anything for days.
        Failing = "failing",
        /// It was stopped because the receiver answered 410: it wants nothing any more.
        Gone = "gone",
    }
}

/// An address that events are sent to. It belongs to the desk, not to who made it: it outlives their account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Which one.
    pub id: WebhookId,
    /// Where.
    pub url: WebhookUrl,
    /// What for.
    pub description: Option<WebhookDescription>,
    /// Which events.
    pub kinds: WebhookKinds,
    /// Whether it is sent any.
    pub state: WebhookState,
    /// What deliveries are signed with.
    pub keys: SigningKeys,
    /// Since when every try failed; `None` where the last one succeeded.
    pub failing_since: Option<OffsetDateTime>,
    /// Who made it.
    pub created_by: PersonId,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// When an admin changed it last, or it was stopped.
    pub updated_at: OffsetDateTime,
}

impl Webhook {
    /// The most webhooks of a desk: each costs a row for every event.
    pub const MOST: u64 = 20;

    /// Whether it is sent events.
    #[must_use]
    pub const fn is_active(&self) -> bool {
        matches!(self.state, WebhookState::Active)
    }

    /// An admin chose this state. A receiver that is tried again has all of its time.
    pub fn switch(&mut self, state: WebhookState) {
        if !self.is_active() && state == WebhookState::Active {
            self.failing_since = None;
        }
        self.state = state;
    }
}
