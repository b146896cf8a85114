use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::{App, Error, web};
use deskhand_http_core::AppState;
use deskhand_http_core::middleware::{
    RequestSpan, authenticate, cors, measure, not_found, respond, trim_trailing_slash,
};
use tracing_actix_web::TracingLogger;

use crate::endpoints::system::OpenApiText;
use crate::html;
use crate::openapi::document_text;
use crate::routes::{index, register};

/// The whole service. A request passes the layers from the last to the first: the span and the id of the request, the metrics, the form
/// of every answer, the rule of the route, the handler.
pub fn app(
    state: web::Data<AppState>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let cors = cors(&state.cors_origins);
    let document = OpenApiText::new({
        let state = state.clone();
        move || document_text(&state.public_url)
    });
    App::new()
        .app_data(state)
        .app_data(index())
        .app_data(document)
        .app_data(html::form_config())
        .configure(register)
        .default_service(web::to(not_found))
        .wrap(from_fn(authenticate))
        .wrap(from_fn(respond))
        .wrap(from_fn(measure))
        .wrap(cors)
        .wrap(TracingLogger::<RequestSpan>::new())
        .wrap(from_fn(trim_trailing_slash))
}
