//! The LMTP server.

mod answers;
mod client;
mod contents;
mod limits;
#[cfg(unix)]
mod socket_files;
mod stopping;
mod storing;
