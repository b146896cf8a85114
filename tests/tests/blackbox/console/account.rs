use serde_json::json;
use time::Duration;

use super::browser::{self, Browser};
use super::visit::{Visit, between};
use crate::second_factor::Authenticator;
use crate::support::{Answer, PASSWORD, TestApp};

async fn desk() -> TestApp {
    TestApp::with("http.public_url", "http://127.0.0.1").start().await
}

/// The page has this status and these words.
fn shows(answer: &Answer, status: u16, words: &[&str]) {
    assert_eq!(answer.status, status, "{}", answer.body);
    let text = answer.body.replace(['\u{2068}', '\u{2069}'], "");
    for part in words {
        assert!(text.contains(part), "{part:?} is not in {text}");
    }
}

/// A form that asks for the password comes back with all that was sent.
async fn confirm(visit: &Visit<'_>, path: &str, fields: &[(&str, &str)]) -> Answer {
    let asked = visit.send(path, fields).await;
    shows(&asked, 200, &["Confirm with your password"]);
    for (name, value) in fields {
        shows(&asked, 200, &[&format!("name=\"{name}\" value=\"{value}\"")]);
    }
    let with = |password| [fields, &[("current_password", password)]].concat();
    shows(&visit.send(path, &with("wrong wrong wrong")).await, 422, &["Confirm with your password", "is wrong"]);
    visit.send(path, &with(PASSWORD)).await
}

#[tokio::test]
async fn what_a_person_says_of_themselves_is_kept_and_what_is_wrong_is_said() {
    let app = desk().await;
    let person = app.customer("ada").await;
    let ada = Visit::of(&app, "ada").await;
    let page = ada.open("/account").await;
    let version = between(&page, "name=\"version\" value=\"", "\"").to_owned();
    let form =
        |name, phone, zone| [("name", name), ("phone", phone), ("time_zone", zone), ("version", version.as_str())];
    let wrong = ada.send("/account/profile", &form("Ada L.", "", "Europe/Londinium")).await;
    shows(&wrong, 422, &["value=\"Ada L.\"", "value=\"Europe/Londinium\"", "Time zone</a>: must be"]);

    let saved = ada.send("/account/profile", &form("Ada L.", "+44 20 7946 0000", "europe/london")).await;
    shows(&saved, 200, &["Saved.", "value=\"Ada L.\"", "value=\"Europe/London\""]);
    let me = app.get(&person, "/me").await.expect(200);
    assert_eq!((&me["name"], &me["time_zone"]), (&json!("Ada L."), &json!("Europe/London")));

    let late = ada.send("/account/profile", &form("Ada Late", "", "")).await;
    shows(&late, 409, &["It was changed in the meantime.", "value=\"Ada L.\""]);
    shows(&ada.send("/account/availability", &[("availability", "away")]).await, 409, &["Only engineers"]);
    app.finish().await;
}

#[tokio::test]
async fn an_engineer_says_that_they_are_away() {
    let app = desk().await;
    let person = app.engineer("edgar").await;
    let edgar = Visit::of(&app, "edgar").await;
    shows(&edgar.open("/account").await, 200, &["value=\"available\" checked", "does not limit"]);
    let saved = edgar.send("/account/availability", &[("availability", "away")]).await;
    shows(&saved, 200, &["Saved.", "value=\"away\" checked"]);
    assert_eq!(app.get(&person, "/me").await.expect(200)["availability"], "away");
    app.finish().await;
}

#[tokio::test]
async fn another_address_waits_for_its_link_and_takes_the_password_where_the_sign_in_is_old() {
    let mut app = desk().await;
    app.customer("ada").await;
    app.mails().await;
    {
        let ada = Visit::of(&app, "ada").await;
        shows(&ada.send("/account/email", &[("email", "countess")]).await, 422, &["value=\"countess\"", "must be"]);
        app.wait(Duration::minutes(16));
        let done = confirm(&ada, "/account/email", &[("email", "countess@example.org")]).await;
        shows(&done, 200, &["A mail with a link is on its way", "countess@example.org waits to be confirmed"]);
        shows(&done, 200, &["Until then your address is ada@example.com"]);
        let back = confirm(&ada, "/account/email", &[("email", "countess@example.org")]).await;
        shows(&back, 200, &["on its way"]);
    }
    let mails = app.mails().await;
    assert!(mails.iter().any(|mail| mail.to == "countess@example.org"), "{mails:?}");
    app.finish().await;
}

#[tokio::test]
async fn a_person_sees_where_they_are_signed_in_and_ends_sessions() {
    let app = desk().await;
    let phone = app.customer("ada").await;
    let tablet = app.sign_in("ada").await;
    let ada = Visit::of(&app, "ada").await;
    let page = ada.open("/account/sessions").await;
    shows(&page, 200, &["this one", "End all others"]);
    assert_eq!(page.body.matches("name=\"session\"").count(), 2, "this one has no button: {}", page.body);
    let session = between(&page, "name=\"session\" value=\"", "\"").to_owned();
    let ended = ada.send("/account/sessions/end", &[("session", &session)]).await;
    shows(&ended, 200, &["The session has ended."]);
    assert_eq!(ended.body.matches("name=\"session\"").count(), 1, "{}", ended.body);
    let gone = [app.get(&phone, "/me").await.status, app.get(&tablet, "/me").await.status];
    assert!(gone == [200, 401] || gone == [401, 200], "{gone:?}");

    app.wait(Duration::minutes(16));
    shows(&confirm(&ada, "/account/sessions/end-others", &[]).await, 200, &["You are signed in only here."]);
    let other = app.customer("bob").await;
    let theirs = app.get(&other, "/me/sessions").await.expect(200)["data"][0]["id"].as_str().unwrap().to_owned();
    ada.send("/account/sessions/end", &[("session", &theirs), ("current_password", PASSWORD)]).await;
    assert_eq!(app.get(&other, "/me").await.status, 200, "sessions of others stay");
    app.finish().await;
}

#[tokio::test]
async fn a_new_password_takes_the_old_one_and_ends_the_other_sessions() {
    let app = desk().await;
    let elsewhere = app.customer("ada").await;
    let ada = Visit::of(&app, "ada").await;
    let form = |current, new| [("current_password", current), ("new_password", new)];
    let new = "a much better password";
    shows(&ada.send("/account/password", &form(PASSWORD, "short")).await, 422, &["at least 8 characters"]);
    let wrong = ada.send("/account/password", &form("wrong wrong wrong", new)).await;
    shows(&wrong, 422, &["Your password</a>: is wrong"]);
    assert!(!wrong.body.contains(new), "a password is on the page: {}", wrong.body);
    shows(&ada.send("/account/password", &form(PASSWORD, new)).await, 200, &["Your password is changed."]);
    assert_eq!(app.get(&elsewhere, "/me").await.status, 401);
    assert_eq!(app.try_sign_in("ada", PASSWORD).await.status, 401);
    app.try_sign_in("ada", new).await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn a_person_chooses_what_they_get_mail_about() {
    let app = desk().await;
    let person = app.customer("ada").await;
    let ada = Visit::of(&app, "ada").await;
    let page = ada.open("/account/notifications").await;
    shows(&page, 200, &["for=\"response_posted\"", "not at all"]);
    assert!(!page.body.contains("note_posted"), "a customer gets no notes: {}", page.body);
    let form = [("response_posted", "daily"), ("assigned", "never")];
    shows(&ada.send("/account/notifications", &form).await, 200, &["Saved."]);
    let me = app.get(&person, "/me").await.expect(200);
    assert_eq!(me["digests"]["response_posted"], "daily", "{me}");
    assert_eq!(me["notifications"]["assigned"], false, "{me}");
    ada.send("/account/notifications", &[("assigned", "at_once")]).await;
    assert_eq!(app.get(&person, "/me").await.expect(200)["notifications"]["assigned"], true);
    assert_eq!(ada.send("/account/notifications", &[("assigned", "weekly")]).await.status, 400);
    app.finish().await;
}

#[tokio::test]
async fn a_key_is_shown_once_works_with_the_api_and_is_revoked() {
    let app = desk().await;
    app.customer("ada").await;
    let ada = Visit::of(&app, "ada").await;
    let page = ada.open("/account/keys").await;
    shows(&page, 200, &["You have no key.", "value=\"write\""]);
    assert!(!page.body.contains("mail:deliver"), "that is for admins: {}", page.body);
    let wrong = ada.send("/account/keys", &[("name", "Back\u{7}up"), ("lifetime", "month")]).await;
    shows(&wrong, 422, &["choose at least one", "must not contain control characters", "value=\"month\" selected"]);
    let forbidden = [("name", "Mail"), ("scopes", "mail:deliver"), ("lifetime", "ever")];
    assert_eq!(ada.send("/account/keys", &forbidden).await.status, 409);

    app.wait(Duration::minutes(16));
    let form = [("name", "Backup"), ("lifetime", "month"), ("scopes", "read"), ("scopes", "write")];
    let made = confirm(&ada, "/account/keys", &form).await;
    shows(&made, 200, &["The key “Backup”"]);
    assert_eq!(made.header("cache-control"), "no-store");
    let key = between(&made, "<code>", "</code>").to_owned();
    let me = app.send(app.request(reqwest::Method::GET, "/me").bearer_auth(&key)).await.expect(200);
    assert_eq!(me["username"], "ada");

    let list = ada.open("/account/keys").await;
    shows(&list, 200, &["Backup", "reading and writing", "last used"]);
    assert!(!list.body.contains(&key), "the key is in the list");
    let id = between(&list, "name=\"key\" value=\"", "\"").to_owned();
    shows(&ada.send("/account/keys/revoke", &[("key", &id)]).await, 200, &["The key is revoked.", "You have no key."]);
    assert_eq!(app.send(app.request(reqwest::Method::GET, "/me").bearer_auth(&key)).await.status, 401);
    app.finish().await;
}

#[tokio::test]
async fn who_needs_a_second_factor_sets_it_up_before_anything_else() {
    let app = TestApp::with("http.public_url", "http://127.0.0.1")
        .setting("workflow.require_second_factor", "staff")
        .start()
        .await;
    let root = app.superadmin().await;
    app.set_up_factor(&root).await;
    app.post(&root, "/users", TestApp::account("edgar", "engineer")).await.expect(201);
    let edgar = Visit::of(&app, "edgar").await;
    for path in ["/inbox", "/account", "/account/keys"] {
        shows(&edgar.open(path).await, 200, &["Your role needs a second factor."]);
    }
    assert_eq!(edgar.send("/account/availability", &[("availability", "away")]).await.status, 403);

    let secret = edgar.send("/account/second-factor", &[]).await;
    shows(&secret, 200, &["otpauth://totp/"]);
    assert_eq!(secret.header("cache-control"), "no-store");
    let app_on_phone = Authenticator::of(&json!({"secret": between(&secret, "<code>", "</code>")}));
    let code = app_on_phone.code(&app, 0);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    shows(&edgar.send("/account/second-factor/confirm", &[("code", wrong)]).await, 422, &["Code</a>: is wrong"]);
    shows(&edgar.send("/account/second-factor/confirm", &[("code", "")]).await, 422, &["must not be empty"]);
    let done = edgar.send("/account/second-factor/confirm", &[("code", &code)]).await;
    shows(&done, 200, &["Your recovery codes"]);
    assert_eq!(done.body.matches("<li><code>").count(), 10);
    assert_eq!(done.header("cache-control"), "no-store");
    shows(&edgar.open("/inbox").await, 200, &["Mine"]);
    let again = edgar.send("/account/second-factor", &[]).await;
    shows(&again, 409, &["You have a second factor already."]);
    shows(
        &edgar.open("/account/second-factor").await,
        200,
        &["it can't be removed here".replace('\'', "&#39;").as_str()],
    );
    assert_eq!(edgar.send("/account/second-factor/remove", &[]).await.status, 409);

    app.wait(Duration::seconds(60));
    let password = [("login", "edgar"), ("password", PASSWORD)];
    let challenge = edgar.send("/sign-in", &password).await;
    let challenge = between(&challenge, "name=\"challenge\" value=\"", "\"").to_owned();
    let code = app_on_phone.code(&app, 0);
    let signed_in =
        edgar.send("/sign-in/code", &[("challenge", &challenge), ("code", &code), ("next", "/inbox")]).await;
    shows(&signed_in, 200, &["Mine"]);
    app.finish().await;
}

#[tokio::test]
async fn a_second_factor_that_no_role_needs_is_removed() {
    let app = desk().await;
    let person = app.customer("ada").await;
    let ada = Visit::of(&app, "ada").await;
    app.set_up_factor(&person).await;
    // The set-up ended the other sessions.
    shows(&ada.open("/account/second-factor").await, 200, &["Forgot your password?"]);
    app.delete(&person, "/me/second-factor").await.expect(204);
    let ada = Visit::of(&app, "ada").await;
    let secret = ada.send("/account/second-factor", &[]).await;
    let authenticator = Authenticator::of(&json!({"secret": between(&secret, "<code>", "</code>")}));
    ada.send("/account/second-factor/confirm", &[("code", &authenticator.code(&app, 0))]).await;
    shows(&ada.open("/account/second-factor").await, 200, &["You have a second factor since"]);
    app.wait(Duration::minutes(16));
    let removed = confirm(&ada, "/account/second-factor/remove", &[]).await;
    shows(&removed, 200, &["A sign-in needs the password only."]);
    app.sign_in("ada").await;
    app.finish().await;
}

#[tokio::test]
async fn a_person_makes_their_account_safe_with_a_browser() {
    let Some(app) = browser::desk("the pages of the own account").await else { return };
    app.customer("ada").await;
    let ada = Browser::of(&app, "ada").await;
    ada.press("ada the customer").await;
    ada.press("Your account").await;
    ada.press("Second factor").await;
    ada.press("Set it up").await;
    let secret = ada.find("//code").await.text().await.unwrap();
    ada.fill("Code that the app shows", &Authenticator::of(&json!({"secret": secret})).code(&app, 0)).await;
    ada.press("Confirm").await;
    ada.sees("Your recovery codes").await;
    ada.press("I have kept them").await;
    ada.sees("Nothing waits for you.").await;

    ada.visit("/account/password").await;
    ada.fill("Your password", PASSWORD).await;
    ada.fill("New password", "a much better password").await;
    ada.press("Change the password").await;
    ada.sees("Your password is changed.").await;

    app.wait(Duration::minutes(16));
    ada.press("API keys").await;
    ada.fill("Name, by which you know it", "Backup").await;
    ada.press("Make the key").await;
    ada.sees("Confirm with your password").await;
    ada.fill("Your password", "a much better password").await;
    ada.press("Continue").await;
    ada.sees("It is shown this once.").await;
    ada.press("I have copied it").await;
    ada.press("Revoke").await;
    ada.sees("You have no key.").await;
    ada.close().await;
    app.finish().await;
}
