//! The wire format of server-sent events (HTML Living Standard, section 9.2). JSON has no line breaks between its tokens, so one `data:`
//! line is always enough.

use actix_web::web::Bytes;
use deskhand_domain::ports::FeedPosition;

use super::close_reason::CloseReason;
use super::live_event::LiveEvent;
use super::start::Start;

/// A line that clients skip.
pub(super) const HEARTBEAT: Bytes = Bytes::from_static(b": still here\n\n");

/// After how many milliseconds a client that lost the connection comes back.
const RETRY: u32 = 2_000;

/// How the messages of one stream are written.
#[derive(Clone, Copy, Debug)]
pub struct SseFormat {
    /// Whether a message has the name of its kind. Browsers give messages with names only to listeners of that name; those without go to
    /// `onmessage`.
    pub has_names: bool,
    /// Whether an event is only a hint: its kind and the number of its ticket, and no word of a person.
    pub is_hint: bool,
}

impl SseFormat {
    /// The first message: the position from which the stream goes on.
    pub(super) fn opening(self, start: Start) -> Bytes {
        let mut text = format!("retry: {RETRY}\n\n");
        if start.is_reset {
            text += &self.notice(Some(start.position), "reset", "");
        }
        text += &self.notice(Some(start.position), "ready", "");
        text.into()
    }

    /// The data of an event has its kind, with and without a name.
    pub(super) fn events<'a>(self, events: impl IntoIterator<Item = &'a LiveEvent>) -> Bytes {
        let message = |event: &LiveEvent| match self.is_hint {
            true => self.message(Some(event.position), event.kind.as_str(), &event.hint()),
            false => self.message(Some(event.position), event.kind.as_str(), &event.json),
        };
        events.into_iter().map(message).collect::<String>().into()
    }

    /// The last message, unless the connection broke.
    pub(super) fn bye(self, reason: CloseReason) -> Bytes {
        self.notice(None, "bye", &format!("\"reason\":\"{}\"", reason.as_str())).into()
    }

    /// A message about the stream itself.
    fn notice(self, position: Option<FeedPosition>, name: &str, data: &str) -> String {
        let kind = if self.has_names { String::new() } else { format!("\"kind\":\"{name}\"") };
        let comma = if kind.is_empty() || data.is_empty() { "" } else { "," };
        self.message(position, name, &format!("{{{kind}{comma}{data}}}"))
    }

    fn message(self, position: Option<FeedPosition>, name: &str, data: &str) -> String {
        let id = position.map(|position| format!("id: {}\n", position.event)).unwrap_or_default();
        let event = if self.has_names { format!("event: {name}\n") } else { String::new() };
        format!("{id}{event}data: {data}\n\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_without_a_name_says_its_kind_in_its_data() {
        let start = Start { position: FeedPosition::START, is_reset: true };
        let id = FeedPosition::START.event;
        let named = SseFormat { has_names: true, is_hint: false };
        assert_eq!(
            named.opening(start),
            format!("retry: 2000\n\nid: {id}\nevent: reset\ndata: {{}}\n\nid: {id}\nevent: ready\ndata: {{}}\n\n")
        );
        assert_eq!(named.bye(CloseReason::Expired), "event: bye\ndata: {\"reason\":\"expired\"}\n\n");
        let unnamed = SseFormat { has_names: false, is_hint: false };
        assert_eq!(
            unnamed.opening(start),
            format!(
                "retry: 2000\n\nid: {id}\ndata: {{\"kind\":\"reset\"}}\n\nid: {id}\ndata: {{\"kind\":\"ready\"}}\n\n"
            )
        );
        assert_eq!(unnamed.bye(CloseReason::SignedOut), "data: {\"kind\":\"bye\",\"reason\":\"signed_out\"}\n\n");
    }
}
