//! The stream that tells pages that something changed.

use actix_web::{HttpRequest, HttpResponse, web};
use deskhand_http_core::auth::Caller;
use deskhand_http_core::problem::Problem;
use deskhand_http_core::streaming::SseFormat;
use deskhand_http_core::{AppState, event_stream};

/// Says which ticket changed, and nothing of what it says: pages fetch that. One stream serves all windows of a browser.
pub(crate) async fn stream(
    state: web::Data<AppState>,
    caller: Caller,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let format = SseFormat { has_names: false, is_hint: true };
    event_stream(&state, (&caller, &request), None, format, "pages").await
}
