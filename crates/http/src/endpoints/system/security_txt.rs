use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, get, web};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Problem, ProblemCode};

/// Whom to tell of a vulnerability (RFC 9116), as the operator has set it.
#[utoipa::path(
    tag = "system",
    responses(
        (status = 200, description = "The fields, one on each line.", content_type = "text/plain", body = String),
        (status = 404, description = "The operator names no contact."),
    )
)]
#[get("/.well-known/security.txt")]
pub(crate) async fn show_security_txt(state: web::Data<AppState>) -> Result<HttpResponse, Problem> {
    let text = state.security_txt.clone().ok_or(Problem::new(ProblemCode::NotFound))?;
    Ok(HttpResponse::Ok().content_type(ContentType::plaintext()).body(text))
}
