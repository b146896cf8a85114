//! What every request passes on its way in and out, whatever it asks for.

pub(crate) mod admission;
pub(crate) mod authenticate;
pub(crate) mod authorization;
pub(crate) mod measure;
pub(crate) mod not_found;
pub(crate) mod response;
pub(crate) mod route_index;
pub(crate) mod trace;

pub use admission::{ConcurrencyLimit, Lane};
pub(crate) use admission::{reacquire, release};
pub(crate) use authenticate::authenticate;
pub use authorization::{AUTHORIZATION, Access, RouteRule};
pub(crate) use authorization::{required_access, required_scope};
pub(crate) use measure::measure;
pub(crate) use not_found::unmatched;
pub(crate) use response::{HeadOnly, envelop};
pub(crate) use trace::RequestSpan;
