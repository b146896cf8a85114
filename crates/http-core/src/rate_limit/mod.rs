//! Rate limits of this one instance, in memory. A route's rule says which limits count its requests; every answer of a limited route
//! says how much is left (draft-ietf-httpapi-ratelimit-headers).

mod client_address;
mod clock;
mod count_sign_in;
mod limit;
mod limits;
mod outcome;
mod policy;
mod rate;
mod rates;

pub(crate) use client_address::network_of;
pub use client_address::{ForwardedBy, TrustedProxies};
pub use clock::MonotonicClock;
pub use limit::Limit;
pub use limits::Limits;
pub use outcome::rate_limit_headers;
pub use rate::Rate;
pub use rates::Rates;
