use actix_web::{HttpRequest, HttpResponse, get, web};

use crate::Desk;
use crate::metrics::Moment;
use crate::problem::{Problem, ProblemCode};

/// What the program counts of itself, as Prometheus reads it. Who may read it is a setting; to others it is not there.
#[utoipa::path(
    tag = "system",
    responses(
        (status = 200, description = "The metrics.", content_type = "text/plain", body = String),
        (status = 404, description = "There is no such thing, or not for this caller."),
    )
)]
#[get("/metrics")]
pub(crate) async fn show_metrics(desk: web::Data<Desk>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    if !desk.metrics_readers.include(&request) {
        return Err(Problem::new(ProblemCode::NotFound));
    }
    let moment = Moment {
        now: desk.use_cases.clock().now(),
        // Before the queue is looked at, which takes a connection itself.
        pools: desk.vitals.pools(),
        resident_bytes: desk.vitals.resident_bytes(),
        // Without a database there is no queue to look at, and all the more to tell.
        mail: desk.use_cases.mail().queue().await.ok(),
    };
    let text = desk.metrics.as_text(&moment).map_err(Problem::internal)?;
    Ok(HttpResponse::Ok().content_type(prometheus::TEXT_FORMAT).body(text))
}
