//! What becomes of a mail: one pure decision from what is known about it.

mod case;
mod decide;
mod rules;
mod verdict;

pub use case::{IncomingCase, Part, Recognition, Standing};
pub use decide::decide;
pub use rules::{IncomingRules, Intake};
pub use verdict::{HeldBecause, Verdict};
