//! The domain's ports for secrets: passwords by bcrypt, their strength by zxcvbn, access tokens by jsonwebtoken, random tokens from the system, one-time
//! codes by totp-rs.
//!
//! All keys are derived from one [`MasterSecret`]. Each purpose has a key of its own, so that a token made for one is
//! worthless for another. After a rotation it brings the previous secrets along, see [`DerivedKey`].

mod bcrypt_hasher;
mod derived_key;
mod foreign_hash;
mod hashing_settings;
mod hmac;
mod hmac_signer;
mod hs256;
mod jwt_access_tokens;
mod low_priority_pool;
mod master_secret;
mod peppers;
mod random_secrets;
mod random_token;
mod sealing;
mod secret_check;
mod totp_codes;
mod zxcvbn_strength;

pub use bcrypt_hasher::BcryptHasher;
pub use derived_key::DerivedKey;
pub use hashing_settings::{HasherError, HashingSettings};
pub use hmac_signer::HmacSigner;
pub use jwt_access_tokens::JwtAccessTokens;
pub use master_secret::{MasterSecret, SecretTooShort};
pub use random_secrets::RandomSecrets;
pub use random_token::random_token;
pub use secret_check::{Recognised, SecretCheck};
pub use totp_codes::TotpCodes;
pub use zxcvbn_strength::ZxcvbnStrength;
