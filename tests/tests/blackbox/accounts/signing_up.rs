use serde_json::{Value, json};

use crate::support::{PASSWORD, TestApp};

async fn sign_up_with(app: &TestApp, changes: Value) -> crate::support::Answer {
    let mut body = TestApp::account("ada", "customer");
    body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    app.post_anonymously("/auth/signup", body).await
}

#[tokio::test]
async fn a_customer_is_approved_at_once_and_an_engineer_waits() {
    let app = TestApp::start().await;

    let customer = app.sign_up("ada", "customer").await;
    let account = customer.expect(201);
    assert_eq!(account["status"], "approved");
    assert_eq!(account["role"], "customer");
    assert_eq!(account["email_verified"], false);
    assert_eq!(account["tickets_count"], 0);
    assert_eq!(account.get("open_tickets"), None, "only staff are told");
    assert_eq!(customer.header("location"), "/api/v1/users/ada");
    assert_eq!(customer.header("etag"), "\"1\"");
    assert!(!customer.body.contains(PASSWORD) && !customer.body.contains("hash"), "{}", customer.body);

    assert_eq!(app.sign_up("bob", "engineer").await.expect(201)["status"], "pending");
    app.try_sign_in("bob", PASSWORD).await.expect_problem(403, "account-pending");
    app.try_sign_in("bob", "another password").await.expect_problem(401, "wrong-credentials");

    let mut without_role = TestApp::account("cleo", "");
    without_role.as_object_mut().unwrap().remove("role");
    let account = app.post_anonymously("/auth/signup", without_role).await.expect(201);
    assert_eq!((&account["role"], &account["status"]), (&json!("customer"), &json!("approved")));
    app.finish().await;
}

#[tokio::test]
async fn nobody_signs_up_as_admin_or_superadmin_and_nothing_is_written() {
    let app = TestApp::start().await;
    let superadmin = app.superadmin().await;
    let before = app.everything(&superadmin).await;

    for role in ["admin", "superadmin"] {
        let problem = app.sign_up("eve", role).await.expect_problem(422, "invalid-fields");
        assert_eq!(problem["errors"][0]["pointer"], "/role");
    }

    assert_eq!(app.everything(&superadmin).await, before);
    app.try_sign_in("eve", PASSWORD).await.expect_problem(401, "wrong-credentials");
    app.finish().await;
}

#[tokio::test]
async fn nobody_takes_a_name_that_passes_as_staff() {
    let app = TestApp::start().await;
    let superadmin = app.superadmin().await;
    for (name, role) in [
        ("Superadmin", "customer"),
        ("\u{405}uperadmin", "customer"),
        ("Support Team", "customer"),
        ("The Administrator", "engineer"),
    ] {
        let problem =
            sign_up_with(&app, json!({"name": name, "role": role})).await.expect_problem(422, "invalid-fields");
        assert_eq!(
            (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]),
            (&json!("/name"), &json!("reserved"))
        );
    }
    let customer = app.customer("eve").await;
    app.patch(&customer, "/me", json!({"name": "Administrator"})).await.expect_problem(422, "invalid-fields");
    app.patch(&customer, "/me", json!({"name": "Eve Engineer"})).await.expect(200);
    app.patch(&superadmin, "/me", json!({"name": "Administrator"})).await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn a_name_or_address_is_taken_whatever_its_case() {
    let app = TestApp::start().await;
    let superadmin = app.superadmin().await;
    sign_up_with(&app, json!({"email": "Ada@Example.com"})).await.expect(201);
    let before = app.everything(&superadmin).await;

    for username in ["ada", "ADA", "Ada", " ada "] {
        let answer = sign_up_with(&app, json!({"username": username, "email": "new@example.com"})).await;
        answer.expect_problem(409, "username-taken");
    }
    for email in ["ada@example.com", "ADA@EXAMPLE.COM", "Ada@example.COM", " ada@example.com "] {
        let answer = sign_up_with(&app, json!({"username": "another", "email": email})).await;
        answer.expect_problem(409, "email-taken");
    }
    let mut account = TestApp::account("ada", "admin");
    account["email"] = json!("new@example.com");
    app.post(&superadmin, "/users", account.clone()).await.expect_problem(409, "username-taken");
    account["username"] = json!("anna");
    account["email"] = json!("ada@example.com");
    app.post(&superadmin, "/users", account).await.expect_problem(409, "email-taken");

    assert_eq!(app.everything(&superadmin).await, before);
    app.finish().await;
}

#[tokio::test]
async fn of_twenty_who_want_one_name_at_once_one_gets_it() {
    let app = TestApp::start().await;
    let superadmin = app.superadmin().await;
    let request = |index: usize, username: &str, email: &str| {
        let mut body = TestApp::account(username, "customer");
        body["name"] = json!(format!("Number {index}"));
        body["email"] = json!(email);
        app.request(reqwest::Method::POST, "/auth/signup").json(&body)
    };
    let one_name = (0..20).map(|i| request(i, "wanted", &format!("number-{i}@example.com"))).collect();
    let one_address = (0..20).map(|i| request(i, &format!("number-{i}"), "wanted@example.com")).collect();

    for (requests, problem) in [(one_name, "username-taken"), (one_address, "email-taken")] {
        let answers = app.send_all_at_once(requests).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            answer.expect_problem(409, problem);
        }
    }
    let people = app.get(&superadmin, "/users?count=true").await.expect(200);
    assert_eq!(people["page"]["total"], 3, "{people}");
    app.finish().await;
}

#[tokio::test]
async fn what_people_write_is_kept_as_it_is_and_what_they_mean_is_made_regular() {
    let app = TestApp::start().await;
    let changes = json!({
        "name": "  Zoë 'O\\u0027'; DROP TABLE people;-- <b>👩‍🚀</b> ", "username": "Zoe.O-Neil_1",
        "email": "Zoe+desk@BÜCHER.example", "phone": "+49 (30) 123-456.78",
    });

    let account = sign_up_with(&app, changes).await.expect(201);

    assert_eq!(account["name"], "Zoë 'O\\u0027'; DROP TABLE people;-- <b>👩‍🚀</b>");
    assert_eq!(account["username"], "zoe.o-neil_1");
    assert_eq!(account["email"], "Zoe+desk@xn--bcher-kva.example");
    assert_eq!(account["phone"], "+493012345678");
    app.try_sign_in("ZOE.o-neil_1", PASSWORD).await.expect(200);
    app.try_sign_in("zoe+desk@bücher.example", PASSWORD).await.expect(200);
    app.finish().await;
}
