use actix_web::http::header;
use actix_web::web::Bytes;
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, get, web};
use deskhand_http_core::AppState;
use deskhand_http_core::middleware::HeadOnly;
use deskhand_http_core::problem::Problem;
use deskhand_http_core::streaming::{LastSeen, SseFormat, Subscription, messages};

use super::stream_query::StreamQuery;
use crate::extract::{Caller, Query};

/// Says as server-sent events what happens, as far as the caller may know of it. Each message has the name of its kind
/// and an event as its data.
///
/// The first message is `ready`; its id is the place from which the stream goes on. A client that comes back with
/// `Last-Event-ID`, as browsers do by themselves, or with `after`, gets what it missed, once and in order. Where that id
/// is unknown, a `reset` goes before the `ready`: read anew what there is. `bye` comes last, with a `reason`: `signed_out`;
/// `expired`, after which the client refreshes its access token and comes back; `stopping` and `failed`, after which another try makes
/// sense. With `names=false` no message has a name, and `kind` in the data of each says what it is.
#[utoipa::path(
    tag = "events",
    params(
        StreamQuery,
        ("Last-Event-ID" = Option<String>, Header, description = "The id of the last event that the client has; goes before `after`.")
    ),
    responses((status = 200, description = "Events, until either side ends it.", content_type = "text/event-stream", body = String))
)]
#[get("/api/v1/events/stream")]
pub(crate) async fn stream_events(
    state: web::Data<AppState>,
    caller: Caller,
    request: HttpRequest,
    Query(wanted): Query<StreamQuery>,
) -> Result<HttpResponse, Problem> {
    let mut response = HttpResponse::Ok();
    // The second header makes nginx pass on every message at once instead of full buffers.
    response.insert_header((header::CONTENT_TYPE, "text/event-stream")).insert_header(("X-Accel-Buffering", "no"));
    if request.extensions().contains::<HeadOnly>() {
        return Ok(response.streaming(futures::stream::empty::<Result<Bytes, Problem>>()));
    }
    let start = LastSeen::of(&request, wanted.after).start(&state.use_cases).await?;
    let subscription = Subscription::open(&state.events, &caller, start.position)?;
    let open = state.metrics.count_stream("sse");
    Ok(response.streaming(messages(
        subscription,
        start,
        SseFormat { has_names: wanted.has_names, is_hint: false },
        open,
    )))
}
