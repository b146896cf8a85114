use actix_web::{HttpRequest, HttpResponse, get, web};
use deskhand_http_core::problem::Problem;
use deskhand_http_core::streaming::SseFormat;
use deskhand_http_core::{AppState, event_stream};

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
    let format = SseFormat { has_names: wanted.has_names, is_hint: false };
    event_stream(&state, (&caller, &request), wanted.after, format, "sse").await
}
