//! History: one append-only log. It is the audit trail, the source of notifications and the live feed.

mod by;
mod event;
mod event_kind;
mod fact;
mod topic;

pub use by::By;
pub use event::Event;
pub use event_kind::EventKind;
pub use fact::Fact;
pub use topic::Topic;
