use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::web::{Data, ServiceConfig, to};
use actix_web::{App, Error};
use tracing_actix_web::TracingLogger;

use crate::AppState;
use crate::middleware::{RequestSpan, authenticate, cors, measure, not_found, respond, trim_trailing_slash};
use crate::routing::RouteIndex;

/// An app with the routes that `configure` adds, inside of all layers. A request passes them from the last to the first: the span and the
/// id of the request, the metrics, the form of every answer, the rule of the route, the handler. A route without a rule in `index` is
/// never reached.
pub fn app(
    state: Data<AppState>,
    index: &'static RouteIndex,
    configure: impl FnOnce(&mut ServiceConfig),
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
    App::new()
        .app_data(state)
        .app_data(index)
        .configure(configure)
        .default_service(to(not_found))
        .wrap(from_fn(authenticate))
        .wrap(from_fn(respond))
        .wrap(from_fn(measure))
        .wrap(cors)
        .wrap(TracingLogger::<RequestSpan>::new())
        .wrap(from_fn(trim_trailing_slash))
}
