use serde_json::json;

use super::browser::{Browser, hidden, hides, leads_to, shows};
use crate::support::TestApp;

#[tokio::test]
async fn people_are_listed_by_search_role_and_state_page_by_page() {
    let app = TestApp::start().await;
    app.customer("ada").await;
    app.engineer("bob").await;
    let root = Browser::of(&app, "admin").await;
    shows(&root.get("/people").await, 200, &["ada the customer", "bob the engineer", "bob@example.com"]);
    let engineers = root.get("/people?role=engineer").await;
    shows(&engineers, 200, &["bob the engineer"]);
    hides(&engineers, &["ada the customer"]);
    hides(&root.get("/people?q=ada&status=approved").await, &["bob the engineer"]);
    shows(&root.get("/people?status=rejected").await, 200, &["Nobody is here."]);
    // What is not right is left out.
    shows(&root.get("/people?role=boss&after=x").await, 200, &["ada the customer", "bob the engineer"]);
    for number in 0..26 {
        app.sign_up(&format!("many{number}"), "customer").await.expect(201);
    }
    let first = root.get("/people?q=many").await;
    shows(&first, 200, &["many25 the customer", "Next page"]);
    hides(&first, &["many0 the customer"]);
    let (_, rest) = first.body.split_once("href=\"/people?q=many&#38;after=").unwrap();
    let second = root.get(&format!("/people?q=many&after={}", rest.split('"').next().unwrap())).await;
    shows(&second, 200, &["many0 the customer", "First page"]);
    hides(&second, &["many25 the customer", "Next page"]);
    app.finish().await;
}

#[tokio::test]
async fn engineers_list_people_only_where_the_policy_lets_them() {
    let app = TestApp::start().await;
    app.engineer("bob").await;
    let bob = Browser::of(&app, "bob").await;
    shows(&bob.get("/people").await, 403, &["You may not do this"]);
    shows(&bob.get("/people/admin").await, 404, &["This page is not there"]);
    app.finish().await;

    let app = TestApp::with("workflow.engineers_list_users", true).start().await;
    app.engineer("bob").await;
    let bob = Browser::of(&app, "bob").await;
    let list = bob.get("/people").await;
    shows(&list, 200, &["bob the engineer"]);
    hides(&list, &["/people/new", "/people/waiting"]);
    app.finish().await;
}

#[tokio::test]
async fn an_engineer_who_signed_up_waits_until_an_admin_decides() {
    let app = TestApp::start().await;
    for name in ["bob", "carl"] {
        app.sign_up(name, "engineer").await.expect(201);
    }
    app.verify_address("bob").await;
    let root = Browser::of(&app, "admin").await;
    let waiting = root.get("/people/waiting").await;
    shows(&waiting, 200, &["bob the engineer", "carl the engineer", "confirmed", "not confirmed", "Approve", "Reject"]);

    let decide = async |name: &str, status: &str| {
        let version = hidden(&root.get(&format!("/people/{name}")).await, "version");
        let fields = [("version", version.as_str()), ("status", status), ("next", "/people/waiting")];
        leads_to(&root.post(&format!("/people/{name}"), &fields).await, "/people/waiting");
    };
    decide("bob", "approved").await;
    decide("carl", "rejected").await;
    shows(&root.get("/people/waiting").await, 200, &["No account waits for approval."]);
    app.sign_in("bob").await;
    app.try_sign_in("carl", crate::support::PASSWORD).await.expect_problem(403, "account-rejected");
    app.finish().await;
}

#[tokio::test]
async fn an_account_changes_and_says_why_where_it_does_not() {
    let app = TestApp::start().await;
    app.engineer("bob").await;
    let root = Browser::of(&app, "admin").await;
    let person = root.get("/people/bob").await;
    shows(&person, 200, &["bob@example.com", "no limit", "available"]);
    let version = hidden(&person, "version");

    let wrong = root.post("/people/bob", &[("version", &version), ("capacity", "many")]).await;
    shows(&wrong, 422, &["value=\"many\"", "must be between 0 and 10000", "aria-invalid"]);
    leads_to(&root.post("/people/bob", &[("version", &version), ("capacity", "7")]).await, "/people/bob");
    let stale = root.post("/people/bob", &[("version", &version), ("availability", "away")]).await;
    shows(&stale, 409, &["It was changed in the meantime."]);
    let version = hidden(&stale, "version");
    leads_to(&root.post("/people/bob", &[("version", &version), ("availability", "away")]).await, "/people/bob");
    shows(&root.get("/people/bob").await, 200, &["<dd>7</dd>", "<dd>away</dd>"]);

    let own = hidden(&root.get("/people/admin").await, "version");
    let last = root.post("/people/admin", &[("version", &own), ("status", "suspended")]).await;
    shows(&last, 409, &["The last approved superadmin cannot be removed"]);
    shows(&root.post("/people/bob", &[("version", &version), ("role", "boss")]).await, 400, &[]);
    let bob = Browser::of(&app, "bob").await;
    shows(&bob.post("/people/bob", &[("version", &version), ("role", "admin")]).await, 403, &[]);
    app.finish().await;
}

#[tokio::test]
async fn an_account_is_made_for_another_person_with_a_password_or_by_invitation() {
    let mut app = TestApp::start().await;
    app.admin("ann").await;
    app.mails().await;
    let ann = Browser::of(&app, "ann").await;
    let form = ann.get("/people/new").await;
    shows(&form, 200, &["value=\"customer\"", "value=\"engineer\""]);
    hides(&form, &["value=\"admin\""]);

    let mut fields = vec![("name", "Bob"), ("username", "x"), ("email", "bob@example.com"), ("role", "engineer")];
    let wrong = ann.post("/people/new", &fields).await;
    shows(&wrong, 422, &["must have at least 3 characters", "value=\"bob@example.com\"", "href=\"#username\""]);
    fields[1] = ("username", "ann");
    shows(&ann.post("/people/new", &fields).await, 422, &["belongs to another account"]);
    // A username that is the path of another page.
    fields[1] = ("username", "new");
    let made = ann.post("/people/new", &fields).await;
    assert!(made.header("location").starts_with("/people/0"), "{made:?}");
    shows(&ann.get(&made.header("location")).await, 200, &["Bob", "in use"]);
    fields[3] = ("role", "admin");
    fields[1] = ("username", "carl");
    fields[2] = ("email", "carl@example.com");
    shows(&ann.post("/people/new", &fields).await, 403, &["You may not do this"]);
    drop(ann);
    let mails = app.mails().await;
    assert_eq!(mails.iter().filter(|mail| mail.to == "bob@example.com").count(), 1, "an invitation");
    app.finish().await;
}

#[tokio::test]
async fn a_person_is_removed_only_where_their_username_was_typed() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.open_ticket(&ada, "Printer").await;
    app.engineer("bob").await;
    let root = Browser::of(&app, "admin").await;
    shows(&root.get("/people/ada/tickets").await, 200, &["Printer", "/tickets/1"]);
    shows(&root.get("/people/ada/tickets?assigned=true").await, 200, &["No ticket is here."]);
    let page = root.get("/people/ada/remove").await;
    shows(&page, 200, &["ada the customer", "This cannot be undone.", "To confirm, type"]);
    let version = hidden(&page, "version");
    let wrong = root.post("/people/ada/remove", &[("version", &version), ("typed", "bob")]).await;
    shows(&wrong, 422, &["is wrong"]);
    leads_to(&root.post("/people/ada/remove", &[("version", &version), ("typed", "ADA ")]).await, "/people");
    shows(&root.get("/people/ada").await, 404, &[]);

    shows(&root.get("/people/bob/remove").await, 200, &["The open and blocked tickets of this engineer go to others."]);
    let none = root.post("/people/bob/second-factor", &[("version", "1"), ("typed", "bob")]).await;
    shows(&none, 409, &["There is no second factor."]);
    let admin = app.superadmin().await;
    assert_eq!(app.get(&admin, "/users?q=bob").await.expect(200)["data"].as_array().unwrap().len(), 1);
    app.patch(&admin, "/users/bob", json!({"status": "suspended"})).await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn a_second_factor_that_was_lost_is_removed_by_an_admin() {
    let app = TestApp::start().await;
    let bob = app.engineer("bob").await;
    let root = Browser::of(&app, "admin").await;
    hides(&root.get("/people/bob").await, &["/people/bob/second-factor"]);
    app.set_up_factor(&bob).await;
    shows(&root.get("/people/bob").await, 200, &["/people/bob/second-factor"]);
    let page = root.get("/people/bob/second-factor").await;
    shows(&page, 200, &["bob the engineer", "All sessions of the person end"]);
    let version = hidden(&page, "version");
    let wrong = root.post("/people/bob/second-factor", &[("version", &version), ("typed", "ann")]).await;
    shows(&wrong, 422, &["is wrong"]);
    let removed = root.post("/people/bob/second-factor", &[("version", &version), ("typed", "bob")]).await;
    leads_to(&removed, "/people/bob");
    hides(&root.get("/people/bob").await, &["/people/bob/second-factor"]);
    app.sign_in("bob").await;
    app.get(&bob, "/me").await.expect_problem(401, "unauthenticated");
    app.finish().await;
}
