use serde_json::{Value, json};
use time::Duration;

use super::{Link, link_to, links};
use crate::support::{Mail, PASSWORD, Person, TestApp};

/// A customer whose address is verified.
async fn verified(app: &mut TestApp, username: &str) -> Person {
    let person = app.customer(username).await;
    app.mails().await;
    person
}

async fn change(app: &TestApp, who: &Person, email: &str) -> Value {
    app.patch(who, "/me", json!({"email": email, "current_password": PASSWORD})).await.expect(200)
}

fn mail_to<'a>(mails: &'a [Mail], address: &str) -> &'a Mail {
    mails.iter().find(|mail| mail.to == address).unwrap()
}

#[tokio::test]
async fn another_address_counts_only_after_its_link_was_followed_and_the_old_one_is_told() {
    let mut app = TestApp::start().await;
    let ada = verified(&mut app, "ada").await;

    let me = change(&app, &ada, "countess@example.org").await;
    assert_eq!((&me["email"], &me["email_pending"]), (&json!("ada@example.com"), &json!("countess@example.org")));
    assert_eq!(me["email_verified"], true);
    let mails = app.mails().await;
    assert_eq!(mails.len(), 2, "{mails:#?}");
    let letter = mail_to(&mails, "ada@example.com");
    assert_eq!(letter.subject, "Your e-mail address is about to change");
    assert!(!format!("{letter:?}").contains("countess"), "the old mailbox need not know the new one");
    assert_eq!(Link::in_mail(letter).unwrap().path, "/account/undo-email-change");
    let new = Link::in_mail(mail_to(&mails, "countess@example.org")).unwrap();

    app.sign_in("ada@example.com").await;
    app.try_sign_in("countess@example.org", PASSWORD).await.expect_problem(401, "wrong-credentials");
    assert_eq!(app.press(&new, "").await.status, 200);

    let me = app.get(&ada, "/me").await.expect(200);
    assert_eq!((&me["email"], &me["email_pending"]), (&json!("countess@example.org"), &Value::Null));
    app.sign_in("countess@example.org").await;
    app.try_sign_in("ada@example.com", PASSWORD).await.expect_problem(401, "wrong-credentials");
    let mails = app.mails().await;
    assert_eq!(mails.len(), 1, "{mails:#?}");
    let letter = mail_to(&mails, "ada@example.com");
    assert_eq!((letter.subject.as_str(), Link::in_mail(letter)), ("Your e-mail address was changed", None));
    app.finish().await;
}

#[tokio::test]
async fn who_borrows_a_session_neither_changes_the_address_nor_gets_a_reset() {
    let mut app = TestApp::start().await;
    let ada = verified(&mut app, "ada").await;
    app.wait(Duration::minutes(15));
    let borrowed = Person::signed_in(&app.refresh(&ada.refresh_token).await.expect(200));

    let address = json!({"email": "thief@example.com"});
    app.patch(&borrowed, "/me", address).await.expect_problem(403, "password-required");
    let guess = json!({"email": "thief@example.com", "current_password": "a guess"});
    let wrong = app.patch(&borrowed, "/me", guess).await.expect_problem(422, "invalid-fields");
    assert_eq!(wrong["errors"][0]["pointer"], "/current_password");
    // What does not take the account asks nothing, and one's own address is no change.
    app.patch(&borrowed, "/me", json!({"name": "Ada", "email": "ada@example.com"})).await.expect(200);
    app.forgot("thief@example.com").await;
    assert!(app.mails().await.is_empty());
    app.finish().await;
}

#[tokio::test]
async fn resets_go_to_the_confirmed_address_while_another_one_waits() {
    let mut app = TestApp::start().await;
    let ada = verified(&mut app, "ada").await;
    change(&app, &ada, "thief@example.com").await;
    let confirm = links(&mut app).await.into_iter().find(|(to, _)| to == "thief@example.com").unwrap().1;

    app.forgot("thief@example.com").await;
    assert!(app.mails().await.is_empty());
    app.forgot("ada@example.com").await;
    let reset = link_to(&mut app, "ada@example.com").await;
    app.reset(&reset.token, "another good one").await.expect(204);
    // The reset drops the address that waits: its link would still take the account.
    app.verify(&confirm.token).await.expect_problem(422, "link-invalid");
    app.try_sign_in("ada@example.com", "another good one").await.expect(200);
    app.mails().await;
    app.finish().await;
}

#[tokio::test]
async fn the_owner_undoes_a_change_that_was_completed_and_the_thief_is_out() {
    let mut app = TestApp::start().await;
    let ada = verified(&mut app, "ada").await;
    let thief = app.sign_in("ada").await;
    change(&app, &thief, "thief@example.com").await;
    let key = app.program(&thief, &["write"]).await;
    let mails = app.mails().await;
    let undo = mails.iter().filter_map(Link::in_mail).find(|link| link.path.contains("undo")).unwrap();
    let confirm = Link::in_mail(mail_to(&mails, "thief@example.com")).unwrap();
    app.verify(&confirm.token).await.expect(204);
    app.mails().await;
    // Another account cannot take the old address meanwhile.
    app.sign_up("ada2", "customer").await.expect(201);
    let taken = json!({"name": "T", "username": "thief", "email": "Ada@example.com", "password": PASSWORD});
    app.post_anonymously("/auth/signup", taken).await.expect_problem(409, "email-taken");
    let other = app.sign_in("ada2").await;
    let wanted = json!({"email": "ada@example.com"});
    app.patch(&other, "/me", wanted).await.expect_problem(409, "email-taken");
    // A second change does not void the link of the first.
    change(&app, &thief, "third@example.com").await;
    app.mails().await;

    app.wait(Duration::days(7) - Duration::seconds(1));
    assert!(app.open(&undo).await.body.contains("Undo the change"));
    assert_eq!(app.press(&undo, "").await.status, 200);

    for stolen in [&ada, &thief, &key] {
        app.get(stolen, "/me").await.expect_problem(401, "unauthenticated");
    }
    app.try_sign_in("ada", PASSWORD).await.expect_problem(401, "wrong-credentials");
    let reset = link_to(&mut app, "ada@example.com").await;
    assert_eq!(reset.path, "/account/reset-password");
    app.reset(&reset.token, "staple horse correct").await.expect(204);
    let ada = Person::signed_in(&app.try_sign_in("ada@example.com", "staple horse correct").await.expect(200));
    let me = app.get(&ada, "/me").await.expect(200);
    assert_eq!((&me["email"], &me["email_pending"]), (&json!("ada@example.com"), &Value::Null));
    assert_eq!(app.press(&undo, "").await.status, 422);
    app.mails().await;
    app.finish().await;
}

#[tokio::test]
async fn the_link_of_a_thief_does_not_outrank_that_of_the_owner() {
    let mut app = TestApp::start().await;
    let ada = verified(&mut app, "ada").await;
    let undo_of = |mails: &[Mail], address: &str| {
        let links = mails.iter().filter(|mail| mail.to == address).filter_map(Link::in_mail);
        links.into_iter().find(|link| link.path.contains("undo")).unwrap()
    };
    let confirm_of = |mails: &[Mail], address: &str| Link::in_mail(mail_to(mails, address)).unwrap();
    change(&app, &ada, "thief@example.com").await;
    let mails = app.mails().await;
    let owners = undo_of(&mails, "ada@example.com");
    app.verify(&confirm_of(&mails, "thief@example.com").token).await.expect(204);
    app.mails().await;
    app.wait(Duration::minutes(1));
    change(&app, &ada, "third@example.com").await;
    let thiefs = undo_of(&app.mails().await, "thief@example.com");

    // The thief undoes the second change: the address is thief@ again. The owner's link still works, and then no other does.
    app.undo(&thiefs.token).await.expect(204);
    app.undo(&owners.token).await.expect(204);
    app.undo(&thiefs.token).await.expect_problem(422, "link-invalid");
    app.undo(&owners.token).await.expect_problem(422, "link-invalid");
    let (to, link) = links(&mut app).await.pop().unwrap();
    assert_eq!((to.as_str(), link.path.as_str()), ("ada@example.com", "/account/reset-password"));
    app.finish().await;
}

#[tokio::test]
async fn once_the_owner_undid_a_change_no_link_of_a_later_one_works() {
    let mut app = TestApp::start().await;
    let ada = verified(&mut app, "ada").await;
    let link_in = |mails: &[Mail], address: &str| Link::in_mail(mail_to(mails, address)).unwrap();
    change(&app, &ada, "thief@example.com").await;
    let mails = app.mails().await;
    let owners = link_in(&mails, "ada@example.com");
    app.verify(&link_in(&mails, "thief@example.com").token).await.expect(204);
    app.mails().await;
    app.wait(Duration::minutes(1));
    change(&app, &ada, "third@example.com").await;
    let thiefs = link_in(&app.mails().await, "thief@example.com");
    assert_eq!(thiefs.path, "/account/undo-email-change");

    app.undo(&owners.token).await.expect(204);
    app.undo(&thiefs.token).await.expect_problem(422, "link-invalid");
    let reset = link_to(&mut app, "ada@example.com").await;
    app.reset(&reset.token, "staple horse correct").await.expect(204);
    app.try_sign_in("ada@example.com", "staple horse correct").await.expect(200);
    app.mails().await;
    app.finish().await;
}

#[tokio::test]
async fn an_undo_link_is_good_for_a_week_and_only_while_there_is_something_to_undo() {
    let mut app = TestApp::start().await;
    let ada = verified(&mut app, "ada").await;
    change(&app, &ada, "countess@example.org").await;
    let undo = links(&mut app).await.into_iter().find(|(to, _)| to == "ada@example.com").unwrap().1;
    assert_eq!(change(&app, &ada, "ada@example.com").await["email_pending"], Value::Null);
    app.undo(&undo.token).await.expect_problem(422, "link-invalid");
    app.get(&ada, "/me").await.expect(200);

    change(&app, &ada, "countess@example.org").await;
    let undo = links(&mut app).await.into_iter().find(|(to, _)| to == "ada@example.com").unwrap().1;
    app.wait(Duration::days(7));
    app.undo(&undo.token).await.expect_problem(422, "link-invalid");
    app.finish().await;
}

#[tokio::test]
async fn only_the_person_and_admins_see_the_address_that_waits() {
    let mut app = TestApp::with("workflow.engineers_list_users", true).start().await;
    let ada = app.customer("ada").await;
    let bob = app.engineer("bob").await;
    let root = app.superadmin().await;
    change(&app, &ada, "countess@example.org").await;
    assert_eq!(app.get(&root, "/users/ada").await.expect(200)["email_pending"], "countess@example.org");
    assert_eq!(app.get(&bob, "/users/ada").await.expect(200).get("email_pending"), None);
    app.mails().await;
    app.finish().await;
}

#[tokio::test]
async fn an_unverified_address_gets_no_letter_about_its_successor() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.unverify_address("ada").await;
    link_to(&mut app, "ada@example.com").await;
    change(&app, &ada, "countess@example.org").await;
    let new = link_to(&mut app, "countess@example.org").await;
    app.verify(&new.token).await.expect(204);
    assert!(app.mails().await.is_empty());
    app.sign_in("countess@example.org").await;
    app.finish().await;
}

#[tokio::test]
async fn who_signed_up_with_the_address_of_another_keeps_no_key_once_its_owner_proves_it() {
    let mut app = TestApp::start().await;
    let reset = async |app: &mut TestApp, name: &str| {
        app.forgot(&format!("{name}@example.com")).await;
        let link = link_to(app, &format!("{name}@example.com")).await;
        app.reset(&link.token, "staple horse correct").await.expect(204);
    };
    let ada = app.customer("ada").await;
    app.unverify_address("ada").await;
    let ada = app.program(&ada, &["write"]).await;
    let verification = links(&mut app).await.pop().unwrap().1;
    app.get(&ada, "/me").await.expect(200);
    app.verify(&verification.token).await.expect(204);
    app.get(&ada, "/me").await.expect_problem(401, "unauthenticated");

    let bea = app.customer("bea").await;
    app.unverify_address("bea").await;
    let bea = app.program(&bea, &["write"]).await;
    app.mails().await;
    app.wait(Duration::minutes(15));
    reset(&mut app, "bea").await;
    app.get(&bea, "/me").await.expect_problem(401, "unauthenticated");
    // A verified person's key ends with a reset, too.
    let again = Person::signed_in(&app.try_sign_in("bea", "staple horse correct").await.expect(200));
    let key = app.program(&again, &["read"]).await;
    app.mails().await;
    app.wait(Duration::hours(1));
    reset(&mut app, "bea").await;
    app.get(&key, "/me").await.expect_problem(401, "unauthenticated");
    app.mails().await;
    app.finish().await;
}

#[tokio::test]
async fn a_mail_that_waits_for_the_old_address_is_sent_there_until_the_new_one_counts() {
    let mut app = TestApp::start().await;
    app.smtp.stop().await;
    let ada = app.customer("ada").await;
    app.unverify_address("ada").await;
    app.mails().await;
    change(&app, &ada, "countess@example.org").await;
    app.smtp.start_again().await.unwrap();
    app.wait(Duration::minutes(1));
    let mails = app.mails().await;
    let sent: Vec<_> = mails.iter().map(|mail| (mail.to.as_str(), mail.subject.as_str())).collect();
    assert_eq!(sent, [("countess@example.org", "Confirm your e-mail address")]);
    app.finish().await;
}

#[tokio::test]
async fn no_link_in_the_old_mailbox_takes_the_account_after_the_address_was_changed() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.mails().await;
    app.forgot("ada@example.com").await;
    let reset = link_to(&mut app, "ada@example.com").await;
    change(&app, &ada, "countess@example.org").await;
    let new = links(&mut app).await.into_iter().find(|(to, _)| to == "countess@example.org").unwrap().1;
    app.verify(&new.token).await.expect(204);

    assert_eq!(app.open(&reset).await.status, 422);
    assert_eq!(app.press(&reset, "the thief's password").await.status, 422);
    app.reset(&reset.token, "the thief's password").await.expect_problem(422, "link-invalid");
    app.get(&ada, "/me").await.expect(200);
    app.try_sign_in("ada", PASSWORD).await.expect(200);
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
    change(&app, &ada, "countess@example.org").await;
    app.forgot("ada@example.com").await;
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
