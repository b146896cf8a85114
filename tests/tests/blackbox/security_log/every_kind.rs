use std::time::Instant;

use deskhand_domain::security::SecurityKind;
use serde_json::{Value, json};
use time::Duration;

use super::{entries, summaries};
use crate::support::{Mail, PASSWORD, Person, TestApp};

const NEXT_PASSWORD: &str = "another good one";

/// The token of the link in the new letter to this address.
async fn link_to(app: &mut TestApp, address: &str) -> String {
    link_in(&app.mails().await, address)
}

fn link_in(letters: &[Mail], address: &str) -> String {
    let letter = letters.iter().filter(|letter| letter.to == address);
    let token = letter.flat_map(|letter| letter.text.lines()).find_map(|line| line.split_once("?token="));
    token.unwrap_or_else(|| panic!("no link to {address}: {letters:#?}")).1.to_owned()
}

async fn redeem(app: &TestApp, path: &str, token: &str) {
    app.post_anonymously(path, json!({"token": token})).await.expect(204);
}

async fn refuse(app: &TestApp, ada: &Person) {
    app.try_sign_in("ada", "wrong password").await.expect(401);
    app.get(ada, "/users").await.expect(403);
    let key = app.post(ada, "/api-keys", json!({"name": "Reader", "scopes": ["read"]})).await.expect(201);
    let altered = format!("{}x", key["key"].as_str().unwrap());
    for token in [altered.as_str(), "made.up.token"] {
        app.send(app.request(reqwest::Method::GET, "/me").bearer_auth(token)).await.expect(401);
    }
    let guess = json!({"current_password": "wrong", "new_password": NEXT_PASSWORD});
    app.call(Some(ada), "PUT", "/me/password", Some(&guess)).await.expect(422);
}

/// Other sessions are ended, one by one and together, and so is the session that asks. The last one ends by a copy of its token.
async fn end_sessions(app: &TestApp) -> Person {
    let (here, _) = (app.sign_in("ada").await, app.sign_in("ada").await);
    let sessions = app.rows(&here, "/me/sessions").await;
    let other = sessions.iter().find(|session| session["current"] == false).unwrap();
    app.delete(&here, &format!("/me/sessions/{}", other["id"].as_str().unwrap())).await.expect(204);
    app.delete(&here, "/me/sessions").await.expect(204);
    app.post_anonymously("/auth/signout", json!({"refresh_token": here.refresh_token})).await.expect(204);

    let copied = app.sign_in("ada").await;
    app.refresh(&copied.refresh_token).await.expect(200);
    app.wait(Duration::seconds(11));
    app.refresh(&copied.refresh_token).await.expect(401);
    app.sign_in("ada").await
}

async fn use_second_factor(app: &TestApp, ada: &Person) {
    let authenticator = app.set_up_factor(ada).await;
    let challenge = app.challenge("ada").await;
    app.answer_challenge(&challenge, "000000").await.expect(401);
    app.answer_challenge(&challenge, &authenticator.recovery_codes[0]).await.expect(200);
    app.delete(ada, "/me/second-factor").await.expect(204);
}

async fn change_address_and_undo(app: &mut TestApp, ada: &Person) {
    app.mails().await;
    app.patch(ada, "/me", json!({"email": "other@example.com", "current_password": PASSWORD})).await.expect(200);
    let letters = app.mails().await;
    redeem(app, "/auth/email/verify", &link_in(&letters, "other@example.com")).await;
    redeem(app, "/auth/email/undo", &link_in(&letters, "ada@example.com")).await;
    let reset = json!({"token": link_to(app, "ada@example.com").await, "password": PASSWORD});
    app.post_anonymously("/auth/password/reset", reset).await.expect(204);
}

async fn change_password(app: &TestApp, ada: &Person) {
    for name in ["one", "two"] {
        let key = app.post(ada, "/api-keys", json!({"name": name, "scopes": ["read"]})).await.expect(201);
        if name == "one" {
            app.delete(ada, &format!("/api-keys/{}", key["id"].as_str().unwrap())).await.expect(204);
        }
    }
    let change = json!({"current_password": PASSWORD, "new_password": NEXT_PASSWORD, "revoke_api_keys": true});
    app.call(Some(ada), "PUT", "/me/password", Some(&change)).await.expect(204);
}

async fn administer(app: &mut TestApp, root: &Person) {
    let webhook = app.post(root, "/webhooks", json!({"url": "https://receiver.example/"})).await.expect(201);
    let webhook = format!("/webhooks/{}", webhook["id"].as_str().unwrap());
    app.patch(root, &webhook, json!({"state": "paused"})).await.expect(200);
    app.post(root, &format!("{webhook}/secret"), json!({})).await.expect(201);
    app.delete(root, &webhook).await.expect(204);
    app.get(root, "/export/tickets").await;
    app.mails().await;
    let guest = json!({"name": "Guest", "username": "guest", "email": "guest@example.com"});
    app.post(root, "/users", guest).await.expect(201);
    let accept = json!({"token": link_to(app, "guest@example.com").await, "password": NEXT_PASSWORD});
    app.post_anonymously("/auth/password/reset", accept).await.expect(204);
    app.patch(root, "/users/guest", json!({"status": "suspended"})).await.expect(200);
    app.patch(root, "/users/guest", json!({"role": "engineer"})).await.expect(200);
    app.delete(root, "/users/guest").await.expect(204);
    let mail =
        app.request(reqwest::Method::POST, "/mail").bearer_auth(&root.token).body("From: eve@client.example\n\nHi");
    let mail = app.send(mail).await.expect(201);
    app.get(root, &format!("/mail/in/{}/raw", mail["id"].as_str().unwrap())).await;
}

/// The entries of a kind, once there is one.
async fn written(app: &TestApp, root: &Person, kind: SecurityKind) -> Vec<Value> {
    let until = Instant::now() + std::time::Duration::from_secs(30);
    loop {
        let page = app.get(root, &format!("/admin/security-events?kind={kind}")).await.expect(200);
        let entries = page["data"].as_array().unwrap();
        if !entries.is_empty() {
            return entries.clone();
        }
        assert!(Instant::now() < until, "no entry {kind}");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn every_kind_of_entry_is_written_with_the_address_of_its_request() {
    let mut app = TestApp::with("mail.in.address", "support@desk.example.com").start().await;
    let ada = app.customer("ada").await;
    refuse(&app, &ada).await;
    let ada = end_sessions(&app).await;
    use_second_factor(&app, &ada).await;
    change_address_and_undo(&mut app, &ada).await;
    let ada = app.sign_in("ada").await;
    change_password(&app, &ada).await;
    let root = app.superadmin().await;
    administer(&mut app, &root).await;

    for kind in SecurityKind::ALL {
        // The program itself makes the first superadmin.
        let written = written(&app, &root, *kind).await;
        let mut of_requests = written.iter().filter(|entry| entry["person"]["username"] != "admin");
        assert!(of_requests.all(|entry| entry["address"] == "127.0.0.1"), "{written:#?}");
    }
    let about_sessions = entries(&app, &root, "kind=session_ended,signed_out,refresh_token_reused", 4).await;
    assert_eq!(
        summaries(&about_sessions),
        [
            "session_ended ada by ada: -, -",
            "session_ended ada by ada: -, -",
            "signed_out ada by ada: -, -",
            "refresh_token_reused ada by -: -, -",
        ]
    );
    let keys = entries(&app, &root, "kind=api_keys_revoked", 2).await;
    assert_eq!(summaries(&keys), ["api_keys_revoked ada by ada: -, 1", "api_keys_revoked ada by ada: -, 1"]);
    let failed = entries(&app, &root, "kind=second_factor_failed", 1).await;
    assert_eq!(summaries(&failed), ["second_factor_failed ada by -: wrong_code, -"]);
    app.finish().await;
}
