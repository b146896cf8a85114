//! Access tokens as JWTs (RFC 7519). All tokens have the same header. A token with any other is refused before it is
//! parsed, so that no forged algorithm, key id or embedded key is looked at.

use deskhand_domain::ports::{AccessClaims, AccessTokens, InvalidAccessToken, TokenUse};
use deskhand_domain::{PersonId, SessionId};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::derived_key::DerivedKey;
use crate::hs256;

const AUDIENCE: &str = "deskhand";
/// Real tokens have about 350 bytes. Longer ones are refused before they are hashed.
const MAX_LENGTH: usize = 2048;

/// The signed claims. All fields are required.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    sid: String,
    iat: i64,
    exp: i64,
    #[serde(rename = "use")]
    use_: String,
}

/// Signs access tokens with HS256 and reads them. Times are truncated to whole seconds.
pub struct JwtAccessTokens {
    issuer: String,
    header: Header,
    /// The encoded header with its dot: every token begins with it.
    header_prefix: String,
    signing: EncodingKey,
    /// The current key, then those of previous secrets: a token that was signed before a rotation is good until it expires.
    reading: Vec<DecodingKey>,
    validation: Validation,
}

impl JwtAccessTokens {
    /// Tokens of `issuer`, signed with [`MasterSecret::signing_key`](crate::MasterSecret::signing_key).
    #[must_use]
    pub fn new(key: &DerivedKey, issuer: &str) -> Self {
        hs256::install();
        let mut tokens = Self {
            issuer: issuer.to_owned(),
            header: Header::new(Algorithm::HS256),
            header_prefix: String::new(),
            signing: EncodingKey::from_secret(key.expose()),
            reading: key.all().map(|key| DecodingKey::from_secret(key)).collect(),
            validation: validation(issuer),
        };
        tokens.header_prefix = header_prefix_of(&tokens.sign(&tokens.sample()));
        tokens
    }

    fn sign(&self, claims: &Claims) -> String {
        // Strings and numbers always serialise and the provider always signs. An empty text is no valid token.
        jsonwebtoken::encode(&self.header, claims, &self.signing).unwrap_or_default()
    }

    fn sample(&self) -> Claims {
        let empty = String::new;
        let iss = self.issuer.clone();
        Claims { iss, aud: empty(), sub: empty(), sid: empty(), iat: 0, exp: 0, use_: empty() }
    }

    fn decode(&self, token: &str) -> Option<Claims> {
        if token.len() > MAX_LENGTH || !token.starts_with(&self.header_prefix) {
            return None;
        }
        let decode = |key| jsonwebtoken::decode::<Claims>(token, key, &self.validation).ok();
        Some(self.reading.iter().find_map(decode)?.claims)
    }
}

impl AccessTokens for JwtAccessTokens {
    fn issue(&self, claims: &AccessClaims) -> String {
        self.sign(&Claims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.to_owned(),
            sub: claims.person.to_string(),
            sid: claims.session.to_string(),
            iat: claims.issued_at.unix_timestamp(),
            exp: claims.expires_at.unix_timestamp(),
            use_: word(claims.usage).to_owned(),
        })
    }

    fn read(&self, token: &str, now: OffsetDateTime) -> Result<AccessClaims, InvalidAccessToken> {
        let claims = self.decode(token).ok_or(InvalidAccessToken)?;
        let claims = AccessClaims {
            person: claims.sub.parse::<PersonId>().map_err(|_| InvalidAccessToken)?,
            session: claims.sid.parse::<SessionId>().map_err(|_| InvalidAccessToken)?,
            issued_at: moment(claims.iat)?,
            expires_at: moment(claims.exp)?,
            usage: usage(&claims.use_)?,
        };
        // By the domain's clock, without leeway: the same clock issued the token.
        if now < claims.expires_at { Ok(claims) } else { Err(InvalidAccessToken) }
    }
}

fn validation(issuer: &str) -> Validation {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_issuer(&[issuer]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // The library would use the system's clock; `read` uses the domain's.
    validation.validate_exp = false;
    validation
}

/// The claim that tells tokens from each other, and from any other JWT that the same key may sign one day.
const fn word(usage: TokenUse) -> &'static str {
    match usage {
        TokenUse::Api => "access",
        TokenUse::Browser => "browser",
    }
}

fn usage(claim: &str) -> Result<TokenUse, InvalidAccessToken> {
    [TokenUse::Api, TokenUse::Browser].into_iter().find(|usage| word(*usage) == claim).ok_or(InvalidAccessToken)
}

fn header_prefix_of(token: &str) -> String {
    token.split_inclusive('.').next().unwrap_or_default().to_owned()
}

fn moment(seconds: i64) -> Result<OffsetDateTime, InvalidAccessToken> {
    OffsetDateTime::from_unix_timestamp(seconds).map_err(|_| InvalidAccessToken)
}
