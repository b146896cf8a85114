//! Sign-ins and their refresh tokens.

pub(crate) mod ending;
mod fixture;
pub(crate) mod listing;
pub(crate) mod people;
pub(crate) mod tokens;
