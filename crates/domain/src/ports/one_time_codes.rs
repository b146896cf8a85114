use crate::ids::PersonId;
use crate::second_factors::{FactorSecret, SealedSecret};
use crate::secrets::SecretToken;

/// The one-time codes of authenticator apps (TOTP, RFC 6238, with SHA-1, six digits, steps of 30 seconds), and the
/// encryption of their secrets.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
pub trait OneTimeCodes: Send + Sync {
    /// Whether there are any. Where not, nobody can set up a second factor.
    fn is_supported(&self) -> bool {
        true
    }

    /// A new secret: 160 bits from the system's random source.
    fn new_secret(&self) -> FactorSecret;

    /// A new recovery code: at least 80 bits, in small letters and digits, perhaps with hyphens.
    fn new_recovery_code(&self) -> SecretToken;

    /// Whether `code` is that of `step`, the number of 30 seconds since 1970. MUST take the same time for every code.
    fn matches(&self, secret: &FactorSecret, step: u64, code: &str) -> bool;

    /// Encrypts the secret of this person. MUST give another text at every call.
    fn seal(&self, person: PersonId, secret: &FactorSecret) -> SealedSecret;

    /// Decrypts it. `None` where it was sealed for another person, under another key, or changed.
    fn open(&self, person: PersonId, sealed: &SealedSecret) -> Option<FactorSecret>;

    /// The secret in base32, to be typed into an app.
    fn secret_text(&self, secret: &FactorSecret) -> SecretToken;

    /// The secret as a URL `otpauth://totp/..`, to be shown as a QR code. `account` is what the app calls it.
    fn otpauth_url(&self, secret: &FactorSecret, account: &str) -> SecretToken;
}
