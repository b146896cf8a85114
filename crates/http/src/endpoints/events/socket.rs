use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, get, web};
use deskhand_http_core::AppState;
use deskhand_http_core::auth::PROTOCOL;
use deskhand_http_core::middleware::HeadOnly;
use deskhand_http_core::problem::{Problem, ProblemCode};
use deskhand_http_core::routing::RouteIndex;
use deskhand_http_core::streaming::{LastSeen, Subscription};
use tokio::time::{Instant, MissedTickBehavior, interval_at};
use tracing::{Instrument as _, Span};
use tracing_actix_web::RequestId;

use super::after_query::AfterQuery;
use crate::extract::{Caller, Query};
use crate::streaming::WsSession;

/// The most bytes of a message, in one frame or in several.
const LONGEST_MESSAGE: usize = 64 * 1024;

/// Says over a WebSocket what happens, and takes commands.
///
/// The server sends `{"type": "ready", "id"}` first, the place from which the stream goes on, then `{"type": "event",
/// "event"}`; `{"type": "reset"}` goes before the `ready` where the id of `after` is unknown. The client may send
/// `{"id", "command": "take", "ticket"}`, `{"id", "command": "set_status", "ticket", "status"}` and `{"id", "command":
/// "set_priority", "ticket", "priority"}`; each is answered by `{"type": "ack", "id", "ok": true, "ticket"}` or `{"type":
/// "ack", "id", "ok": false, "problem"}`, in order, by the rules and policies of the request that does the same. Browsers send their token as a second protocol: `deskhand.v1,
/// bearer.<token>`. Close codes: 4401 the session has ended or the access token has
/// expired: refresh it and connect again; 4408 no sign of life for 45 seconds, 1009 a message of more
/// than 64 KiB, 1012 the server stops.
#[utoipa::path(
    tag = "events",
    params(AfterQuery),
    responses(
        (status = 101, description = "The protocol is switched to WebSocket."),
        (status = 426, description = "`upgrade-required`: this is no WebSocket handshake.")
    )
)]
#[get("/api/v1/events/ws")]
pub(crate) async fn open_socket(
    state: web::Data<AppState>,
    caller: Caller,
    request: HttpRequest,
    query: Query<AfterQuery>,
    body: web::Payload,
) -> Result<HttpResponse, Problem> {
    if request.extensions().contains::<HeadOnly>() {
        return Err(Problem::new(ProblemCode::UpgradeRequired));
    }
    let routes =
        *request.app_data::<&RouteIndex>().ok_or_else(|| Problem::internal("the app has no index of routes"))?;
    // The origin does not matter: a browser does not send a token by itself, as it sends a cookie.
    let opened = actix_ws::handle_with_protocols(&request, body, &[PROTOCOL]);
    let (response, session, messages) = opened.map_err(|_| Problem::new(ProblemCode::UpgradeRequired))?;
    let start = query.0.map_or(LastSeen::Nothing, LastSeen::Event).start(&state.use_cases).await?;
    let subscription = Subscription::open(&state.events, &caller, start.position)?;

    let messages =
        messages.max_frame_size(LONGEST_MESSAGE).aggregate_continuations().max_continuation_size(LONGEST_MESSAGE);
    let every = state.events.timing().heartbeat;
    let mut heartbeat = interval_at(Instant::now() + every, every);
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let request_id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
    let open = state.metrics.count_stream("websocket");
    let session = WsSession { subscription, session, state, routes, request_id, open };
    actix_web::rt::spawn(session.serve(messages, start, heartbeat).instrument(Span::current()));
    Ok(response)
}
