//! What people typed and did not send yet.

mod fixture;
pub(crate) mod forgetting;
pub(crate) mod keeping;
