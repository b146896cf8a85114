use actix_web::web::ServiceConfig;

use super::route::Route;
use super::table::ROUTES;

/// The handler of a row says another method or path than the row.
#[derive(Debug, thiserror::Error)]
#[error(
    "the handler of {method} {path} is registered by another method or path: correct its attribute or the route table"
)]
pub struct RouteMismatch {
    method: &'static str,
    path: &'static str,
}

/// Checks every row against its handler. A program must not start without it: requests would find no handler.
///
/// # Errors
/// The first row that does not fit.
pub fn check_routes() -> Result<(), RouteMismatch> {
    check(ROUTES)
}

pub(super) fn check(rows: &[Route]) -> Result<(), RouteMismatch> {
    match rows.iter().find(|route| route.operation(route.docs()).is_none()) {
        Some(Route { method, path, .. }) => Err(RouteMismatch { method, path }),
        None => Ok(()),
    }
}

/// Registers the handler of every row.
pub(crate) fn register(config: &mut ServiceConfig) {
    for route in ROUTES {
        (route.register)(config);
    }
}
