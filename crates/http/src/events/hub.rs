//! One reader of the log for all open streams of this instance, in the place of one query for each.
//!
//! Streams hold a place in the log, nothing more. They take what comes after it from what was read last, and where they
//! are too far behind for that, from the store.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use deskhand_domain::PersonId;
use deskhand_domain::ports::{FeedPosition, PageLimit};
use deskhand_domain::use_cases::{Caller, CredentialId, Error, UseCases};
use tokio::sync::{Notify, oneshot, watch};

use super::listener::{End, Listener};
use super::live_event::LiveEvent;
use super::recent::{Portion, Recent};
use super::timing::EventTiming;
use crate::problem::{Problem, ProblemCode};

/// How many sessions and keys one question to the store names.
const CREDENTIALS_AT_ONCE: usize = 500;

/// How many streams one person may have open on an instance: more are a fault of a client.
const STREAMS_A_PERSON: usize = 50;

/// The reader, with all who listen.
pub struct EventHub {
    pub(super) desk: UseCases,
    pub(super) timing: EventTiming,
    /// Nothing while nobody listens.
    recent: Mutex<Option<Recent>>,
    /// Changes whenever `recent` does.
    news: watch::Sender<()>,
    listeners: Mutex<Listeners>,
    somebody: Notify,
}

#[derive(Default)]
struct Listeners {
    open: HashMap<u64, Open>,
    begun: u64,
    closed: bool,
    asked_at: Option<Instant>,
}

struct Open {
    person: PersonId,
    credential: CredentialId,
    end: oneshot::Sender<End>,
}

impl EventHub {
    /// A hub that nobody listens to. Somebody must call [`EventHub::read_on`] again and again while
    /// [`EventHub::somebody_listens`].
    #[must_use]
    pub fn new(desk: UseCases, timing: EventTiming) -> Arc<Self> {
        Arc::new(Self {
            desk,
            timing,
            recent: Mutex::default(),
            news: watch::Sender::new(()),
            listeners: Mutex::default(),
            somebody: Notify::new(),
        })
    }

    /// How often things are to happen.
    #[must_use]
    pub const fn timing(&self) -> &EventTiming {
        &self.timing
    }

    /// Returns as soon as somebody listens. Until then, the log is nobody's business.
    pub async fn somebody_listens(&self) {
        while self.listeners().open.is_empty() {
            *locked(&self.recent) = None;
            self.somebody.notified().await;
        }
    }

    /// Reads what is new, ends the streams whose sessions have ended, and tells the others; in this order, so that
    /// nobody learns of anything that happened after they were shut out. Says whether anything was new.
    ///
    /// # Errors
    /// [`Error::Storage`]; nobody was told anything then that was not checked.
    pub async fn read_on(&self) -> Result<bool, Error> {
        let place = locked(&self.recent).as_ref().map(Recent::read_to);
        let Some(place) = place else {
            self.begin_at(self.desk.events().newest().await?);
            return Ok(false);
        };
        let stretch = self.desk.events().tail(place, PageLimit::LARGEST).await?;
        let events: Result<Vec<_>, _> =
            stretch.events.into_iter().map(|event| LiveEvent::try_from(event).map(Arc::new)).collect();
        let events = events.map_err(|_| Error::Internal("an event could not be written as JSON"))?;
        let is_news = !events.is_empty();
        if is_news || self.is_time_to_ask() {
            self.end_those_who_left().await?;
        }
        // A change of role ends sessions, but no keys. Whoever comes back sees what they may see then.
        let changed: HashSet<PersonId> = events.iter().filter_map(|event| event.whose_role_changed()).collect();
        self.end_all(|open| changed.contains(&open.person));
        if is_news {
            if let Some(recent) = locked(&self.recent).as_mut() {
                recent.extend(events, stretch.read_to);
            }
            self.news.send_replace(());
        }
        Ok(is_news)
    }

    /// Ends all streams, and lets nobody listen any more: the program stops.
    pub fn close(&self) {
        let open = {
            let mut listeners = self.listeners();
            listeners.closed = true;
            std::mem::take(&mut listeners.open)
        };
        for listener in open.into_values() {
            // Who does not wait for it any more has ended already.
            let _ = listener.end.send(End::Stopping);
        }
    }

    /// Somebody listens from now on.
    pub(super) fn listen(self: &Arc<Self>, caller: &Caller, place: FeedPosition) -> Result<Listener, Problem> {
        let sees = self.desk.events().visibility(&caller.actor)?;
        let (end, ended) = oneshot::channel();
        let number = {
            let mut listeners = self.listeners();
            if listeners.closed {
                return Err(Problem::new(ProblemCode::Unavailable));
            }
            let theirs = listeners.open.values().filter(|open| open.person == caller.actor.id).count();
            if theirs >= STREAMS_A_PERSON {
                return Err(Problem::new(ProblemCode::TooManyStreams));
            }
            listeners.begun += 1;
            let open = Open { person: caller.actor.id, credential: caller.credential.id(), end };
            let number = listeners.begun;
            listeners.open.insert(number, open);
            number
        };
        self.somebody.notify_one();
        Ok(Listener::new(Arc::clone(self), number, caller.clone(), sees, place, self.news.subscribe(), ended))
    }

    pub(super) fn leave(&self, number: u64) {
        self.listeners().open.remove(&number);
    }

    /// What came after `place`; `None` where only the store knows.
    pub(super) fn after(&self, place: FeedPosition) -> Option<Portion> {
        locked(&self.recent).as_ref()?.after(place)
    }

    fn begin_at(&self, newest: FeedPosition) {
        *locked(&self.recent) = Some(Recent::beginning_at(newest));
        self.news.send_replace(());
    }

    fn is_time_to_ask(&self) -> bool {
        self.listeners().asked_at.is_none_or(|at| at.elapsed() >= self.timing.sessions)
    }

    async fn end_those_who_left(&self) -> Result<(), Error> {
        let mut gone: HashSet<CredentialId> = self.listeners().open.values().map(|open| open.credential).collect();
        let asked: Vec<CredentialId> = gone.iter().copied().collect();
        for some in asked.chunks(CREDENTIALS_AT_ONCE) {
            for standing in self.desk.accounts().still_valid(some).await? {
                gone.remove(&standing);
            }
        }
        self.listeners().asked_at = Some(Instant::now());
        self.end_all(|open| gone.contains(&open.credential));
        Ok(())
    }

    fn end_all(&self, of_these: impl Fn(&Open) -> bool) {
        for (_, open) in self.listeners().open.extract_if(|_, open| of_these(open)) {
            // Who does not wait for it any more has ended already.
            let _ = open.end.send(End::SignedOut);
        }
    }

    fn listeners(&self) -> MutexGuard<'_, Listeners> {
        locked(&self.listeners)
    }
}

/// What these locks guard is whole after every step: a panic elsewhere does not spoil it.
fn locked<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}
