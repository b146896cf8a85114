use actix_web::{HttpResponse, get, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Problem, ProblemCode};

use super::health::HealthJson;

/// Says whether the program can do its work now: its database answers, its mail queue moves.
#[utoipa::path(tag = "system", responses((status = 200, description = "It can do its work.", body = HealthJson)))]
#[get("/readyz")]
pub(crate) async fn readyz(state: web::Data<AppState>) -> Result<HttpResponse, Problem> {
    match state.readiness.check().await {
        Ok(()) => Ok(HttpResponse::Ok().json(HealthJson { status: "ok" })),
        Err(reasons) => Err(Problem::new(ProblemCode::NotReady).detail(reasons.join("; "))),
    }
}
