use time::OffsetDateTime;

use super::{By, EventKind, Fact, Topic};
use crate::ids::{EventId, MessageId};

/// One entry of the history: who, when, what, before, after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Sorts by time.
    pub id: EventId,
    /// When it happened.
    pub at: OffsetDateTime,
    /// Who did it.
    pub by: By,
    /// What it is about.
    pub topic: Topic,
    /// What happened.
    pub kind: EventKind,
    /// What was there before.
    pub before: Option<String>,
    /// What is there now.
    pub after: Option<String>,
    /// The message, where one was posted.
    pub message: Option<MessageId>,
}

impl Event {
    /// What an aggregate says of its own change, as the history keeps it.
    #[must_use]
    pub fn of(fact: &Fact, id: EventId, topic: Topic, by: By, at: OffsetDateTime) -> Self {
        Self {
            id,
            at,
            by: fact.author(by),
            topic,
            kind: fact.kind,
            before: fact.before.clone(),
            after: fact.after.clone(),
            message: fact.message,
        }
    }
}
