use std::sync::Arc;
use std::time::Instant;

use deskhand_domain::permissions::EventVisibility;
use deskhand_domain::ports::{FeedPosition, PageLimit};
use deskhand_domain::use_cases::{Caller, Error};
use tokio::sync::{oneshot, watch};
use tracing::Span;

use super::hub::EventHub;
use super::live_event::LiveEvent;
use super::recent::Portion;

/// Why a stream ends that its client did not end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The session has ended, or the account is not in use any more.
    SignedOut,
    /// The program stops: another instance goes on.
    Stopping,
    /// The client gives no sign of life, or takes nothing of what it is sent.
    Silent,
    /// The store could not be read: another try may find it back.
    Failed,
}

impl End {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::Stopping => "stopping",
            Self::Silent => "silent",
            Self::Failed => "failed",
        }
    }
}

/// One open stream: whose it is, and how far it has got. Dropping it ends it.
pub(super) struct Listener {
    pub(super) hub: Arc<EventHub>,
    pub(super) caller: Caller,
    number: u64,
    sees: EventVisibility,
    place: FeedPosition,
    news: watch::Receiver<()>,
    end: oneshot::Receiver<End>,
    ended: Option<End>,
    began: Instant,
    span: Span,
}

impl Listener {
    pub(super) fn new(
        hub: Arc<EventHub>,
        number: u64,
        caller: Caller,
        sees: EventVisibility,
        place: FeedPosition,
        news: watch::Receiver<()>,
        end: oneshot::Receiver<End>,
    ) -> Self {
        let (began, span) = (Instant::now(), Span::current());
        Self { hub, caller, number, sees, place, news, end, ended: None, began, span }
    }

    /// The next events for this listener, at least one, as soon as there are any.
    ///
    /// Dropping the future half way loses nothing: the place moves on with the return only.
    pub(super) async fn next(&mut self) -> Result<Vec<Arc<LiveEvent>>, End> {
        loop {
            // From here on, news count as unheard: whatever comes while this looks is looked at again.
            self.news.borrow_and_update();
            self.check_end()?;
            let mut portion = match self.hub.after(self.place) {
                Some(portion) => portion,
                None => self.catch_up().await.map_err(|end| self.is_over(end))?,
            };
            self.place = portion.read_to;
            portion.events.retain(|event| event.is_for(&self.sees));
            if !portion.events.is_empty() {
                return Ok(portion.events);
            }
            if portion.has_more {
                continue;
            }
            tokio::select! {
                biased;
                end = &mut self.end => return Err(self.is_over(end.unwrap_or(End::Stopping))),
                _ = self.news.changed() => {}
            }
        }
    }

    /// Reads from the store what is not at hand, and only then asks whether they may still know of it.
    async fn catch_up(&self) -> Result<Portion, End> {
        let desk = &self.hub.desk;
        let stretch =
            desk.events().after(&self.caller.actor, self.place, PageLimit::default()).await.map_err(failed)?;
        let caller = desk.accounts().revalidate(&self.caller).await.map_err(failed)?;
        if caller.actor != self.caller.actor {
            // They may see other things by now than when this stream began.
            return Err(End::SignedOut);
        }
        let events = stretch.events.into_iter().map(|event| LiveEvent::try_from(event).map(Arc::new));
        let events = events.collect::<Result<_, _>>().map_err(|_| End::Failed)?;
        Ok(Portion { events, read_to: stretch.read_to, has_more: stretch.has_more })
    }

    fn check_end(&mut self) -> Result<(), End> {
        match self.end.try_recv() {
            Ok(end) => Err(self.is_over(end)),
            Err(_) => Ok(()),
        }
    }

    pub(super) const fn is_over(&mut self, end: End) -> End {
        self.ended = Some(end);
        end
    }
}

fn failed(error: Error) -> End {
    match error {
        Error::Unauthenticated => End::SignedOut,
        error => {
            tracing::error!(%error, "a stream of events could not be read on");
            End::Failed
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.hub.leave(self.number);
        let (seconds, why) = (self.began.elapsed().as_secs(), self.ended.map_or("left", End::as_str));
        let person = self.caller.actor.id;
        self.span.in_scope(|| tracing::info!(%person, seconds, why, "a stream of events ended"));
    }
}
