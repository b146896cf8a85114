//! The transports against clients and servers of the tests, over real sockets.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a missing value is a failed test")]

mod dovecot;
mod fake_intake;
mod imap;
mod lmtp;
