use serde_json::{Value, json};

use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn a_removed_customer_is_forgotten_but_not_what_was_said() {
    let app = TestApp::start().await;
    let bob = app.engineer("bob").await;
    let ada = app.customer("ada").await;
    let root = app.superadmin().await;
    app.patch(&ada, "/me", json!({"phone": "+4930123456"})).await.expect(200);
    app.open_ticket(&ada, "Printer").await;
    app.post(&bob, "/tickets/1/messages", json!({"body": "Try again."})).await.expect(201);
    app.post(&ada, "/tickets/1/messages", json!({"body": "I did."})).await.expect(201);

    let answer = app.delete(&root, "/users/ada").await;
    answer.expect(204);
    assert_eq!(answer.body, "");

    let ticket = app.get(&bob, "/tickets/1").await.expect(200);
    assert_eq!((&ticket["reporter"]["name"], &ticket["reporter"]["id"]), (&json!("removed user"), &json!(ada.id)));
    let messages = app.get(&bob, "/tickets/1/messages").await.expect(200);
    let said: Vec<_> = messages["data"].as_array().unwrap().iter().map(|message| message["body"].clone()).collect();
    assert_eq!(said, ["All about: Printer", "Try again.", "I did."]);
    assert_eq!(messages["data"][2]["author"]["name"], "removed user");
    let everything = app.everything(&root).await.to_string();
    for trace in ["ada@example.com", "ada the customer", "+4930123456", "\"ada\""] {
        assert!(!everything.contains(trace), "{trace} is left in {everything}");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_removed_person_is_in_no_list_and_cannot_be_changed_any_more() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let root = app.superadmin().await;
    app.open_ticket(&ada, "Printer").await;
    app.delete(&root, "/users/ada").await.expect(204);

    let left = app.get(&root, "/tickets/1").await.expect(200)["reporter"].clone();
    for name in ["ada", &ada.id, left["username"].as_str().unwrap()] {
        let path = format!("/users/{name}");
        app.get(&root, &path).await.expect_problem(404, "not-found");
        app.get(&root, &format!("{path}/tickets")).await.expect_problem(404, "not-found");
        app.patch(&root, &path, json!({"status": "approved"})).await.expect_problem(404, "not-found");
        app.delete(&root, &path).await.expect_problem(404, "not-found");
    }
    let list = app.get(&root, "/users?count=true&q=removed").await.expect(200);
    assert_eq!(list["page"]["total"], 0);
    assert_eq!(app.get(&root, "/users?count=true").await.expect(200)["page"]["total"], 1);
    app.finish().await;
}

#[tokio::test]
async fn name_and_address_are_free_again_and_the_new_owner_inherits_nothing() {
    let app = TestApp::start().await;
    let old = app.customer("ada").await;
    let root = app.superadmin().await;
    app.open_ticket(&old, "Secret").await;
    app.delete(&root, "/users/ada").await.expect(204);

    app.try_sign_in("ada@example.com", PASSWORD).await.expect_problem(401, "wrong-credentials");
    let new = app.customer("ada").await;

    assert_ne!(new.id, old.id);
    assert_eq!(app.get(&new, "/tickets").await.expect(200)["data"], json!([]));
    app.get(&new, "/tickets/1").await.expect_problem(404, "not-found");
    app.get(&old, "/me").await.expect_problem(401, "unauthenticated");
    app.refresh(&old.refresh_token).await.expect_problem(401, "unauthenticated");
    app.finish().await;
}

#[tokio::test]
async fn no_mail_goes_to_somebody_who_was_removed() {
    let mut app = TestApp::start().await;
    let bob = app.engineer("bob").await;
    let ada = app.customer("ada").await;
    let root = app.superadmin().await;
    app.open_ticket(&ada, "Printer").await;
    app.mails().await;
    app.delete(&root, "/users/ada").await.expect(204);

    app.post(&bob, "/tickets/1/messages", json!({"body": "Try again."})).await.expect(201);
    app.patch(&bob, "/tickets/1", json!({"status": "resolved"})).await.expect(200);

    for mail in app.mails().await {
        assert_ne!(mail.to, ada.email, "{}", mail.subject);
    }
    app.finish().await;
}

#[tokio::test]
async fn a_removed_engineer_gives_open_and_blocked_tickets_back_and_keeps_the_rest() {
    let app = TestApp::start().await;
    app.engineer("bob").await;
    let ada = app.customer("ada").await;
    let root = app.superadmin().await;
    for title in ["Open", "Blocked", "Closed"] {
        app.open_ticket(&ada, title).await;
    }
    app.patch(&root, "/tickets/2", json!({"status": "blocked"})).await.expect(200);
    app.patch(&root, "/tickets/3", json!({"status": "closed"})).await.expect(200);
    app.engineer("eva").await;

    app.delete(&root, "/users/bob").await.expect(204);

    let assignee =
        async |number: u32| app.get(&root, &format!("/tickets/{number}")).await.expect(200)["assignee"].clone();
    let names: Vec<Value> = vec![assignee(1).await, assignee(2).await, assignee(3).await];
    let names: Vec<_> = names.iter().map(|person| person["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["eva the engineer", "eva the engineer", "removed user"]);
    assert_eq!(app.get(&root, "/users/eva").await.expect(200)["open_tickets"], 1);
    app.finish().await;
}

#[tokio::test]
async fn what_was_answered_about_somebody_is_not_answered_again_after_they_were_removed() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    let account = |name: &str| json!({"name": name, "username": name, "email": format!("{name}@example.com"), "password": PASSWORD});
    let keyed = async |path: &str, key: &str, body: Value| {
        let request = app.request(reqwest::Method::POST, path).bearer_auth(&root.token);
        app.send(request.header("idempotency-key", key).json(&body)).await.expect(201);
    };
    keyed("/auth/signup", "one", account("ada")).await;
    keyed("/users", "two", account("ben")).await;
    keyed("/users", "three", account("cyn")).await;
    for name in ["ada", "ben"] {
        app.delete(&root, &format!("/users/{name}")).await.expect(204);
    }
    let kept = app.rows_of("SELECT answer FROM idempotency_keys").await;
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(kept[0].contains("cyn"), "{kept:?}");
    app.finish().await;
}
