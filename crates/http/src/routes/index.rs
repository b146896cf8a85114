use std::sync::LazyLock;

use deskhand_http_core::routing::RouteIndex;

use super::route::Route;
use super::table::ROUTES;

static INDEX: LazyLock<RouteIndex> = LazyLock::new(|| RouteIndex::new(ROUTES.iter().map(Route::rule)));

/// The rules of the table, for the layers. A request that no rule is for reaches no handler.
pub(crate) fn index() -> &'static RouteIndex {
    &INDEX
}
