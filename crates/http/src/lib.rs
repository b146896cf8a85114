//! The JSON API: routes, extractors, DTOs. It translates and decides nothing: what happens is
//! in the use cases of the domain. State, authentication, limits, metrics and problems are in `deskhand-http-core`.
//!
//! [`configure`] adds it to an app; `routes/table.rs` has every route in one row ([`ROUTES`]). Dependencies go one way: routes, endpoints,
//! then extractors and DTOs.

mod app;
mod dto;
mod endpoints;
mod extract;
mod openapi;
mod routes;
mod streaming;

pub use app::{configure, rules};
pub use dto::{JsonPayloads, encode_event};
pub use openapi::{asyncapi, openapi};
pub use routes::{ROUTES, Route, RouteMismatch, check_routes};
