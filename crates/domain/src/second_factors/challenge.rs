use time::{Duration, OffsetDateTime};

use crate::ids::PersonId;
use crate::secrets::SecretDigest;

/// The state between the right password and the code: for a few minutes, and for one person with one password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInChallenge {
    /// SHA-256 of its token.
    pub digest: SecretDigest,
    /// Who gave the right password.
    pub person: PersonId,
    /// SHA-256 of the password's hash: another password ends the challenge.
    pub password: SecretDigest,
    /// From when on it is no longer good.
    pub expires_at: OffsetDateTime,
    /// How many wrong codes it has had.
    pub wrong_codes: u32,
}

impl SignInChallenge {
    /// How long it is good.
    pub const LIFETIME: Duration = Duration::minutes(5);
    /// The wrong code that ends it.
    pub const MAX_WRONG: u32 = 5;

    /// Counts a wrong code. `None` where it was the last that this challenge takes.
    #[must_use]
    pub fn after_wrong_code(self) -> Option<Self> {
        let wrong_codes = self.wrong_codes + 1;
        (wrong_codes < Self::MAX_WRONG).then_some(Self { wrong_codes, ..self })
    }
}
