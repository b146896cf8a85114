//! A server for LMTP (RFC 2033): the way in which Postfix, Exim, OpenSMTPD and Dovecot deliver to a program on their machine.
//!
//! It differs from SMTP in one thing that matters here: after a mail it answers for each recipient, and the mail server keeps
//! the mail for those whose answer is not 250. So a mail is on one side or the other at any time.

mod address;
mod command;
mod content;
mod input;
mod limits;
mod listener;
mod misunderstood;
mod output;
mod path;
mod server;
mod session;
#[cfg(unix)]
mod socket_file;
mod transaction;

pub use address::{ListenAddress, ListenAddressError};
pub use limits::Limits;
pub use listener::LmtpListener;
pub use server::LmtpServer;
