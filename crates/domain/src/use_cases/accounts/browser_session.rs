use time::{Duration, OffsetDateTime};

use crate::ids::{PersonId, SessionId};
use crate::ports::{AccessClaims, TokenUse};
use crate::use_cases::{Accounts, Caller, SignedIn};

/// How long a browser may rest before its person has to sign in again.
const REST: Duration = Duration::hours(12);

/// What a browser sends with each request for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrowserToken {
    /// The token. It is good for the pages, and not for the API.
    pub token: String,
    /// How long it is valid.
    pub expires_in: Duration,
}

impl Accounts<'_> {
    /// The token of a browser whose person has just signed in. It is valid for 12 hours, and made anew while it is used, as long as the session
    /// lasts. The refresh token of the session is dropped: it works once, so two windows of one browser would end the session.
    #[must_use]
    pub fn browser_token(self, signed_in: &SignedIn) -> BrowserToken {
        let now = self.desk.ports.clock.now();
        self.browser_token_of(signed_in.person.person.id, signed_in.session, now)
    }

    /// A new token for a browser whose own one is past half of its time; `None` while it is younger.
    #[must_use]
    pub fn renewed_browser_token(self, caller: &Caller) -> Option<BrowserToken> {
        let now = self.desk.ports.clock.now();
        let (session, expires_at) = (caller.credential.id().session()?, caller.expires_at?);
        (expires_at - now < REST / 2).then(|| self.browser_token_of(caller.actor.id, session, now))
    }

    fn browser_token_of(self, person: PersonId, session: SessionId, now: OffsetDateTime) -> BrowserToken {
        let claims = AccessClaims { person, session, issued_at: now, expires_at: now + REST, usage: TokenUse::Browser };
        BrowserToken { token: self.desk.ports.tokens.issue(&claims), expires_in: REST }
    }
}
