use actix_web::{HttpResponse, get, web};

use super::health::HealthJson;
use crate::AppState;
use crate::problem::{Problem, ProblemCode};

/// Says whether the program can do its work now: its database answers, its mail queue moves.
#[utoipa::path(tag = "system", responses((status = 200, description = "It can do its work.", body = HealthJson)))]
#[get("/readyz")]
pub(crate) async fn readyz(state: web::Data<AppState>) -> Result<HttpResponse, Problem> {
    match state.readiness.check().await {
        Ok(()) => Ok(HttpResponse::Ok().json(HealthJson { status: "ok" })),
        Err(reasons) => Err(Problem::new(ProblemCode::NotReady).detail(reasons.join("; "))),
    }
}
