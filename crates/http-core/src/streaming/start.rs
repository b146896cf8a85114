use actix_web::HttpRequest;
use actix_web::http::header::HeaderName;
use deskhand_domain::EventId;
use deskhand_domain::ports::FeedPosition;
use deskhand_domain::use_cases::{Error, UseCases};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Where a stream begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// The last position that the client has.
    pub position: FeedPosition,
    /// The event that the client named does not exist any more: it has to read anew what there is.
    pub is_reset: bool,
}

/// The last event that a client has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastSeen {
    /// None: it wants what happens from now on.
    Nothing,
    /// This one.
    Event(EventId),
    /// It named something that is no id.
    Unreadable,
}

impl LastSeen {
    /// A browser that reconnects sends the header, and repeats the first address with its old query, which said `after`.
    #[must_use]
    pub fn of(request: &HttpRequest, after: Option<EventId>) -> Self {
        match (request.headers().get(LAST_EVENT_ID), after) {
            (Some(id), _) => {
                let id = id.to_str().ok().and_then(|id| id.trim().parse().ok());
                id.map_or(Self::Unreadable, Self::Event)
            }
            (None, Some(event)) => Self::Event(event),
            (None, None) => Self::Nothing,
        }
    }

    /// The position to begin at.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn start(self, use_cases: &UseCases) -> Result<Start, Error> {
        let known = match self {
            Self::Nothing => return Ok(Start { position: use_cases.events().newest().await?, is_reset: false }),
            Self::Event(event) => use_cases.events().find(event).await?,
            Self::Unreadable => None,
        };
        Ok(match known {
            Some(position) => Start { position, is_reset: false },
            None => Start { position: use_cases.events().newest().await?, is_reset: true },
        })
    }
}
