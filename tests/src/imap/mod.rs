//! IMAP servers: a real one, where it runs, and one whose faults a test chooses.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    clippy::indexing_slicing,
    reason = "this is for tests: what is wrong fails them"
)]

mod conversation;
mod dovecot;
mod mailbox;
mod scripted_server;
mod test_mailbox;

pub use dovecot::{Dovecot, Mailbox};
pub use mailbox::{Faults, StoredMail, StoredMailbox};
pub use scripted_server::ScriptedServer;
pub use test_mailbox::TestMailbox;
