use serde_json::json;

use super::{entries, summaries};
use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn what_a_person_does_with_an_account_is_in_the_log() {
    let app = TestApp::start().await;
    let (root, ada) = (app.superadmin().await, app.customer("ada").await);
    let key = app.post(&ada, "/api-keys", json!({"name": "Script", "scopes": ["read"]})).await.expect(201);
    app.delete(&ada, &format!("/api-keys/{}", key["id"].as_str().unwrap())).await.expect(204);
    let change = json!({"current_password": PASSWORD, "new_password": "another good one"});
    app.call(Some(&ada), "PUT", "/me/password", Some(&change)).await.expect(204);
    app.post_anonymously("/auth/signout", json!({"refresh_token": ada.refresh_token})).await.expect(204);
    app.patch(&root, "/users/ada", json!({"status": "suspended"})).await.expect(200);
    app.patch(&root, "/users/ada", json!({"status": "approved", "role": "engineer"})).await.expect(200);

    let log = entries(&app, &root, &format!("person={}", ada.id), 9).await;
    let expected = [
        "account_created ada by ada: -, customer",
        "signed_in ada by ada: -, -",
        "api_key_created ada by ada: -, Script",
        "api_key_revoked ada by ada: -, Script",
        "password_changed ada by ada: -, -",
        "signed_out ada by ada: -, -",
        "account_status_changed ada by admin: -, approved -> suspended",
        "role_changed ada by admin: -, customer -> engineer",
        "account_status_changed ada by admin: -, suspended -> approved",
    ];
    assert_eq!(summaries(&log), expected);
    for entry in &log {
        assert_eq!((&entry["address"], &entry["count"]), (&json!("127.0.0.1"), &json!(1)), "{entry}");
    }

    app.delete(&root, "/users/ada").await.expect(204);
    let removed = entries(&app, &root, &format!("kind=person_removed&person={}", ada.id), 1).await;
    assert_eq!(removed[0]["actor"]["username"], "admin");
    app.finish().await;
}

#[tokio::test]
async fn a_reset_by_mail_and_a_change_have_kinds_of_their_own() {
    let mut app = TestApp::start().await;
    let (root, ada) = (app.superadmin().await, app.customer("ada").await);
    app.mails().await;
    app.post_anonymously("/auth/password/forgot", json!({"email": ada.email})).await.expect(202);
    let letters = app.mails().await;
    let (_, token) = letters[0].text.lines().find_map(|line| line.split_once("?token=")).unwrap();
    let reset = json!({"token": token, "password": "another good one"});
    app.post_anonymously("/auth/password/reset", reset).await.expect(204);
    let log = entries(&app, &root, "kind=password_reset_requested,password_reset,password_changed", 2).await;
    assert_eq!(summaries(&log), ["password_reset_requested ada by -: -, -", "password_reset ada by ada: -, -"]);
    app.finish().await;
}
