//! The wire format of server-sent events (HTML Living Standard, section 9.2). JSON has no line breaks outside of
//! itself, so one `data:` line is always enough.

use actix_web::web::Bytes;
use deskhand_domain::ports::FeedPosition;

use super::live_event::LiveEvent;
use super::start::Start;
use super::subscription::End;

/// A line that clients skip.
pub(super) const HEARTBEAT: Bytes = Bytes::from_static(b": still here\n\n");

/// After how many milliseconds a client that lost the connection comes back.
const RETRY: u32 = 2_000;

/// What comes first: from where on the stream goes.
pub(super) fn opening(start: Start) -> Bytes {
    let mut text = format!("retry: {RETRY}\n\n");
    if start.is_reset {
        text += &message(start.place, "reset", "{}");
    }
    text += &message(start.place, "ready", "{}");
    text.into()
}

pub(super) fn events<'a>(events: impl IntoIterator<Item = &'a LiveEvent>) -> Bytes {
    let mut text = String::new();
    for event in events {
        text += &message(event.position, event.kind.as_str(), &event.json);
    }
    text.into()
}

/// What comes last, unless the connection broke.
pub(super) fn farewell(end: End) -> Bytes {
    format!("event: bye\ndata: {{\"reason\":\"{}\"}}\n\n", end.as_str()).into()
}

fn message(place: FeedPosition, name: &str, data: &str) -> String {
    format!("id: {}\nevent: {name}\ndata: {data}\n\n", place.event)
}
