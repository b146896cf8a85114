//! What every request passes on its way in and out, whatever it asks for.

mod authorization;
mod check_caller;
mod envelope;
mod places;
mod request_span;
mod routes_known;
mod unmatched;

pub use authorization::{AUTHORIZATION, Access, RouteRule};
pub(crate) use authorization::{key_may, who_may};
pub(crate) use check_caller::check_caller;
pub(crate) use envelope::{HeadOnly, envelop};
pub use places::{Places, Purpose};
pub(crate) use places::{step_aside, take_again};
pub(crate) use request_span::RequestSpan;
pub(crate) use routes_known::known_path_of;
pub(crate) use unmatched::unmatched;
