//! The wire format of server-sent events (HTML Living Standard, section 9.2). JSON has no line breaks between its tokens, so one `data:`
//! line is always enough.

use actix_web::web::Bytes;
use deskhand_domain::ports::FeedPosition;
use deskhand_http_core::streaming::{CloseReason, LiveEvent, Start};

/// A line that clients skip.
pub(super) const HEARTBEAT: Bytes = Bytes::from_static(b": still here\n\n");

/// After how many milliseconds a client that lost the connection comes back.
const RETRY: u32 = 2_000;

/// The first message: the position from which the stream goes on.
pub(super) fn opening(start: Start) -> Bytes {
    let mut text = format!("retry: {RETRY}\n\n");
    if start.is_reset {
        text += &message(start.position, "reset", "{}");
    }
    text += &message(start.position, "ready", "{}");
    text.into()
}

pub(super) fn events<'a>(events: impl IntoIterator<Item = &'a LiveEvent>) -> Bytes {
    let mut text = String::new();
    for event in events {
        text += &message(event.position, event.kind.as_str(), &event.json);
    }
    text.into()
}

/// The last message, unless the connection broke.
pub(super) fn close_frame(reason: CloseReason) -> Bytes {
    format!("event: bye\ndata: {{\"reason\":\"{}\"}}\n\n", reason.as_str()).into()
}

fn message(position: FeedPosition, name: &str, data: &str) -> String {
    format!("id: {}\nevent: {name}\ndata: {data}\n\n", position.event)
}
