//! Bars, and whether they are met.

mod bar;
mod row;
mod spread;

pub(crate) use bar::{Bar, Verdict};
pub(crate) use row::{Check, Figures, Row};
pub(crate) use spread::Spread;
