//! The replacement of every optional port that a storage or service does not implement. One rule for all: what would
//! store or find something answers [`StorageError::Unsupported`]; what ends, drops or forgets has nothing to do and
//! succeeds. So a person can be removed from a storage that has no API keys.

mod account_links;
mod api_keys;
mod customer_uses;
mod drafts;
mod event_feed;
mod event_tickets;
mod files;
mod idempotency_keys;
mod mail_intake;
mod mail_queries;
mod mailboxes;
mod maintenance;
mod presence_board;
mod report_queries;
mod saved_views;
mod second_factors;
mod security;
mod sessions;
mod sign_in;
mod signals;
mod transfer;
mod webhooks;

use super::StorageError;

/// Implements every optional port by not supporting it.
///
/// As [`PasswordHasher`](super::PasswordHasher) it accepts no password, as [`AccessTokens`](super::AccessTokens) no
/// token, as [`Secrets`](super::Secrets) no secret: no sign-in succeeds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unsupported;

impl Unsupported {
    /// One for a unit of work to lend. It has no size, so nothing is allocated and nothing leaks.
    pub(super) fn lend() -> &'static mut Self {
        Box::leak(Box::new(Self))
    }
}

/// The answer of a port that is not there.
fn unsupported<T>(what: &'static str) -> Result<T, StorageError> {
    Err(StorageError::Unsupported(what))
}
