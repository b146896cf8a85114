use deskhand_domain::EventId;
use deskhand_domain::ports::FeedPosition;
use deskhand_domain::use_cases::{Error, UseCases};

/// Where a stream begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Start {
    pub(super) place: FeedPosition,
    /// The client wanted to go on where there is nothing any more: it has to read anew what there is.
    pub(super) is_reset: bool,
}

/// What a client knows of the last event it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LastSeen {
    Nothing,
    Event(EventId),
    /// Not even an id.
    Unreadable,
}

impl LastSeen {
    pub(super) async fn start(self, desk: &UseCases) -> Result<Start, Error> {
        let known = match self {
            Self::Nothing => return Ok(Start { place: desk.events().newest().await?, is_reset: false }),
            Self::Event(event) => desk.events().find(event).await?,
            Self::Unreadable => None,
        };
        Ok(match known {
            Some(place) => Start { place, is_reset: false },
            None => Start { place: desk.events().newest().await?, is_reset: true },
        })
    }
}
