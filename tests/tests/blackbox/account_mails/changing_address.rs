use serde_json::json;

use super::{Link, link_to};
use crate::support::TestApp;

#[tokio::test]
async fn a_changed_address_counts_at_once_is_verified_anew_and_the_old_one_is_told() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let old = link_to(&mut app, "ada@example.com").await;

    let me = app.patch(&ada, "/me", json!({"email": "countess@example.org"})).await.expect(200);
    assert_eq!((&me["email"], &me["email_verified"]), (&json!("countess@example.org"), &json!(false)));
    let mails = app.mails().await;
    assert_eq!(mails.len(), 2, "{mails:#?}");
    let to = |address: &str| mails.iter().find(|mail| mail.to == address).unwrap();
    let told = to("ada@example.com");
    assert_eq!((told.subject.as_str(), Link::in_mail(told)), ("Your e-mail address was changed", None));
    assert!(!format!("{told:?}").contains("countess"), "the old mailbox need not know the new one");
    let new = Link::in_mail(to("countess@example.org")).unwrap();

    let superadmin = app.superadmin().await;
    let outbox = app.get(&superadmin, "/admin/outbox?limit=2").await.expect(200);
    let mut addresses: Vec<_> =
        outbox["data"].as_array().unwrap().iter().map(|mail| mail["address"].to_string()).collect();
    addresses.sort();
    assert_eq!(addresses, ["\"ada@example.com\"", "\"countess@example.org\""]);

    app.verify(&old.token).await.expect_problem(422, "link-invalid");
    app.verify(&new.token).await.expect(204);
    assert_eq!(app.get(&ada, "/me").await.expect(200)["email_verified"], true);
    app.sign_in("countess@example.org").await;
    app.try_sign_in("ada@example.com", crate::support::PASSWORD).await.expect_problem(401, "wrong-credentials");
    app.finish().await;
}

#[tokio::test]
async fn a_mail_that_waits_for_the_old_address_is_not_sent_there_any_more() {
    let mut app = TestApp::start().await;
    app.smtp.stop().await;
    let ada = app.customer("ada").await;
    app.mails().await;
    app.patch(&ada, "/me", json!({"email": "countess@example.org"})).await.expect(200);
    app.smtp.start_again().await.unwrap();
    app.wait(time::Duration::minutes(1));
    let mails = app.mails().await;
    let mut told: Vec<_> = mails.iter().map(|mail| (mail.to.as_str(), mail.subject.as_str())).collect();
    told.sort_unstable();
    let expected = [
        ("ada@example.com", "Your e-mail address was changed"),
        ("countess@example.org", "Confirm your e-mail address"),
    ];
    assert_eq!(told, expected);
    app.finish().await;
}

#[tokio::test]
async fn no_link_in_the_old_mailbox_takes_the_account_after_the_address_was_changed() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.mails().await;
    app.forgot("ada@example.com").await;
    let reset = link_to(&mut app, "ada@example.com").await;
    app.patch(&ada, "/me", json!({"email": "countess@example.org"})).await.expect(200);

    assert_eq!(app.open(&reset).await.status, 422);
    assert_eq!(app.press(&reset, "the thief's password").await.status, 422);
    app.reset(&reset.token, "the thief's password").await.expect_problem(422, "link-invalid");
    app.get(&ada, "/me").await.expect(200);
    app.try_sign_in("ada", crate::support::PASSWORD).await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn an_address_that_somebody_has_is_refused_and_ones_own_is_no_change() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.customer("bob").await;
    app.mails().await;

    app.patch(&ada, "/me", json!({"email": "BOB@example.com"})).await.expect_problem(409, "email-taken");
    app.patch(&ada, "/me", json!({"email": "nonsense"})).await.expect_problem(422, "invalid-fields");
    let same = app.patch(&ada, "/me", json!({"email": "ada@example.com"})).await.expect(200);
    let respelled = app.patch(&ada, "/me", json!({"email": "Ada@Example.com"})).await.expect(200);
    assert_eq!((&same["email_verified"], &respelled["email_verified"]), (&json!(true), &json!(true)));
    assert_eq!(respelled["email"], "Ada@example.com");
    assert!(app.mails().await.is_empty());
    app.finish().await;
}

#[tokio::test]
async fn nobody_changes_the_address_of_somebody_else() {
    let app = TestApp::start().await;
    app.customer("ada").await;
    let superadmin = app.superadmin().await;
    let answer = app.patch(&superadmin, "/users/ada", json!({"email": "mine@example.com"})).await;
    assert_eq!(answer.expect_problem(422, "invalid-fields")["errors"][0]["code"], "unknown");
    app.finish().await;
}

#[tokio::test]
async fn a_removed_person_has_no_link_and_leaves_no_address() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let verification = link_to(&mut app, "ada@example.com").await;
    app.patch(&ada, "/me", json!({"email": "countess@example.org"})).await.expect(200);
    app.mails().await;
    app.wait(time::Duration::minutes(15));
    app.forgot("countess@example.org").await;
    let mails = app.mails().await;
    let reset = mails.iter().filter_map(Link::in_mail).find(|link| link.path.contains("reset")).unwrap();
    let superadmin = app.superadmin().await;
    app.delete(&superadmin, "/users/ada").await.expect(204);

    app.verify(&verification.token).await.expect_problem(422, "link-invalid");
    app.reset(&reset.token, "another long password").await.expect_problem(422, "link-invalid");
    assert_eq!(app.rows_of("SELECT address FROM account_links").await, [""; 0]);
    assert_eq!(app.rows_of("SELECT address FROM outbox WHERE address IS NOT NULL").await, [""; 0]);
    app.finish().await;
}
