//! The pages: one table, and what follows from it.

mod route;
mod table;

use actix_web::web::ServiceConfig;
use deskhand_http_core::routing::RouteRule;

pub use route::PageRoute;
pub use table::PAGES;

use crate::links::form_config;

/// The rules of all pages, for the layers of the app.
pub fn rules() -> impl Iterator<Item = RouteRule> {
    PAGES.iter().map(PageRoute::rule)
}

/// Adds all pages to an app that has a state.
pub fn configure(config: &mut ServiceConfig) {
    config.app_data(form_config());
    for page in PAGES {
        page.register(config);
    }
}
