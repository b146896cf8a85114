use actix_web::web::{Data, ServiceConfig};
use deskhand_http_core::AppState;
use deskhand_http_core::routing::RouteRule;

use crate::endpoints::system::OpenApiText;
use crate::openapi::document_text;
use crate::routes::{ROUTES, Route, register};

/// The rules of all routes of the API, for the layers of the app.
pub fn rules() -> impl Iterator<Item = RouteRule> {
    ROUTES.iter().map(Route::rule)
}

/// Adds the API to an app that has a state.
pub fn configure(config: &mut ServiceConfig, state: &Data<AppState>) {
    let document = OpenApiText::new({
        let state = state.clone();
        move || document_text(&state.public_url)
    });
    config.app_data(document);
    register(config);
}
