//! Mails as readers see them: their state, their order, and the answer of the mail server.

mod fixture;
pub(crate) mod lists;
pub(crate) mod requeueing;
pub(crate) mod state;
