//! Brings mail in. Two transports hand over what arrives: an LMTP server, which a mail server on this machine delivers to, and an
//! IMAP client, which fetches from a mailbox.
//!
//! Both give a mail to the [`Intake`] and acknowledge it only when that has stored it. Neither looks into a mail: what it means is
//! decided later, from the stored bytes.

pub mod imap;
mod intake;
pub mod lmtp;
mod stopping;

pub use intake::{Intake, IntakeError};
