//! What happened, as it happens: one reader of the history for all open streams, server-sent events, WebSocket. What is live is
//! never more than a hint that there is more to read.

mod hub;
mod live_event;
mod replay_buffer;
mod sse;
mod sse_stream;
mod start;
mod subscription;
mod timing;
mod ws;
mod ws_command;
mod ws_session;

pub use hub::EventHub;
pub(crate) use sse_stream::messages;
pub(crate) use start::LastSeen;
pub use timing::EventTiming;
pub(crate) use ws::{PROTOCOL, token_in_protocols};
pub(crate) use ws_session::Conversation;
