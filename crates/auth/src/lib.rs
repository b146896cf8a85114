//! The domain's ports for secrets: passwords by bcrypt, access tokens by jsonwebtoken, random tokens from the system.
//!
//! Everything hangs on one [`MasterSecret`]; each purpose gets a key of its own, so that none can be used for another.

mod bcrypt_hasher;
mod hs256;
mod jwt_access_tokens;
mod low_priority_pool;
mod master_secret;
mod random_secrets;

pub use bcrypt_hasher::{BcryptHasher, HasherError, HashingSettings};
pub use jwt_access_tokens::JwtAccessTokens;
pub use master_secret::{DerivedKey, MasterSecret, SecretTooShort};
pub use random_secrets::{RandomSecrets, random_token};
