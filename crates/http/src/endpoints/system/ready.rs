use actix_web::{HttpResponse, get, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Problem, ProblemCode};
use serde::Serialize;
use utoipa::ToSchema;

/// That the program can work, and what to mend all the same.
#[derive(Serialize, ToSchema)]
#[schema(as = Readiness)]
pub(super) struct ReadinessJson {
    /// `ok`.
    status: &'static str,
    /// What an operator should mend. Requests are answered all the same. Missing where there is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    warnings: Vec<String>,
}

/// Says whether the program can do its work now: its database answers, its mail queue moves.
#[utoipa::path(tag = "system", responses((status = 200, description = "It can do its work.", body = ReadinessJson)))]
#[get("/readyz")]
pub(crate) async fn readyz(state: web::Data<AppState>) -> Result<HttpResponse, Problem> {
    match state.readiness.check().await {
        Ok(()) => {
            let warnings = state.readiness.warnings();
            Ok(HttpResponse::Ok().json(ReadinessJson { status: "ok", warnings }))
        }
        Err(reasons) => Err(Problem::new(ProblemCode::NotReady).detail(reasons.join("; "))),
    }
}
