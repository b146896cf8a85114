//! The stream that tells pages that something changed.

use actix_web::http::header;
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, web};
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Caller;
use deskhand_http_core::middleware::HeadOnly;
use deskhand_http_core::problem::Problem;
use deskhand_http_core::streaming::{LastSeen, SseFormat, Subscription, messages};

/// Says which ticket changed, and no word of anybody: pages fetch what it means for them. One stream serves all windows of a browser.
pub(crate) async fn stream(
    state: web::Data<AppState>,
    caller: Caller,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let mut response = HttpResponse::Ok();
    // The second header makes nginx pass on every message at once instead of full buffers.
    response.insert_header((header::CONTENT_TYPE, "text/event-stream")).insert_header(("X-Accel-Buffering", "no"));
    if request.extensions().contains::<HeadOnly>() {
        return Ok(response.finish());
    }
    let start = LastSeen::of(&request, None).start(&state.use_cases).await?;
    let subscription = Subscription::open(&state.events, &caller, start.position)?;
    let open = state.metrics.count_stream("pages");
    let stream = messages(subscription, start, SseFormat { has_names: false, is_hint: true }, open);
    Ok(response.streaming(stream))
}
