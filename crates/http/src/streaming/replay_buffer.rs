//! The last events, for those who follow the log closely. A client that is slow holds nothing but its place: what has
//! gone from here by then it reads from the store. So memory has a bound, whatever the clients do.

use std::collections::VecDeque;
use std::sync::Arc;

use deskhand_domain::ports::FeedPosition;

use super::live_event::LiveEvent;

/// As many events at most, and as many bytes of them. Either is minutes of a very busy desk.
const MOST_EVENTS: usize = 1_000;
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// How many bytes are told at once: a slow client holds what it was told last until it has taken it.
const PORTION: usize = 64 * 1024;

/// Some of what came after a place.
#[derive(Debug)]
pub(super) struct Portion {
    pub(super) events: Vec<Arc<LiveEvent>>,
    /// How far they go.
    pub(super) read_to: FeedPosition,
    /// Whether there is more at hand already.
    pub(super) has_more: bool,
}

/// Every event after `from` and up to `read_to`.
#[derive(Debug)]
pub(super) struct Recent {
    from: FeedPosition,
    read_to: FeedPosition,
    events: VecDeque<Arc<LiveEvent>>,
    bytes: usize,
}

impl Recent {
    pub(super) const fn beginning_at(place: FeedPosition) -> Self {
        Self { from: place, read_to: place, events: VecDeque::new(), bytes: 0 }
    }

    pub(super) const fn read_to(&self) -> FeedPosition {
        self.read_to
    }

    /// What came after `place`, as much as is told at once; `None` where that is not known here any more, or not yet.
    pub(super) fn after(&self, place: FeedPosition) -> Option<Portion> {
        if place < self.from {
            return None;
        }
        let mut rest = self.events.range(self.events.partition_point(|event| event.position <= place)..);
        let (mut events, mut bytes) = (Vec::new(), 0);
        while bytes < PORTION {
            let Some(event) = rest.next() else { break };
            bytes += event.json.len();
            events.push(Arc::clone(event));
        }
        let read_to = events.last().map_or(place, |last| last.position);
        Some(Portion { events, read_to, has_more: rest.next().is_some() })
    }

    pub(super) fn extend(&mut self, events: impl IntoIterator<Item = Arc<LiveEvent>>, read_to: FeedPosition) {
        for event in events {
            self.bytes += event.json.len();
            self.events.push_back(event);
        }
        self.read_to = read_to;
        while self.events.len() > MOST_EVENTS || self.bytes > MOST_BYTES {
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

    fn place(n: i64) -> FeedPosition {
        FeedPosition { work: 0, seq: n, event: EventId::new(Uuid::from_u128(n.unsigned_abs().into())) }
    }

    fn event(n: i64, length: usize) -> Arc<LiveEvent> {
        let event = Event {
            id: place(n).event,
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
        Arc::new(FeedEvent { position: place(n), view, about }.try_into().unwrap())
    }

    fn numbers(recent: &Recent, after: i64) -> Option<Vec<i64>> {
        let mut all = Vec::new();
        let mut place = place(after);
        loop {
            let portion = recent.after(place)?;
            assert!(portion.has_more || portion.events.len() < 2 || bytes(&portion.events[1..]) < PORTION);
            all.extend(portion.events.iter().map(|event| event.position.seq));
            place = portion.read_to;
            if !portion.has_more {
                return Some(all);
            }
        }
    }

    fn bytes(events: &[Arc<LiveEvent>]) -> usize {
        events.iter().map(|event| event.json.len()).sum()
    }

    #[test]
    fn whoever_is_up_to_date_gets_what_is_new_and_whoever_is_not_is_sent_to_the_store() {
        let mut recent = Recent::beginning_at(place(5));
        assert_eq!(numbers(&recent, 4), None);
        assert_eq!(numbers(&recent, 5), Some(vec![]));

        recent.extend([event(6, 1), event(9, 1)], place(12));

        assert_eq!(recent.read_to(), place(12));
        assert_eq!(numbers(&recent, 5), Some(vec![6, 9]));
        assert_eq!(numbers(&recent, 7), Some(vec![9]));
        // Somebody who read the store is ahead of what is here.
        assert_eq!(numbers(&recent, 20), Some(vec![]));
    }

    #[test]
    fn it_never_holds_more_than_its_limits_and_says_what_it_does_not_know_any_more() {
        let mut recent = Recent::beginning_at(FeedPosition::START);
        for n in 1..=2_500 {
            recent.extend([event(n, 1)], place(n));
        }
        assert_eq!(numbers(&recent, 1_500).map(|all| all.len()), Some(MOST_EVENTS));
        assert_eq!(numbers(&recent, 1_499), None);

        let large = 300_000;
        for n in 2_501..=2_600 {
            recent.extend([event(n, large)], place(n));
            assert!(recent.bytes <= MOST_BYTES);
        }
        let kept = numbers(&recent, 2_599).unwrap();
        assert_eq!(kept, [2_600]);
        assert!(recent.events.len() <= MOST_BYTES / large);
    }
}
