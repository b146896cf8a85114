use async_trait::async_trait;

use crate::invalid::Invalid;
use crate::people::{Password, PasswordHash};

/// Why no password was hashed or compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HashingError {
    /// Too many are waiting; try again in a few seconds.
    #[error("too many sign-ins at once")]
    Overloaded,
    /// The hash can't be read, or the hasher failed.
    #[error("the password could not be checked")]
    Failed,
}

/// Hashes passwords, slowly. An implementation MUST NOT cut the password short, and MUST bound how many run at once.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait PasswordHasher: Send + Sync {
    /// Hashes a new password.
    async fn hash(&self, password: Password) -> Result<PasswordHash, HashingError>;

    /// Compares. With no hash (no account has that name), it MUST take as long as with one, and answer `false`.
    async fn verify(&self, password: Password, hash: Option<PasswordHash>) -> Result<bool, HashingError>;

    /// Whether a hash that matches should be replaced by a new one of the same password: it was made with a previous secret, or
    /// with another cost.
    fn is_outdated(&self, _hash: &PasswordHash) -> bool {
        false
    }

    /// The hash as an export writes it, so that [`PasswordHasher::import_hash`] of a desk that can check it accepts it. `None` if it is
    /// of no use there.
    fn export_hash(&self, _hash: &PasswordHash) -> Option<String> {
        None
    }

    /// The hash that an export of this desk, or another system, wrote.
    ///
    /// # Errors
    /// [`Invalid`] if no password could ever be compared with it here.
    fn import_hash(&self, _text: &str) -> Result<PasswordHash, Invalid> {
        Err(Invalid::Format("left out: this desk takes no hashes"))
    }
}
