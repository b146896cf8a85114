//! Live events: one reader of the history for all open streams of this instance, instead of one query for each. An event that
//! arrives live is only a hint: the history is what counts.

mod close_reason;
mod hub;
mod live_event;
mod replay_buffer;
mod sse;
mod sse_stream;
mod start;
mod subscribers;
mod subscription;
mod timing;

pub use close_reason::CloseReason;
pub use hub::EventHub;
pub use live_event::{EventEncoder, LiveEvent};
pub use sse::SseFormat;
pub(crate) use sse_stream::messages;
pub use start::{LastSeen, Start};
pub use subscription::Subscription;
pub use timing::EventTiming;
