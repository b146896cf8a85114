//! What happened, as it happens: polling, server-sent events, WebSocket. All three read the one history, in the one
//! order of its feed; what is live is never more than a hint that there is more to read.

mod after_query;
mod command;
mod conversation;
mod hub;
mod list;
mod listener;
mod live_event;
mod recent;
mod sse;
mod start;
mod stream;
mod timing;
mod ws;

pub use hub::EventHub;
pub(crate) use list::list_events;
pub(crate) use stream::stream_events;
pub use timing::EventTiming;
pub(crate) use ws::{open_socket, token_in_protocols};
