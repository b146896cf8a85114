//! The layers of an app, from the outermost: the span of the request ([`RequestSpan`]), the metrics ([`measure`]), the form of every
//! answer ([`respond`]), authentication and everything else that a [`RouteRule`](crate::routing::RouteRule) demands ([`authenticate`]).

mod authenticate;
mod compress;
mod conditional;
mod cors;
mod measure;
mod not_found;
mod response;
mod trace;
mod trailing_slash;

pub use authenticate::authenticate;
pub use cors::cors;
pub use measure::measure;
pub use not_found::not_found;

pub(crate) use response::own_headers;
pub use response::{HeadOnly, respond};
pub use trace::RequestSpan;
pub use trailing_slash::trim_trailing_slash;
