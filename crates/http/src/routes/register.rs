use actix_web::web::ServiceConfig;

use super::table::ROUTES;

/// Registers the handler of every row.
pub(crate) fn register(config: &mut ServiceConfig) {
    for route in ROUTES {
        (route.register)(config);
    }
}
