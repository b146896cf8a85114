//! A live stream over a WebSocket.

mod ws_command;
mod ws_session;

pub(crate) use ws_session::WsSession;
