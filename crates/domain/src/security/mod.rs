//! The security log: who signed in, what was refused, and what changed in an account.
//!
//! What has an effect is written in the transaction of its effect. An event of an account in the history is the source of its entry here
//! ([`SecurityKind::of_fact`]), so the two cannot disagree. Refusals have no effect: they are summed up ([`RefusalTally`]), so that
//! strangers can neither fill the log nor slow down others.

mod event;
mod kind;
mod network;
mod refusal_tally;

pub use event::SecurityEvent;
pub use kind::SecurityKind;
pub use network::Network;
pub use refusal_tally::RefusalTally;
