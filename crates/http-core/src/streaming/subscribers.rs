use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use deskhand_domain::PersonId;
use deskhand_domain::use_cases::{Caller, CredentialId};
use time::OffsetDateTime;
use tokio::sync::oneshot;

use super::close_reason::CloseReason;
use crate::problem::{Problem, ProblemCode};

/// How many streams one person may have open on an instance. More are a fault of a client.
const MAX_STREAMS_PER_PERSON: usize = 50;

/// The open streams of a hub.
#[derive(Default)]
pub(super) struct Subscribers {
    open: HashMap<u64, Subscriber>,
    opened: u64,
    closed: bool,
    sessions_checked: Option<Instant>,
}

struct Subscriber {
    person: PersonId,
    credential: CredentialId,
    /// When its access token expires. API keys are looked up with all credentials: they do not come back.
    expires_at: Option<OffsetDateTime>,
    close: oneshot::Sender<CloseReason>,
}

impl Subscribers {
    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Adds a stream; answers its number, and how it learns that it is closed.
    pub(super) fn add(&mut self, caller: &Caller) -> Result<(u64, oneshot::Receiver<CloseReason>), Problem> {
        if self.closed {
            return Err(Problem::new(ProblemCode::Unavailable));
        }
        let theirs = self.open.values().filter(|one| one.person == caller.actor.id).count();
        if theirs >= MAX_STREAMS_PER_PERSON {
            return Err(Problem::new(ProblemCode::TooManyStreams));
        }
        let (close, closed) = oneshot::channel();
        self.opened += 1;
        let expires_at = caller.expires_at.filter(|_| caller.credential.id().session().is_some());
        let subscriber = Subscriber { person: caller.actor.id, credential: caller.credential.id(), expires_at, close };
        self.open.insert(self.opened, subscriber);
        Ok((self.opened, closed))
    }

    pub(super) fn remove(&mut self, number: u64) {
        self.open.remove(&number);
    }

    pub(super) fn session_check_is_due(&self, interval: Duration) -> bool {
        self.sessions_checked.is_none_or(|at| at.elapsed() >= interval)
    }

    pub(super) fn credentials(&self) -> HashSet<CredentialId> {
        self.open.values().map(|one| one.credential).collect()
    }

    /// Closes the streams of credentials that have ended.
    pub(super) fn close_ended(&mut self, ended: &HashSet<CredentialId>) {
        self.sessions_checked = Some(Instant::now());
        self.close_where(CloseReason::SignedOut, |one| ended.contains(&one.credential));
    }

    /// Closes the streams whose access tokens have expired at `now`.
    pub(super) fn close_expired(&mut self, now: OffsetDateTime) {
        self.close_where(CloseReason::Expired, |one| one.expires_at.is_some_and(|expires_at| expires_at <= now));
    }

    pub(super) fn close_people(&mut self, people: &HashSet<PersonId>) {
        self.close_where(CloseReason::SignedOut, |one| people.contains(&one.person));
    }

    /// Closes all streams, and takes no more.
    pub(super) fn close_all(&mut self) {
        self.closed = true;
        for one in std::mem::take(&mut self.open).into_values() {
            // A stream that does not wait for this any more has ended already.
            let _ = one.close.send(CloseReason::Stopping);
        }
    }

    fn close_where(&mut self, reason: CloseReason, of_these: impl Fn(&Subscriber) -> bool) {
        for (_, one) in self.open.extract_if(|_, one| of_these(one)) {
            // A stream that does not wait for this any more has ended already.
            let _ = one.close.send(reason);
        }
    }
}
