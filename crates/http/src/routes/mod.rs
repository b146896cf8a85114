//! The routes of the API: one table, and what follows from it.

mod browsers;
mod register;
mod route;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use register::register;
pub use register::{RouteMismatch, check_routes};
pub use route::Route;
pub use table::ROUTES;
