use time::{Duration, OffsetDateTime};

use crate::ports::{AccessClaims, AccessTokens, InvalidAccessToken, TokenUse};

/// Access tokens without a signature: the use and the four other claims with spaces between them.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainTokens;

impl AccessTokens for PlainTokens {
    fn issue(&self, claims: &AccessClaims) -> String {
        let (issued, expires) = (millis(claims.issued_at), millis(claims.expires_at));
        let usage = word(claims.usage);
        format!("{usage} {} {} {issued} {expires}", claims.person, claims.session)
    }

    fn read(&self, token: &str, now: OffsetDateTime) -> Result<AccessClaims, InvalidAccessToken> {
        parse(token).filter(|claims| now < claims.expires_at).ok_or(InvalidAccessToken)
    }
}

fn parse(token: &str) -> Option<AccessClaims> {
    let mut words = token.split(' ');
    let usage = words.next()?;
    let claims = AccessClaims {
        person: words.next()?.parse().ok()?,
        session: words.next()?.parse().ok()?,
        issued_at: time_of(words.next()?)?,
        expires_at: time_of(words.next()?)?,
        usage: [TokenUse::Api, TokenUse::Browser].into_iter().find(|known| word(*known) == usage)?,
    };
    words.next().is_none().then_some(claims)
}

const fn word(usage: TokenUse) -> &'static str {
    match usage {
        TokenUse::Api => "plain",
        TokenUse::Browser => "browser",
    }
}

fn time_of(millis: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::UNIX_EPOCH.checked_add(Duration::milliseconds(millis.parse().ok()?))
}

fn millis(at: OffsetDateTime) -> i64 {
    at.unix_timestamp() * 1000 + i64::from(at.millisecond())
}
