use actix_web::{HttpRequest, HttpResponse, get, web};

use crate::Desk;
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
    // Without a database there is no queue to look at, and all the more to tell.
    let mail = desk.use_cases.mail_queue().await.ok();
    let now = desk.use_cases.clock().now();
    let text = desk.metrics.as_text(&*desk.vitals, mail, now).map_err(Problem::internal)?;
    Ok(HttpResponse::Ok().content_type(prometheus::TEXT_FORMAT).body(text))
}
