use std::sync::Arc;
use std::time::Instant;

use deskhand_domain::permissions::EventVisibility;
use deskhand_domain::ports::{FeedPosition, PageLimit};
use deskhand_domain::use_cases::{Caller, Error};
use tokio::sync::{oneshot, watch};
use tracing::Span;

use super::close_reason::CloseReason;
use super::hub::{EventHub, Registration};
use super::live_event::LiveEvent;
use super::replay_buffer::Batch;
use super::timing::EventTiming;
use crate::problem::Problem;

/// One open stream: its caller, and its position in the log. Dropping it ends it.
pub struct Subscription {
    hub: Arc<EventHub>,
    caller: Caller,
    number: u64,
    visibility: EventVisibility,
    position: FeedPosition,
    changes: watch::Receiver<()>,
    closed: oneshot::Receiver<CloseReason>,
    reason: Option<CloseReason>,
    began: Instant,
    span: Span,
}

impl Subscription {
    /// Opens a stream of what comes after `position`.
    ///
    /// # Errors
    /// `forbidden` where the caller may not read events, `too-many-streams`, and `unavailable` while the program stops.
    pub fn open(hub: &Arc<EventHub>, caller: &Caller, position: FeedPosition) -> Result<Self, Problem> {
        let visibility = hub.use_cases.events().visibility(&caller.actor)?;
        let Registration { number, changes, closed } = hub.register(caller)?;
        Ok(Self {
            hub: Arc::clone(hub),
            caller: caller.clone(),
            number,
            visibility,
            position,
            changes,
            closed,
            reason: None,
            began: Instant::now(),
            span: Span::current(),
        })
    }

    /// Who reads it.
    #[must_use]
    pub const fn caller(&self) -> &Caller {
        &self.caller
    }

    /// The intervals and timeouts of the hub.
    #[must_use]
    pub fn timing(&self) -> &EventTiming {
        self.hub.timing()
    }

    /// The next events that the caller may see, at least one, as soon as there are any.
    ///
    /// Dropping the future loses nothing: the position moves only when it returns.
    ///
    /// # Errors
    /// Why the stream is closed.
    pub async fn next(&mut self) -> Result<Vec<Arc<LiveEvent>>, CloseReason> {
        loop {
            // Marks the changes so far as seen: what comes during this look causes another one.
            self.changes.borrow_and_update();
            self.check_closed()?;
            let mut batch = match self.hub.after(self.position) {
                Some(batch) => batch,
                None => self.catch_up().await.map_err(|reason| self.close(reason))?,
            };
            self.position = batch.read_to;
            batch.events.retain(|event| event.is_visible_to(&self.visibility));
            if !batch.events.is_empty() {
                return Ok(batch.events);
            }
            if batch.has_more {
                continue;
            }
            tokio::select! {
                biased;
                reason = &mut self.closed => return Err(self.close(reason.unwrap_or(CloseReason::Stopping))),
                _ = self.changes.changed() => {}
            }
        }
    }

    /// Reads from the storage what is not in the buffer, and only then checks whether the caller may still see it.
    async fn catch_up(&self) -> Result<Batch, CloseReason> {
        let use_cases = &self.hub.use_cases;
        let page = use_cases.events().after(&self.caller.actor, self.position, PageLimit::default()).await;
        let page = page.map_err(failed)?;
        let caller = use_cases.accounts().revalidate(&self.caller).await.map_err(failed)?;
        if caller.actor != self.caller.actor {
            // They see other things by now than when this stream began.
            return Err(CloseReason::SignedOut);
        }
        let events = page.events.into_iter().map(|event| LiveEvent::new(event, self.hub.encode).map(Arc::new));
        let events = events.collect::<Option<_>>().ok_or(CloseReason::Failed)?;
        Ok(Batch { events, read_to: page.read_to, has_more: page.has_more })
    }

    fn check_closed(&mut self) -> Result<(), CloseReason> {
        match self.closed.try_recv() {
            Ok(reason) => Err(self.close(reason)),
            Err(_) => Ok(()),
        }
    }

    /// Notes the reason for the log line at the end.
    pub const fn close(&mut self, reason: CloseReason) -> CloseReason {
        self.reason = Some(reason);
        reason
    }
}

fn failed(error: Error) -> CloseReason {
    match error {
        Error::Unauthenticated => CloseReason::SignedOut,
        error => {
            tracing::error!(%error, "Reading events for a stream failed; the stream is closed");
            CloseReason::Failed
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.hub.unregister(self.number);
        let (seconds, why) = (self.began.elapsed().as_secs(), self.reason.map_or("left", CloseReason::as_str));
        let person = self.caller.actor.id;
        self.span.in_scope(|| tracing::info!(%person, seconds, why, "a stream of events ended"));
    }
}
