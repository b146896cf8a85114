//! The newest events, for streams that follow the log closely. A slow stream holds nothing but its position: what has left the buffer
//! by then it reads from the storage. So memory has a bound, whatever the clients do.

use std::collections::VecDeque;
use std::sync::Arc;

use deskhand_domain::ports::FeedPosition;

use super::live_event::LiveEvent;

/// The most events, and the most bytes of them. Either is minutes of a very busy desk.
const MAX_EVENTS: usize = 1_000;
const MAX_BYTES: usize = 4 * 1024 * 1024;

/// After how many bytes a batch ends: a slow stream holds its last batch until the client has read it.
const BATCH_BYTES: usize = 64 * 1024;

/// Events after a position.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) events: Vec<Arc<LiveEvent>>,
    /// The position of the last one.
    pub(super) read_to: FeedPosition,
    /// Whether the buffer has more.
    pub(super) has_more: bool,
}

/// Every event after `from` and up to `read_to`.
#[derive(Debug)]
pub(super) struct ReplayBuffer {
    from: FeedPosition,
    read_to: FeedPosition,
    events: VecDeque<Arc<LiveEvent>>,
    bytes: usize,
}

impl ReplayBuffer {
    pub(super) const fn beginning_at(position: FeedPosition) -> Self {
        Self { from: position, read_to: position, events: VecDeque::new(), bytes: 0 }
    }

    pub(super) const fn read_to(&self) -> FeedPosition {
        self.read_to
    }

    /// The next batch after `position`; `None` where the buffer does not reach back so far, or not yet.
    pub(super) fn after(&self, position: FeedPosition) -> Option<Batch> {
        if position < self.from {
            return None;
        }
        let mut rest = self.events.range(self.events.partition_point(|event| event.position <= position)..);
        let (mut events, mut bytes) = (Vec::new(), 0);
        while bytes < BATCH_BYTES {
            let Some(event) = rest.next() else { break };
            bytes += event.json.len();
            events.push(Arc::clone(event));
        }
        let read_to = events.last().map_or(position, |last| last.position);
        Some(Batch { events, read_to, has_more: rest.next().is_some() })
    }

    pub(super) fn extend(&mut self, events: impl IntoIterator<Item = Arc<LiveEvent>>, read_to: FeedPosition) {
        for event in events {
            self.bytes += event.json.len();
            self.events.push_back(event);
        }
        self.read_to = read_to;
        while self.events.len() > MAX_EVENTS || self.bytes > MAX_BYTES {
            let Some(oldest) = self.events.pop_front() else { return };
            self.bytes -= oldest.json.len();
            self.from = oldest.position;
        }
    }
}

#[cfg(test)]
mod tests {
    use deskhand_domain::EventId;
    use deskhand_domain::history::{Event, EventKind, Topic};
    use deskhand_domain::people::By;
    use deskhand_domain::ports::{FeedEvent, FeedTopic, HistoryView};
    use deskhand_domain::testing::{TestClock, ticket_id};
    use uuid::Uuid;

    use super::*;

    fn position(n: i64) -> FeedPosition {
        FeedPosition { work: 0, seq: n, event: EventId::new(Uuid::from_u128(n.unsigned_abs().into())) }
    }

    fn event(n: i64, length: usize) -> Arc<LiveEvent> {
        let event = Event {
            id: position(n).event,
            at: TestClock::START,
            by: By::System,
            topic: Topic::Ticket(ticket_id(1)),
            kind: EventKind::TitleChanged,
            before: None,
            after: Some("x".repeat(length)),
            message: None,
        };
        let view = HistoryView { event, by: None, before: None, after: None };
        let about = FeedTopic::Ticket(ticket_id(1), None);
        let event = FeedEvent { position: position(n), view, about };
        Arc::new(LiveEvent::new(event, |event| event.view.event.after).unwrap())
    }

    fn numbers(buffer: &ReplayBuffer, after: i64) -> Option<Vec<i64>> {
        let mut all = Vec::new();
        let mut position = position(after);
        loop {
            let batch = buffer.after(position)?;
            assert!(batch.has_more || batch.events.len() < 2 || bytes(&batch.events[1..]) < BATCH_BYTES);
            all.extend(batch.events.iter().map(|event| event.position.seq));
            position = batch.read_to;
            if !batch.has_more {
                return Some(all);
            }
        }
    }

    fn bytes(events: &[Arc<LiveEvent>]) -> usize {
        events.iter().map(|event| event.json.len()).sum()
    }

    #[test]
    fn whoever_is_up_to_date_gets_what_is_new_and_whoever_is_not_is_sent_to_the_store() {
        let mut buffer = ReplayBuffer::beginning_at(position(5));
        assert_eq!(numbers(&buffer, 4), None);
        assert_eq!(numbers(&buffer, 5), Some(vec![]));

        buffer.extend([event(6, 1), event(9, 1)], position(12));

        assert_eq!(buffer.read_to(), position(12));
        assert_eq!(numbers(&buffer, 5), Some(vec![6, 9]));
        assert_eq!(numbers(&buffer, 7), Some(vec![9]));
        // A reader of the storage is ahead of the buffer.
        assert_eq!(numbers(&buffer, 20), Some(vec![]));
    }

    #[test]
    fn it_never_holds_more_than_its_limits_and_says_what_it_does_not_know_any_more() {
        let mut buffer = ReplayBuffer::beginning_at(FeedPosition::START);
        for n in 1..=2_500 {
            buffer.extend([event(n, 1)], position(n));
        }
        assert_eq!(numbers(&buffer, 1_500).map(|all| all.len()), Some(MAX_EVENTS));
        assert_eq!(numbers(&buffer, 1_499), None);

        let large = 300_000;
        for n in 2_501..=2_600 {
            buffer.extend([event(n, large)], position(n));
            assert!(buffer.bytes <= MAX_BYTES);
        }
        let kept = numbers(&buffer, 2_599).unwrap();
        assert_eq!(kept, [2_600]);
        assert!(buffer.events.len() <= MAX_BYTES / large);
    }
}
