//! The flows of the ticket portal: accounts that are verified by mail, admins whom a superadmin makes, and a room in
//! which everybody of the staff sees at once what the others do.

use serde_json::{Value, json};

use crate::support::{PASSWORD, TestApp};

/// The token of the link in the last mail to this address whose link leads to that page.
async fn token_for(app: &mut TestApp, address: &str, page: &str) -> String {
    let mails = app.mails().await;
    let start = format!("https://desk.example.com/account/{page}?token=");
    let link = mails.iter().rev().filter(|mail| mail.to == address).find_map(|mail| mail.text.split(&start).nth(1));
    link.unwrap().split_whitespace().next().unwrap().to_owned()
}

#[tokio::test]
async fn an_account_is_verified_and_its_forgotten_password_replaced_by_mail() {
    let mut app = TestApp::with("workflow.require_verified_email", true).start().await;
    app.sign_up("newcomer", "customer").await.expect(201);
    app.try_sign_in("newcomer", PASSWORD).await.expect_problem(403, "email-unverified");
    let token = token_for(&mut app, "newcomer@example.com", "verify-email").await;
    app.post_anonymously("/auth/email/verify", json!({"token": token})).await.expect(204);
    let newcomer = app.sign_in("newcomer").await;

    app.post_anonymously("/auth/password/forgot", json!({"email": "newcomer@example.com"})).await.expect(202);
    let token = token_for(&mut app, "newcomer@example.com", "reset-password").await;
    let reset = json!({"token": token, "password": "another long password"});
    app.post_anonymously("/auth/password/reset", reset).await.expect(204);
    app.get(&newcomer, "/me").await.expect_problem(401, "unauthenticated");
    app.try_sign_in("newcomer", PASSWORD).await.expect_problem(401, "wrong-credentials");
    app.try_sign_in("newcomer", "another long password").await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn people_edit_their_profile_and_change_their_password() {
    let app = TestApp::start().await;
    let customer = app.customer("customer").await;
    let changed =
        app.patch(&customer, "/me", json!({"name": "Ada Lovelace", "phone": "+4930123456"})).await.expect(200);
    assert_eq!((&changed["name"], &changed["phone"]), (&json!("Ada Lovelace"), &json!("+4930123456")));
    let new = json!({"current_password": PASSWORD, "new_password": "another long password"});
    app.call(Some(&customer), "PUT", "/me/password", Some(&new)).await.expect(204);
    app.try_sign_in("customer", PASSWORD).await.expect_problem(401, "wrong-credentials");
    app.try_sign_in("customer", "another long password").await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn a_superadmin_makes_lists_and_removes_admins_and_nobody_else_does() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    let admin = app.admin("admin1").await;
    let admins = app.rows(&root, "/users?role=admin").await;
    assert_eq!(admins.iter().map(|user| &user["username"]).collect::<Vec<_>>(), ["admin1"]);
    app.post(&admin, "/users", TestApp::account("admin2", "admin")).await.expect_problem(403, "forbidden");
    assert_eq!(app.rows(&admin, "/users?role=superadmin").await.len(), 0);
    app.delete(&admin, "/users/admin1").await.expect_problem(403, "forbidden");
    app.delete(&root, "/users/admin1").await.expect(204);
    app.get(&admin, "/me").await.expect_problem(401, "unauthenticated");
    app.finish().await;
}

#[tokio::test]
async fn tickets_are_searched_listed_answered_and_deleted() {
    let mut app = TestApp::start().await;
    let (root, admin, customer) = (app.superadmin().await, app.admin("admin1").await, app.customer("customer").await);
    let active = app.open_ticket(&customer, "Where is my parcel?").await;
    let closed = app.open_ticket(&customer, "Never mind").await;
    app.move_to(&admin, &closed, "closed").await.expect(200);
    assert_eq!(app.rows(&customer, "/tickets").await.len(), 2);
    let ids = |rows: Vec<Value>| rows.iter().map(|row| row["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(app.rows(&admin, "/tickets?status=open,blocked").await), [active["id"].clone()]);
    assert_eq!(ids(app.rows(&root, "/tickets?status=closed").await), [closed["id"].clone()]);
    assert_eq!(app.get(&root, &format!("/tickets/{}", active["id"].as_str().unwrap())).await.expect(200)["number"], 1);

    app.mails().await;
    app.say(&admin, &active, "It is on its way.").await.expect(201);
    assert!(app.mails().await.iter().any(|mail| mail.to == customer.email && mail.text.contains("It is on its way.")));
    app.delete(&admin, "/tickets/1").await.expect_problem(403, "forbidden");
    app.delete(&root, "/tickets/1").await.expect(204);
    app.get(&customer, "/tickets/1").await.expect_problem(404, "not-found");
    app.finish().await;
}
