//! Text search: contained, literal, and blind to case and accents in every alphabet.

mod cases;
pub(crate) mod contracts;
mod fixture;
pub(crate) mod messages;
