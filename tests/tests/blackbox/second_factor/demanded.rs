use reqwest::Method;
use serde_json::json;

use super::Authenticator;
use crate::support::{PASSWORD, Person, TestApp};

/// What a person without the second factor that the policy wants may not do.
async fn is_refused_everything(app: &TestApp, who: &Person) {
    for (method, path) in [
        ("GET", "/tickets"),
        ("GET", "/users/admin"),
        ("GET", "/events"),
        ("GET", "/events/stream"),
        ("GET", "/api-keys"),
        ("GET", "/me/sessions"),
        ("PATCH", "/me"),
        ("PUT", "/me/password"),
        ("POST", "/tickets"),
        ("POST", "/api-keys"),
    ] {
        let body = json!({"name": "N"});
        let answer = app.call(Some(who), method, path, (method != "GET").then_some(&body)).await;
        if answer.status != 404 && answer.status != 405 {
            answer.expect_problem(403, "second-factor-required");
        }
    }
    assert_eq!(app.get(who, "/me").await.expect(200)["second_factor"], false);
}

#[tokio::test]
async fn where_admins_need_one_they_may_do_nothing_but_set_it_up() {
    let app = TestApp::with("workflow.require_second_factor", "admins").start().await;
    let root = app.superadmin().await;
    is_refused_everything(&app, &root).await;
    let root = Person::signed_in(&app.refresh(&root.refresh_token).await.expect(200));
    app.set_up_factor(&root).await;

    app.get(&root, "/tickets").await.expect(200);
    let ada = app.customer("ada").await;
    app.open_ticket(&ada, "Printer").await;
    app.post(&root, "/users", TestApp::account("emil", "engineer")).await.expect(201);
    let emil = app.sign_in("emil").await;
    app.get(&emil, "/tickets").await.expect(200);
    app.delete(&root, "/me/second-factor").await.expect_problem(403, "forbidden");
    let sign_out = json!({"refresh_token": ada.refresh_token});
    app.post_anonymously("/auth/signout", sign_out).await.expect(204);
    app.finish().await;
}

#[tokio::test]
async fn where_staff_need_one_engineers_do_and_customers_do_not() {
    let app = TestApp::with("workflow.require_second_factor", "staff").start().await;
    let root = app.superadmin().await;
    app.set_up_factor(&root).await;
    app.post(&root, "/users", TestApp::account("emil", "engineer")).await.expect(201);
    let emil = app.sign_in("emil").await;
    is_refused_everything(&app, &emil).await;
    let code = {
        let enrolment = app.post(&emil, "/me/second-factor", json!({"current_password": PASSWORD})).await.expect(200);
        Authenticator::of(&enrolment).code(&app, 0)
    };
    app.post(&emil, "/me/second-factor/confirm", json!({"code": code})).await.expect(200);
    app.get(&emil, "/tickets").await.expect(200);

    let ada = app.customer("ada").await;
    app.get(&ada, "/tickets").await.expect(200);
    let authenticator = app.set_up_factor(&ada).await;
    app.delete(&ada, "/me/second-factor").await.expect(204);
    drop(authenticator);
    app.sign_in("ada").await;
    app.finish().await;
}

#[tokio::test]
async fn the_keys_and_streams_of_who_loses_it_are_refused_as_well() {
    let app = TestApp::with("workflow.require_second_factor", "staff").start().await;
    let root = app.superadmin().await;
    app.set_up_factor(&root).await;
    app.post(&root, "/users", TestApp::account("emil", "engineer")).await.expect(201);
    let emil = app.sign_in("emil").await;
    app.set_up_factor(&emil).await;
    let program = app.program(&emil, &["write"]).await;
    app.get(&program, "/tickets").await.expect(200);

    app.delete(&root, "/users/emil/second-factor").await.expect(204);
    app.get(&emil, "/me").await.expect_problem(401, "unauthenticated");
    app.refresh(&emil.refresh_token).await.expect_problem(401, "unauthenticated");
    for path in ["/tickets", "/me", "/events/stream"] {
        app.get(&program, path).await.expect_problem(403, "second-factor-required");
    }
    let enrol = app.request(Method::POST, "/me/second-factor").bearer_auth(&program.token).json(&json!({}));
    app.send(enrol).await.expect_problem(403, "second-factor-required");
    is_refused_everything(&app, &app.sign_in("emil").await).await;
    app.finish().await;
}
