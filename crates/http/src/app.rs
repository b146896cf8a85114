use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::{App, Error, web};
use tracing_actix_web::TracingLogger;
use utoipa_actix_web::AppExt as _;

use crate::AppState;
use crate::middleware::{RequestSpan, authenticate, envelop, measure, unmatched};
use crate::routes::configure;

/// The whole service. A request passes the layers from the last to the first: the log's span and request id, the
/// measure, the envelope of every answer, the door, the handler.
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
    App::new()
        .into_utoipa_app()
        .app_data(state)
        .configure(configure)
        .into_app()
        .default_service(web::to(unmatched))
        .wrap(from_fn(authenticate))
        .wrap(from_fn(envelop))
        .wrap(from_fn(measure))
        .wrap(TracingLogger::<RequestSpan>::new())
}
