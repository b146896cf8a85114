use actix_web::http::header;
use actix_web::web::Bytes;
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse};
use deskhand_domain::EventId;
use deskhand_domain::use_cases::Caller;
use futures::stream;

use crate::middleware::HeadOnly;
use crate::problem::Problem;
use crate::state::AppState;
use crate::streaming::{LastSeen, SseFormat, Subscription, messages};

/// Answers with what happens from now on, as server-sent events in this format, as far as the caller may know of it. `after` is the last event
/// that the client says it has; a header of a browser that comes back goes before it. The stream is counted under `name`.
///
/// # Errors
/// Those of [`Subscription::open`] and of the store.
pub async fn event_stream(
    state: &AppState,
    (caller, request): (&Caller, &HttpRequest),
    after: Option<EventId>,
    format: SseFormat,
    name: &'static str,
) -> Result<HttpResponse, Problem> {
    let mut response = HttpResponse::Ok();
    // The second header makes nginx pass on every message at once instead of full buffers.
    response.insert_header((header::CONTENT_TYPE, "text/event-stream")).insert_header(("X-Accel-Buffering", "no"));
    if request.extensions().contains::<HeadOnly>() {
        return Ok(response.streaming(stream::empty::<Result<Bytes, Problem>>()));
    }
    let start = LastSeen::of(request, after).start(&state.use_cases).await?;
    let subscription = Subscription::open(&state.events, caller, start.position)?;
    let open = state.metrics.count_stream(name);
    Ok(response.streaming(messages(subscription, start, format, open)))
}
