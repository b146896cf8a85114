use std::time::Duration;

use tokio::time::Instant;

use super::body::Body;
use super::end::End;
use super::limits::ConnectionLimits;

/// What a connection is doing.
#[derive(Debug)]
pub(super) enum Phase {
    /// Nothing: the next request may come until then.
    Idle { until: Instant },
    /// The head of a request arrives.
    Head { until: Instant },
    /// The app has the request, and may still receive its body.
    Request { body: Body, answer: Answer },
    /// The answer is complete, and on its way out.
    Flushing { answer: Answer },
}

/// What is known of an answer that has begun.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Answer {
    /// How the connection ends after it: the body of its request has not arrived.
    pub(super) end: Option<End>,
    /// It lasts until its reader leaves.
    pub(super) is_stream: bool,
}

impl Phase {
    pub(super) fn idle(limit: Duration) -> Self {
        Self::Idle { until: Instant::now() + limit }
    }

    /// Something of the next request is here.
    pub(super) fn arriving(&mut self, limits: &ConnectionLimits) {
        if matches!(self, Self::Idle { .. }) {
            *self = Self::Head { until: Instant::now() + limits.head };
        }
    }

    /// Whether the app has a request, or its answer is not out yet.
    pub(super) const fn is_answering(&self) -> bool {
        matches!(self, Self::Request { .. } | Self::Flushing { .. })
    }

    /// When the phase has taken too long, and how the connection ends then.
    pub(super) const fn deadline(&self) -> Option<(Instant, End)> {
        match self {
            Self::Idle { until } => Some((*until, End::Idle)),
            Self::Head { until } => Some((*until, End::LateHead)),
            Self::Request { .. } | Self::Flushing { .. } => None,
        }
    }
}
