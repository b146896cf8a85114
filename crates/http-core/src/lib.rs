//! What every HTTP front of the help desk shares: the state of the program, connections, authentication, rate limits, admission, metrics, the
//! span of a request, response headers, problems, and the hub of live events.
//!
//! A front brings its routes. It describes each by a [`routing::RouteRule`], puts them into a [`routing::RouteIndex`], and wraps its
//! app in the layers of [`middleware`], which enforce the rules. This crate knows no route and no JSON but that of a problem.

pub mod admission;
pub mod auth;
pub mod connections;
pub mod metrics;
pub mod middleware;
pub mod problem;
pub mod rate_limit;
pub mod routing;
pub mod streaming;

mod address_slots;
mod app;
mod asked;
mod event_stream;
mod file_answer;
mod in_flight;
mod named;
mod paged_answer;
mod public_path;
mod readiness;
mod resolved_csv;
mod state;
mod times;
mod without_slot;

pub use app::app;
pub use asked::Asked;
pub use event_stream::event_stream;
pub use file_answer::{FILE_HEADERS, disposition, raw_mail};
pub use in_flight::{InFlightEntry, InFlightRequests};
pub use named::{named_person, named_ticket};
pub use paged_answer::{Incomplete, Pages, Unreadable, pages};
pub use public_path::public_path;
pub use readiness::Readiness;
pub use resolved_csv::resolved_csv;
pub use state::AppState;
pub use times::{beginning_of_period, end_of_period, named_time, timestamp};
pub use without_slot::without_slot;
