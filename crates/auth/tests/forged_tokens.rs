//! A corpus of forged access tokens. Every one must be refused; the genuine one beside them shows that the test bites.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail where it stands")]

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use deskhand_auth::{JwtAccessTokens, MasterSecret, random_token};
use deskhand_domain::ports::{AccessClaims, AccessTokens, InvalidAccessToken, TokenUse};
use deskhand_domain::{PersonId, SessionId};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::{Sha256, Sha384, Sha512};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

const SECRET: &str = "an operator's secret of 32 bytes or more";
const ISSUER: &str = "https://desk.example.com";
const NOW: OffsetDateTime = time::macros::datetime!(2026-03-01 12:00:00 UTC);

fn tokens() -> JwtAccessTokens {
    JwtAccessTokens::new(&MasterSecret::parse(SECRET).unwrap().signing_key(), ISSUER)
}

fn claims() -> AccessClaims {
    AccessClaims {
        person: PersonId::new(Uuid::from_u128(7)),
        session: SessionId::new(Uuid::from_u128(8)),
        issued_at: NOW,
        expires_at: NOW + Duration::minutes(15),
        usage: TokenUse::Api,
    }
}

fn honest_claims() -> Value {
    json!({
        "iss": ISSUER, "aud": "deskhand", "use": "access",
        "sub": Uuid::from_u128(7), "sid": Uuid::from_u128(8),
        "iat": NOW.unix_timestamp(), "exp": NOW.unix_timestamp() + 900,
    })
}

fn without(claim: &str) -> Value {
    let mut claims = honest_claims();
    claims.as_object_mut().unwrap().remove(claim);
    claims
}

fn with(claim: &str, value: Value) -> Value {
    let mut claims = honest_claims();
    claims[claim] = value;
    claims
}

fn honest_header() -> Value {
    json!({"typ": "JWT", "alg": "HS256"})
}

fn unsigned(header: &Value, claims: &Value) -> String {
    format!("{}.{}", URL_SAFE_NO_PAD.encode(header.to_string()), URL_SAFE_NO_PAD.encode(claims.to_string()))
}

/// Signed with the real key, as if another service signed with it too.
fn signed(header: &Value, claims: &Value) -> String {
    let key = MasterSecret::parse(SECRET).unwrap().signing_key();
    signed_with(key.expose(), header, claims)
}

fn signed_with(key: &[u8], header: &Value, claims: &Value) -> String {
    let message = unsigned(header, claims);
    let tag = Hmac::<Sha256>::new_from_slice(key).unwrap().chain_update(&message).finalize().into_bytes();
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(tag))
}

#[test]
fn what_was_issued_is_read_back() {
    for usage in [TokenUse::Api, TokenUse::Browser] {
        let claims = AccessClaims { usage, ..claims() };
        assert_eq!(tokens().read(&tokens().issue(&claims), NOW), Ok(claims));
    }
}

#[test]
fn a_token_made_by_hand_with_the_real_key_is_read() {
    // serde_json sorts keys, the library does not: the header is taken from a real token.
    let opening = tokens().issue(&claims()).split('.').next().unwrap().to_owned();
    let key = MasterSecret::parse(SECRET).unwrap().signing_key();
    let message = format!("{opening}.{}", URL_SAFE_NO_PAD.encode(honest_claims().to_string()));
    let tag = Hmac::<Sha256>::new_from_slice(key.expose()).unwrap().chain_update(&message).finalize().into_bytes();
    let token = format!("{message}.{}", URL_SAFE_NO_PAD.encode(tag));
    assert_eq!(tokens().read(&token, NOW), Ok(claims()));
}

#[test]
fn a_token_expires_by_the_given_clock_and_without_leeway() {
    let token = tokens().issue(&claims());
    let expiry = NOW + Duration::minutes(15);
    assert!(tokens().read(&token, expiry - Duration::MILLISECOND).is_ok());
    assert_eq!(tokens().read(&token, expiry), Err(InvalidAccessToken));
}

#[test]
fn every_forged_token_is_refused() {
    for (name, token) in forgeries() {
        assert_eq!(tokens().read(&token, NOW), Err(InvalidAccessToken), "{name}: {token:.200}");
    }
}

fn forgeries() -> Vec<(&'static str, String)> {
    let mut all = foreign_algorithms();
    all.extend(foreign_headers());
    all.extend(wrong_claims());
    all.extend(mangled());
    assert!(all.len() >= 40, "the corpus shrank to {}", all.len());
    all
}

fn foreign_algorithms() -> Vec<(&'static str, String)> {
    let key = MasterSecret::parse(SECRET).unwrap().signing_key();
    let alg = |alg: &str| json!({"typ": "JWT", "alg": alg});
    let hs384 = unsigned(&alg("HS384"), &honest_claims());
    let tag384 = Hmac::<Sha384>::new_from_slice(key.expose()).unwrap().chain_update(&hs384).finalize().into_bytes();
    let hs512 = unsigned(&alg("HS512"), &honest_claims());
    let tag512 = Hmac::<Sha512>::new_from_slice(key.expose()).unwrap().chain_update(&hs512).finalize().into_bytes();
    vec![
        ("alg none", format!("{}.", unsigned(&alg("none"), &honest_claims()))),
        ("alg None", format!("{}.", unsigned(&alg("None"), &honest_claims()))),
        ("alg NONE with a signature", signed(&alg("NONE"), &honest_claims())),
        ("no alg", signed(&json!({"typ": "JWT"}), &honest_claims())),
        ("HS384", format!("{hs384}.{}", URL_SAFE_NO_PAD.encode(tag384))),
        ("HS512", format!("{hs512}.{}", URL_SAFE_NO_PAD.encode(tag512))),
        ("RS256 header with an HMAC", signed(&alg("RS256"), &honest_claims())),
        ("ES256 header with an HMAC", signed(&alg("ES256"), &honest_claims())),
        ("EdDSA header with an HMAC", signed(&alg("EdDSA"), &honest_claims())),
        ("lower-case alg", signed(&alg("hs256"), &honest_claims())),
        ("signed with an empty key", signed_with(b"", &honest_header(), &honest_claims())),
        ("signed with the configured text itself", signed_with(SECRET.as_bytes(), &honest_header(), &honest_claims())),
        (
            "signed with the key for passwords",
            signed_with(MasterSecret::parse(SECRET).unwrap().pepper().expose(), &honest_header(), &honest_claims()),
        ),
    ]
}

fn foreign_headers() -> Vec<(&'static str, String)> {
    let header = |key: &str, value: Value| {
        let mut header = honest_header();
        header[key] = value;
        signed(&header, &honest_claims())
    };
    let jwk = json!({"kty": "oct", "k": URL_SAFE_NO_PAD.encode(b"the attacker's own key")});
    let own_key = json!({"typ": "JWT", "alg": "HS256", "jwk": jwk});
    vec![
        ("kid traversal", header("kid", json!("../../../../dev/null"))),
        ("kid injection", header("kid", json!("' UNION SELECT 'key' --"))),
        ("embedded jwk", signed_with(b"the attacker's own key", &own_key, &honest_claims())),
        ("jku", header("jku", json!("https://evil.example/keys"))),
        ("x5u", header("x5u", json!("https://evil.example/cert"))),
        ("crit", header("crit", json!(["exp"]))),
        ("another typ", header("typ", json!("refresh+jwt"))),
        ("zip", header("zip", json!("DEF"))),
        ("b64 false", header("b64", json!(false))),
    ]
}

/// All under the genuine header and signature.
fn wrong_claims() -> Vec<(&'static str, String)> {
    let opening = tokens().issue(&claims()).split('.').next().unwrap().to_owned();
    let key = MasterSecret::parse(SECRET).unwrap().signing_key();
    let sign = |claims: Value| {
        let message = format!("{opening}.{}", URL_SAFE_NO_PAD.encode(claims.to_string()));
        let tag = Hmac::<Sha256>::new_from_slice(key.expose()).unwrap().chain_update(&message).finalize().into_bytes();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(tag))
    };
    [
        ("exp as a string", with("exp", json!("9999999999"))),
        ("exp null", with("exp", Value::Null)),
        ("exp beyond time", with("exp", json!(i64::MAX))),
        ("exp a fraction", with("exp", json!(1e300))),
        ("exp in the past", with("exp", json!(NOW.unix_timestamp() - 1))),
        ("no exp", without("exp")),
        ("no iat", without("iat")),
        ("no iss", without("iss")),
        ("no aud", without("aud")),
        ("no sub", without("sub")),
        ("no sid", without("sid")),
        ("no use", without("use")),
        ("another issuer", with("iss", json!("https://other.example.com"))),
        ("several issuers", with("iss", json!([ISSUER, "https://other.example.com"]))),
        ("another audience", with("aud", json!("billing"))),
        ("several audiences", with("aud", json!(["deskhand", "billing"]))),
        ("another use", with("use", json!("refresh"))),
        ("sub no id", with("sub", json!("admin"))),
        ("sub an unhyphenated id", with("sub", json!(Uuid::from_u128(7).simple().to_string()))),
        ("sid empty", with("sid", json!(""))),
        ("a claim we never make", with("role", json!("superadmin"))),
        ("claims not an object", json!(["deskhand"])),
    ]
    .map(|(name, claims)| (name, sign(claims)))
    .into()
}

fn mangled() -> Vec<(&'static str, String)> {
    let genuine = tokens().issue(&claims());
    let [header, body, tag]: [&str; 3] = genuine.split('.').collect::<Vec<_>>().try_into().unwrap();
    let other = JwtAccessTokens::new(&MasterSecret::parse(&"x".repeat(40)).unwrap().signing_key(), ISSUER);
    let padded = URL_SAFE.encode(URL_SAFE_NO_PAD.decode(tag).unwrap());
    vec![
        ("another secret", other.issue(&claims())),
        ("cut by one character", genuine[..genuine.len() - 1].to_owned()),
        ("without its signature", format!("{header}.{body}.")),
        ("two parts", format!("{header}.{body}")),
        ("four parts", format!("{genuine}.{tag}")),
        ("swapped parts", format!("{body}.{header}.{tag}")),
        ("signature in the middle", format!("{header}.{tag}.{body}")),
        ("padded base64", format!("{header}.{body}.{padded}")),
        ("standard base64", format!("{header}.{}.{tag}", STANDARD.encode(honest_claims().to_string()))),
        ("a space in front", format!(" {genuine}")),
        ("a line end behind", format!("{genuine}\n")),
        ("a refresh token", random_token().reveal().to_owned()),
        ("empty", String::new()),
        ("dots", "..".to_owned()),
        ("not ASCII", "ключ.ключ.ключ".to_owned()),
        ("huge", format!("{header}.{}.{tag}", "A".repeat(5_000_000))),
    ]
}
