//! What happened: polling, server-sent events, WebSocket. All three read the one history, in the one order of its feed.

mod after_query;
mod list;
mod socket;
mod stream;
mod stream_query;
mod ticket;

pub(crate) use list::list_events;
pub(crate) use socket::open_socket;
pub(crate) use stream::stream_events;
pub(crate) use ticket::issue_ticket;
