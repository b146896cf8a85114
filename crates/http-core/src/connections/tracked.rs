use std::pin::Pin;
use std::task::{Context, Poll};

use actix_http::{ConnectionType, Request, Response};
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::Bytes;

use super::socket::Progress;

/// The body of an answer. actix drops it as soon as it has the last byte.
pub(super) struct TrackedBody {
    body: BoxBody,
    /// Dropped behind the body.
    #[expect(dead_code, reason = "dropping it notes the end of the answer")]
    end: AnswerEnd,
}

struct AnswerEnd(Option<Progress>);

impl Drop for AnswerEnd {
    fn drop(&mut self) {
        if let Some(progress) = &self.0 {
            progress.answer_ends();
        }
    }
}

/// The connection of a request, which is noted as begun.
pub(super) fn begin(request: &mut Request) -> Option<Progress> {
    let progress = request.conn_data::<Progress>().cloned();
    if let Some(progress) = &progress {
        progress.request_begins(request);
    }
    progress
}

/// Notes that an answer begins, and later that it ends.
pub(super) fn track<B: MessageBody + 'static>(
    mut response: Response<B>,
    progress: Option<Progress>,
) -> Response<TrackedBody> {
    let media_type = response.headers().get(CONTENT_TYPE);
    let is_stream = media_type.is_some_and(|media_type| media_type.as_bytes().starts_with(b"text/event-stream"));
    let is_upgrade = response.head().upgrade();
    let closes = progress.as_ref().is_some_and(|progress| progress.answer_begins(is_stream, is_upgrade));
    if closes {
        response.head_mut().set_connection_type(ConnectionType::Close);
    }
    response.map_body(|_, body| TrackedBody { body: BoxBody::new(body), end: AnswerEnd(progress) })
}

impl MessageBody for TrackedBody {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.get_mut().body).poll_next(context)
    }
}
