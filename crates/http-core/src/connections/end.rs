use actix_web::http::StatusCode;

use crate::problem::{Problem, ProblemCode};

/// Why a connection ends, or does not begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// As HTTP ends it: one side has closed it.
    Closed,
    /// No request came.
    Idle,
    /// A request began, and its head did not come in time.
    LateHead,
    /// The client reads its answer too slowly, or not at all.
    NotRead,
    /// The answer is sent, but the body of its request is not.
    UnreadBody,
    /// The reader of a stream has closed its side.
    Left,
    /// Another protocol that was spoken on the connection is over.
    Upgraded,
    /// It has waited longest for its client, and another connection takes its place.
    Displaced,
    /// What arrives is no request; actix has this answer to it.
    NoRequest(StatusCode),
    /// There are too many connections.
    TooMany,
    /// There are too many from its address.
    TooManyFromAddress,
}

impl End {
    /// The label of the metric, one of [`CUT_OFF`](crate::metrics::CUT_OFF); `None` for the ends of a well-behaved client.
    pub(super) const fn label(self) -> Option<&'static str> {
        Some(match self {
            Self::Closed | Self::Idle | Self::Left | Self::Upgraded => return None,
            Self::Displaced => "displaced",
            Self::LateHead => "late_head",
            Self::NotRead => "not_read",
            Self::UnreadBody => "unread_body",
            Self::NoRequest(_) => "no_request",
            Self::TooMany => "too_many",
            Self::TooManyFromAddress => "too_many_from_address",
        })
    }

    /// What the client is answered.
    pub(super) fn problem(self) -> Option<Problem> {
        Some(match self {
            Self::Closed
            | Self::Idle
            | Self::NotRead
            | Self::UnreadBody
            | Self::Left
            | Self::Upgraded
            | Self::Displaced => {
                return None;
            }
            Self::LateHead => {
                Problem::new(ProblemCode::RequestTimeout).detail("The head of the request took too long.")
            }
            Self::NoRequest(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE) => Problem::new(ProblemCode::HeadTooLarge),
            Self::NoRequest(_) => Problem::new(ProblemCode::BadRequest).detail("This is not a request in HTTP/1.1."),
            Self::TooMany => Problem::new(ProblemCode::Overloaded).detail("There are too many connections."),
            Self::TooManyFromAddress => {
                Problem::new(ProblemCode::Overloaded).detail("There are too many connections from your address.")
            }
        })
    }
}
