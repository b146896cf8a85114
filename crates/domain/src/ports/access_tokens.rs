use time::OffsetDateTime;

use crate::ids::{PersonId, SessionId};

/// What an access token says. It names the session; whether that has ended is asked at every request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessClaims {
    /// Whose it is.
    pub person: PersonId,
    /// The sign-in from which it follows.
    pub session: SessionId,
    /// When it was given out.
    pub issued_at: OffsetDateTime,
    /// When it is no longer accepted.
    pub expires_at: OffsetDateTime,
    /// What it is good for.
    pub usage: TokenUse,
}

/// What a token is good for. A token for one thing is refused for the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenUse {
    /// Requests of programs, which send it in a header.
    Api,
    /// The pages, whose browser sends it in a cookie: no script can read it.
    Browser,
}

/// The token is forged, expired, or of another kind. Which of them is not disclosed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the access token is not valid")]
pub struct InvalidAccessToken;

/// Signs access tokens and reads them back.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
pub trait AccessTokens: Send + Sync {
    /// Signs the claims.
    fn issue(&self, claims: &AccessClaims) -> String;

    /// Reads a token that was signed here and has not expired at `now`.
    ///
    /// # Errors
    /// [`InvalidAccessToken`] for every other text. MUST accept one algorithm only.
    fn read(&self, token: &str, now: OffsetDateTime) -> Result<AccessClaims, InvalidAccessToken>;
}
