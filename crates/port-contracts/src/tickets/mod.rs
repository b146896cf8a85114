//! Tickets: their numbers, queues, lists and conversations.

pub(crate) mod backlog;
pub(crate) mod closing;
pub(crate) mod conversations;
pub(crate) mod decisions;
pub(crate) mod deletion;
pub(crate) mod filters;
pub(crate) mod followers;
pub(crate) mod held_tickets;
pub(crate) mod lists;
pub(crate) mod lookup;
pub(crate) mod muting;
pub(crate) mod numbers;
pub(crate) mod opening;
pub(crate) mod operations;
mod queue_fixture;
pub(crate) mod search;
pub(crate) mod taking;
pub(crate) mod visibility;
