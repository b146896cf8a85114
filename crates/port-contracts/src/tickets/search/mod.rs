//! Text search: contained, literal, and blind to case in every alphabet.

mod cases;
pub(crate) mod contracts;
mod fixture;
