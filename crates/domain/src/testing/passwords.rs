use async_trait::async_trait;

use crate::people::{Password, PasswordHash};
use crate::ports::{HashingError, PasswordHasher};

/// Hashes nothing, at once: the hash is `plain:` and the password.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainPasswords;

#[async_trait]
impl PasswordHasher for PlainPasswords {
    async fn hash(&self, password: Password) -> Result<PasswordHash, HashingError> {
        Ok(PasswordHash::new(format!("plain:{}", password.reveal())))
    }

    async fn verify(&self, password: Password, hash: Option<PasswordHash>) -> Result<bool, HashingError> {
        let typed = self.hash(password).await?;
        Ok(hash == Some(typed))
    }
}
