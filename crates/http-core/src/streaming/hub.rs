//! Streams hold a position in the log, nothing more. They take what comes after it from the replay buffer; where they are too far
//! behind for that, from the storage.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use deskhand_domain::PersonId;
use deskhand_domain::ports::{FeedPosition, PageLimit};
use deskhand_domain::use_cases::{Caller, CredentialId, Error, UseCases};
use tokio::sync::{Notify, oneshot, watch};

use super::close_reason::CloseReason;
use super::live_event::{EventEncoder, LiveEvent};
use super::replay_buffer::{Batch, ReplayBuffer};
use super::subscribers::Subscribers;
use super::timing::EventTiming;
use crate::problem::Problem;

/// How many sessions and keys one query names.
const CREDENTIALS_PER_QUERY: usize = 500;

/// The reader of the log, with all open streams.
pub struct EventHub {
    pub(super) use_cases: UseCases,
    pub(super) encode: EventEncoder,
    timing: EventTiming,
    /// `None` while no stream is open.
    buffer: Mutex<Option<ReplayBuffer>>,
    /// Changes whenever `buffer` does.
    changes: watch::Sender<()>,
    subscribers: Mutex<Subscribers>,
    subscribed: Notify,
}

/// What the hub gives a new stream.
pub(super) struct Registration {
    pub(super) number: u64,
    pub(super) changes: watch::Receiver<()>,
    pub(super) closed: oneshot::Receiver<CloseReason>,
}

impl EventHub {
    /// A hub without streams. The program must call [`EventHub::poll_log`] again and again whenever
    /// [`EventHub::wait_for_subscribers`] returns.
    #[must_use]
    pub fn new(use_cases: UseCases, timing: EventTiming, encode: EventEncoder) -> Arc<Self> {
        Arc::new(Self {
            use_cases,
            encode,
            timing,
            buffer: Mutex::default(),
            changes: watch::Sender::new(()),
            subscribers: Mutex::default(),
            subscribed: Notify::new(),
        })
    }

    /// The intervals and timeouts of its streams.
    #[must_use]
    pub const fn timing(&self) -> &EventTiming {
        &self.timing
    }

    /// Returns as soon as a stream is open. Until then nothing reads the log.
    pub async fn wait_for_subscribers(&self) {
        while locked(&self.subscribers).is_empty() {
            *locked(&self.buffer) = None;
            self.subscribed.notified().await;
        }
    }

    /// Reads what is new, closes the streams whose sessions have ended, and wakes the others; in this order, so that no stream sends
    /// anything that happened after its session ended. Answers whether anything was new.
    ///
    /// # Errors
    /// [`Error::Storage`]; no stream has sent anything unchecked then.
    pub async fn poll_log(&self) -> Result<bool, Error> {
        let position = locked(&self.buffer).as_ref().map(ReplayBuffer::read_to);
        let Some(position) = position else {
            self.begin_at(self.use_cases.events().newest().await?);
            return Ok(false);
        };
        let page = self.use_cases.events().tail(position, PageLimit::LARGEST).await?;
        let events = page.events.into_iter().map(|event| LiveEvent::new(event, self.encode).map(Arc::new));
        let events = events.collect::<Option<Vec<_>>>();
        let events = events.ok_or(Error::Internal("an event could not be written as JSON"))?;
        let has_new_events = !events.is_empty();
        if has_new_events || locked(&self.subscribers).session_check_is_due(self.timing.sessions) {
            self.close_ended_sessions().await?;
        }
        // Who has another role sees other things. A client that connects again sees what it may see then.
        let changed: HashSet<PersonId> = events.iter().filter_map(|event| event.person_with_new_role()).collect();
        locked(&self.subscribers).close_people(&changed);
        if has_new_events {
            if let Some(buffer) = locked(&self.buffer).as_mut() {
                buffer.extend(events, page.read_to);
            }
            self.changes.send_replace(());
        }
        Ok(has_new_events)
    }

    /// Closes all streams and takes no more: the program stops.
    pub fn close(&self) {
        locked(&self.subscribers).close_all();
    }

    pub(super) fn register(&self, caller: &Caller) -> Result<Registration, Problem> {
        let (number, closed) = locked(&self.subscribers).add(caller)?;
        self.subscribed.notify_one();
        Ok(Registration { number, changes: self.changes.subscribe(), closed })
    }

    pub(super) fn unregister(&self, number: u64) {
        locked(&self.subscribers).remove(number);
    }

    /// What came after `position`; `None` where only the storage knows.
    pub(super) fn after(&self, position: FeedPosition) -> Option<Batch> {
        locked(&self.buffer).as_ref()?.after(position)
    }

    fn begin_at(&self, newest: FeedPosition) {
        *locked(&self.buffer) = Some(ReplayBuffer::beginning_at(newest));
        self.changes.send_replace(());
    }

    async fn close_ended_sessions(&self) -> Result<(), Error> {
        locked(&self.subscribers).close_expired(self.use_cases.clock().now());
        let mut ended = locked(&self.subscribers).credentials();
        let asked: Vec<CredentialId> = ended.iter().copied().collect();
        for some in asked.chunks(CREDENTIALS_PER_QUERY) {
            for valid in self.use_cases.accounts().still_valid(some).await? {
                ended.remove(&valid);
            }
        }
        locked(&self.subscribers).close_ended(&ended);
        Ok(())
    }
}

/// The values behind these locks are consistent after every step: a panic elsewhere does not spoil them.
fn locked<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}
