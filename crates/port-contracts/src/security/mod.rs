//! The security log: its order, its filters, who sees what, and how old entries go.

mod fixture;
pub(crate) mod forgetting;
pub(crate) mod reading;
