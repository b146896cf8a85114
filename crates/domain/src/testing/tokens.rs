use time::{Duration, OffsetDateTime};

use crate::ports::{AccessClaims, AccessTokens, InvalidAccessToken};

/// Access tokens without a signature: the four claims with spaces between them.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainTokens;

impl AccessTokens for PlainTokens {
    fn issue(&self, claims: &AccessClaims) -> String {
        let (issued, expires) = (millis(claims.issued_at), millis(claims.expires_at));
        format!("plain {} {} {issued} {expires}", claims.person, claims.session)
    }

    fn read(&self, token: &str, now: OffsetDateTime) -> Result<AccessClaims, InvalidAccessToken> {
        parse(token).filter(|claims| now < claims.expires_at).ok_or(InvalidAccessToken)
    }
}

fn parse(token: &str) -> Option<AccessClaims> {
    let mut words = token.strip_prefix("plain ")?.split(' ');
    let claims = AccessClaims {
        person: words.next()?.parse().ok()?,
        session: words.next()?.parse().ok()?,
        issued_at: time_of(words.next()?)?,
        expires_at: time_of(words.next()?)?,
    };
    words.next().is_none().then_some(claims)
}

fn time_of(millis: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::UNIX_EPOCH.checked_add(Duration::milliseconds(millis.parse().ok()?))
}

fn millis(at: OffsetDateTime) -> i64 {
    at.unix_timestamp() * 1000 + i64::from(at.millisecond())
}
