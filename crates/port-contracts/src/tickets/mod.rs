//! Tickets: their numbers, queues, lists and conversations.

pub(crate) mod closing;
pub(crate) mod conversations;
pub(crate) mod decisions;
pub(crate) mod filters;
pub(crate) mod lists;
pub(crate) mod numbers;
pub(crate) mod opening;
pub(crate) mod operations;
pub(crate) mod queues;
pub(crate) mod search;
pub(crate) mod visibility;
