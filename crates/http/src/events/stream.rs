use actix_web::http::header::{self, HeaderName};
use actix_web::web::Bytes;
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, get, web};
use futures::Stream;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use super::after_query::AfterQuery;
use super::listener::Listener;
use super::sse;
use super::start::{LastSeen, Start};
use crate::Desk;
use crate::door::HeadOnly;
use crate::problem::Problem;
use crate::request::{Caller, Query};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Says as server-sent events what happens, as far as the caller may know of it. Each message has the name of its kind
/// and an event as its data.
///
/// The first message is `ready`; its id is the place from which the stream goes on. A client that comes back with
/// `Last-Event-ID`, as browsers do by themselves, or with `after`, gets what it missed, once and in order. Where that id
/// is unknown, a `reset` goes before the `ready`: read anew what there is. `bye` comes last, with a `reason`: `signed_out`,
/// or `stopping` and `failed`, after which another try makes sense.
#[utoipa::path(
    tag = "events",
    params(
        AfterQuery,
        ("Last-Event-ID" = Option<String>, Header, description = "The id of the last event that the client has; goes before `after`.")
    ),
    responses((status = 200, description = "Events, until either side ends it.", content_type = "text/event-stream", body = String))
)]
#[get("/events/stream")]
pub(crate) async fn stream_events(
    desk: web::Data<Desk>,
    caller: Caller,
    request: HttpRequest,
    query: Query<AfterQuery>,
) -> Result<HttpResponse, Problem> {
    let mut response = HttpResponse::Ok();
    // The second header tells nginx not to hold back what is not a full buffer yet.
    response.insert_header((header::CONTENT_TYPE, "text/event-stream")).insert_header(("X-Accel-Buffering", "no"));
    if request.extensions().contains::<HeadOnly>() {
        return Ok(response.streaming(futures::stream::empty::<Result<Bytes, Problem>>()));
    }
    let start = last_seen(&request, query).start(&desk.use_cases).await?;
    let listener = desk.events.listen(&caller, start.place)?;
    Ok(response.streaming(messages(listener, start)))
}

/// Whoever comes back says so in the header: a browser repeats the address as it was at first.
fn last_seen(request: &HttpRequest, query: Query<AfterQuery>) -> LastSeen {
    match (request.headers().get(LAST_EVENT_ID), query.0) {
        (Some(id), _) => {
            let id = id.to_str().ok().and_then(|id| id.trim().parse().ok());
            id.map_or(LastSeen::Unreadable, LastSeen::Event)
        }
        (None, Some(event)) => LastSeen::Event(event),
        (None, None) => LastSeen::Nothing,
    }
}

fn messages(listener: Listener, start: Start) -> impl Stream<Item = Result<Bytes, Problem>> {
    let opening = futures::stream::once(async move { Ok(sse::opening(start)) });
    let every = listener.hub.timing.heartbeat;
    let mut heartbeat = interval_at(Instant::now() + every, every);
    // A client that took nothing for a while needs no more than one.
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let rest = futures::stream::unfold(Some((listener, heartbeat)), async |open| {
        let (mut listener, mut heartbeat) = open?;
        let next = tokio::select! {
            biased;
            next = listener.next() => next,
            _ = heartbeat.tick() => return Some((Ok(sse::HEARTBEAT), Some((listener, heartbeat)))),
        };
        Some(match next {
            Ok(events) => (Ok(sse::events(events.iter().map(|event| &**event))), Some((listener, heartbeat))),
            Err(end) => (Ok(sse::farewell(end)), None),
        })
    });
    futures::StreamExt::chain(opening, rest)
}
