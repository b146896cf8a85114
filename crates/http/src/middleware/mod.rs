//! What every request passes on its way in and out, whatever it asks for.

pub(crate) mod admission;
pub(crate) mod authenticate;
pub(crate) mod authorization;
pub(crate) mod measure;
pub(crate) mod not_found;
pub(crate) mod response;
pub(crate) mod route_index;
pub(crate) mod trace;

pub use admission::{Places, Purpose};
pub(crate) use admission::{step_aside, take_again};
pub(crate) use authenticate::check_caller;
pub use authorization::{AUTHORIZATION, Access, RouteRule};
pub(crate) use authorization::{key_may, who_may};
pub(crate) use measure::measure;
pub(crate) use not_found::unmatched;
pub(crate) use response::{HeadOnly, envelop};
pub(crate) use trace::RequestSpan;
