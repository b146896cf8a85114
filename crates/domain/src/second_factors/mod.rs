//! The second factor of a sign-in: a code that changes every 30 seconds (TOTP, RFC 6238), or one of ten recovery codes.

mod challenge;
mod code;
mod factor;
mod secret;

pub use challenge::SignInChallenge;
pub use code::TypedCode;
pub use factor::SecondFactor;
pub use secret::{FactorSecret, SealedSecret};
