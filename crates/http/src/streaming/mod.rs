//! The two forms of a live stream: server-sent events and WebSocket.

mod sse;
mod sse_stream;
mod ws_command;
mod ws_session;

pub(crate) use sse::SseFormat;
pub(crate) use sse_stream::messages;
pub(crate) use ws_session::WsSession;
