//! The IMAP client.

mod after_taking;
mod broken_servers;
mod first_run;
mod instances;
pub(crate) mod running;
mod signing_in;
mod taking;
mod waiting;
