use actix_http::{HttpMessage as _, Payload, Request};
use actix_web::http::header::CONTENT_LENGTH;

use super::chunks::Chunks;

/// What is still to come of a request's body.
#[derive(Debug)]
pub(super) enum Body {
    /// So many bytes.
    Length(u64),
    /// Chunks until the last one.
    Chunked(Chunks),
    /// Whatever comes: another protocol, such as WebSocket.
    Endless,
}

impl Body {
    pub(super) fn of(request: &mut Request) -> Self {
        if matches!(request.payload(), Payload::None) {
            return Self::Length(0);
        }
        if request.chunked().unwrap_or(false) {
            return Self::Chunked(Chunks::BEGIN);
        }
        let length = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.trim().parse().ok());
        match length {
            Some(length) if !request.upgrade() => Self::Length(length),
            _ => Self::Endless,
        }
    }

    pub(super) const fn is_over(&self) -> bool {
        matches!(self, Self::Length(0) | Self::Chunked(Chunks::Over))
    }

    /// The number of bytes at the beginning that belong to the body.
    pub(super) fn take(&mut self, bytes: &[u8]) -> usize {
        match self {
            Self::Length(left) => {
                let taken = bytes.len().min(usize::try_from(*left).unwrap_or(usize::MAX));
                *left -= taken as u64;
                taken
            }
            Self::Chunked(chunks) => chunks.take(bytes),
            Self::Endless => bytes.len(),
        }
    }
}
