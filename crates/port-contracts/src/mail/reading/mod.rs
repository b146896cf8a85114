//! Mails as readers see them: how far each came, in which order, and what the mail server said.

mod fixture;
pub(crate) mod lists;
pub(crate) mod requeueing;
pub(crate) mod state;
