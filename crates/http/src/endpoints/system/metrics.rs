use actix_web::{HttpRequest, HttpResponse, get, web};
use deskhand_http_core::AppState;
use deskhand_http_core::metrics::Snapshot;
use deskhand_http_core::problem::{Problem, ProblemCode};

/// What the program counts of itself, as Prometheus reads it. Who may read it is a setting; to others it is not there.
#[utoipa::path(
    tag = "system",
    responses(
        (status = 200, description = "The metrics.", content_type = "text/plain", body = String),
        (status = 404, description = "There is no such thing, or not for this caller."),
    )
)]
#[get("/metrics")]
pub(crate) async fn show_metrics(state: web::Data<AppState>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    if !state.metrics_readers.include(&request) {
        return Err(Problem::new(ProblemCode::NotFound));
    }
    let snapshot = Snapshot {
        now: state.use_cases.clock().now(),
        // Before the queue is read, which takes a connection itself.
        pools: state.process_stats.pools(),
        resident_bytes: state.process_stats.resident_bytes(),
        // Without a database the other metrics matter all the more.
        mail: state.use_cases.mail().queue().await.ok(),
        intake: state.use_cases.incoming_mail().counts().await.ok(),
    };
    let text = state.metrics.as_text(&snapshot).map_err(Problem::internal)?;
    Ok(HttpResponse::Ok().content_type(prometheus::TEXT_FORMAT).body(text))
}
