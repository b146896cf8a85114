use std::sync::LazyLock;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::web::Data;
use actix_web::{App, Error};
use deskhand_http_core::AppState;
use deskhand_http_core::routing::RouteIndex;

static INDEX: LazyLock<RouteIndex> =
    LazyLock::new(|| RouteIndex::new(deskhand_http::rules().chain(deskhand_web::rules())));

/// The whole service: the API and the pages behind the same layers.
pub(crate) fn app(
    state: Data<AppState>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let routes_state = state.clone();
    deskhand_http_core::app(state, &INDEX, move |config| {
        deskhand_http::configure(config, &routes_state);
        deskhand_web::configure(config);
    })
}
