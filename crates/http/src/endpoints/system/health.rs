use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;

/// How the program is.
#[derive(Serialize, ToSchema)]
#[schema(as = Health)]
pub(super) struct HealthJson {
    /// `ok`.
    pub(super) status: &'static str,
}

/// Answers that the program runs. It does not check the database, because a restart would not repair that.
#[utoipa::path(tag = "system", responses((status = 200, description = "It runs.", body = HealthJson)))]
#[get("/healthz")]
pub(crate) async fn healthz() -> HttpResponse {
    HttpResponse::Ok().json(HealthJson { status: "ok" })
}
