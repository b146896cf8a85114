//! Mail that came in.

pub(crate) mod claiming;
mod fixture;
pub(crate) mod forgetting;
pub(crate) mod keeping;
pub(crate) mod lists;
pub(crate) mod volume;
