use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Person, TestApp};

fn encoded(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn decoded(part: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

fn parts(token: &str) -> [&str; 3] {
    token.split('.').collect::<Vec<_>>().try_into().unwrap()
}

async fn with_header(app: &TestApp, authorization: &str) -> Answer {
    app.send(app.request(Method::GET, "/me").header("authorization", authorization)).await
}

async fn is_refused(app: &TestApp, authorization: &str) {
    let answer = with_header(app, authorization).await;
    assert_eq!(answer.status, 401, "{authorization}: {}", answer.body);
    answer.expect_problem(401, "unauthenticated");
    assert_eq!(answer.header("www-authenticate"), "Bearer", "{authorization}");
}

/// Tokens that a user could forge from their own to act as another user.
fn forgeries(mine: &Person, victim: &Person) -> Vec<String> {
    let [header, claims, signature] = parts(&mine.token);
    let [_, their_claims, their_signature] = parts(&victim.token);
    let mut theirs = decoded(claims);
    theirs["sub"] = decoded(their_claims)["sub"].clone();
    theirs["sid"] = decoded(their_claims)["sid"].clone();
    let mut forever = decoded(claims);
    forever["exp"] = json!(9_999_999_999_u64);
    let mut forged = vec![
        format!("{header}.{}.{signature}", encoded(&theirs)),
        format!("{header}.{}.{signature}", encoded(&forever)),
        format!("{header}.{their_claims}.{signature}"),
        format!("{header}.{claims}.{their_signature}"),
        format!("{header}.{claims}."),
        format!("{header}.{claims}"),
        format!("{header}..{signature}"),
        format!(".{claims}.{signature}"),
        format!("{header}.{claims}.{signature}."),
        format!("{header}.{claims}.{signature}.{signature}"),
        format!("{header}.{claims}.{}", "A".repeat(43)),
        format!("{header}.{claims}.{}", signature.chars().rev().collect::<String>()),
        format!("{header}.{claims}.{}", &signature[..signature.len() - 1]),
        format!("{header}.{claims}.{signature}="),
        mine.refresh_token.clone(),
        mine.id.clone(),
        "..".to_owned(),
        "a".repeat(8_000),
    ];
    for header in [
        json!({"alg": "none", "typ": "JWT"}),
        json!({"alg": "NONE"}),
        json!({"alg": "HS512", "typ": "JWT"}),
        json!({"alg": "RS256", "typ": "JWT"}),
        json!({"alg": "HS256", "typ": "JWT", "kid": "../../dev/null"}),
        json!({"alg": "HS256", "typ": "JWT", "jwk": {"kty": "oct", "k": ""}}),
    ] {
        let header = encoded(&header);
        for signature in ["", signature] {
            forged.push(format!("{header}.{}.{signature}", encoded(&theirs)));
            forged.push(format!("{header}.{claims}.{signature}"));
        }
    }
    forged
}

#[tokio::test]
async fn no_forged_token_gets_in() {
    let app = TestApp::start().await;
    let mine = app.customer("mallory").await;
    let victim = app.superadmin().await;
    assert_eq!(decoded(parts(&mine.token)[0])["alg"], "HS256");

    for forged in forgeries(&mine, &victim) {
        is_refused(&app, &format!("Bearer {forged}")).await;
    }
    app.get(&mine, "/me").await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn a_changed_character_anywhere_makes_a_token_worthless() {
    let app = TestApp::start().await;
    let mine = app.customer("mallory").await;

    for place in (0..mine.token.len()).step_by(7) {
        let mut changed = mine.token.clone().into_bytes();
        changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
        is_refused(&app, &format!("Bearer {}", String::from_utf8(changed).unwrap())).await;
    }
    app.finish().await;
}

#[tokio::test]
async fn a_token_counts_only_as_a_bearer_token_in_the_one_authorization_header() {
    let app = TestApp::start().await;
    let mine = app.customer("ada").await;
    let token = &mine.token;

    for header in
        ["", "Bearer", "Bearer ", "Basic YWRhOng=", &format!("Basic {token}"), token, &format!("Token {token}")]
    {
        is_refused(&app, header).await;
    }
    is_refused(&app, &format!("Bearer {token} {token}")).await;
    is_refused(&app, &format!("Bearer {token}, Bearer {token}")).await;
    let twice = app.request(Method::GET, "/me").bearer_auth(token).header("authorization", "Bearer x");
    app.send(twice).await.expect_problem(401, "unauthenticated");
    for elsewhere in [format!("/me?access_token={token}"), format!("/me?token={token}")] {
        app.send(app.request(Method::GET, &elsewhere)).await.expect_problem(401, "unauthenticated");
    }
    let cookie = app.request(Method::GET, "/me").header("cookie", format!("access_token={token}"));
    app.send(cookie).await.expect_problem(401, "unauthenticated");
    assert_eq!(with_header(&app, &format!("bearer {token}")).await.status, 200);
    app.finish().await;
}

#[tokio::test]
async fn an_access_token_is_no_refresh_token() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;

    app.refresh(&ada.token).await.expect_problem(401, "unauthenticated");
    for nonsense in ["x", &ada.id, "../../etc/passwd", "' OR 1=1 --", &ada.refresh_token[1..], &"x".repeat(512)] {
        app.refresh(nonsense).await.expect_problem(401, "unauthenticated");
    }
    app.get(&ada, "/me").await.expect(200);
    app.refresh(&ada.refresh_token).await.expect(200);
    app.finish().await;
}
