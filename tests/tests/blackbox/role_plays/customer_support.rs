//! The two role-plays of the ticket service whose staff registers with a key: "for common user" and "for staff user".

use serde_json::{Value, json};

use crate::support::{PASSWORD, Person, TestApp, path_of};

/// Kinds and words of a conversation, as its reader sees them.
async fn conversation(app: &TestApp, who: &Person, ticket: &Value) -> Vec<(String, String)> {
    let messages = app.rows(who, &format!("{}/messages", path_of(ticket))).await;
    let text = |message: &Value, field: &str| message[field].as_str().unwrap().to_owned();
    messages.iter().map(|message| (text(message, "kind"), text(message, "body"))).collect()
}

fn said(kind: &str, words: &str) -> (String, String) {
    (kind.to_owned(), words.to_owned())
}

/// A member of the staff who registers with the key that the admin handed out.
async fn staff_with_key(app: &TestApp, admin: &Person, username: &str) -> Person {
    let key = app.post(admin, "/api-keys", json!({"name": "staff", "scopes": ["staff:register"]})).await.expect(201);
    let request = app.request(reqwest::Method::POST, "/auth/signup").bearer_auth(key["key"].as_str().unwrap());
    let signed_up = app.send(request.json(&TestApp::account(username, "engineer"))).await.expect(201);
    assert_eq!(signed_up["status"], "approved");
    app.sign_in(username).await
}

#[tokio::test]
async fn a_common_user_and_a_staff_user_talk_until_the_ticket_is_resolved() {
    let mut app = TestApp::with("workflow.engineer_scope", "all").start().await;
    let admin = app.superadmin().await;

    // Common user, 1 to 5: signs up, signs in, opens a couple of tickets, lists them, reads their messages.
    app.sign_up("whoami", "customer").await.expect(201);
    app.verify_address("whoami").await;
    let user = app.sign_in("whoami@example.com").await;
    let first = app.open_ticket(&user, "new discount").await;
    let second = app.open_ticket(&user, "new instances").await;
    let listed = app.rows(&user, "/tickets?sort=number").await;
    assert_eq!(listed.iter().map(|ticket| &ticket["title"]).collect::<Vec<_>>(), ["new discount", "new instances"]);
    for ticket in [&first, &second] {
        let opening = said("request", ticket["description"].as_str().unwrap());
        assert_eq!(conversation(&app, &user, ticket).await, [opening]);
    }
    // 6 and 7: writes another message and finds it.
    app.say(&user, &first, "I cannot wait any longer...").await.expect(201);
    assert_eq!(conversation(&app, &user, &first).await[1], said("request", "I cannot wait any longer..."));

    // Staff user, 1 to 5: registers with the key, signs in, lists all tickets, picks one, reads its messages.
    let staff = staff_with_key(&app, &admin, "staffuser").await;
    app.open_ticket(&admin, "somebody else's").await;
    assert_eq!(app.rows(&staff, "/tickets").await.len(), 3);
    let picked = app.ticket(&staff, &first).await;
    assert_eq!(picked["reporter"]["username"], "whoami");
    assert_eq!(conversation(&app, &staff, &first).await.last().unwrap().0, "request");
    // Not before an answer can it be called resolved.
    app.move_to(&staff, &first, "resolved").await.expect_problem(409, "response-required");
    // 6: answers. Every message of staff is a response.
    app.say(&staff, &first, "Hi there! Thanks for your patience...").await.expect(201);

    // Common user, 8: reads the response, and says that the ticket can be closed.
    let answered = conversation(&app, &user, &first).await;
    assert_eq!(answered.last().unwrap(), &said("response", "Hi there! Thanks for your patience..."));
    app.say(&user, &first, "Yes, it can be closed.").await.expect(201);
    // Staff user, 7: resolves.
    assert_eq!(app.move_to(&staff, &first, "resolved").await.expect(200)["status"], "resolved");
    assert!(app.mails().await.iter().any(|mail| mail.to == user.email && mail.text.contains("resolved")));

    // Common user, 9: cancels the other one. Only the reporter can.
    app.move_to(&staff, &second, "canceled").await.expect_problem(403, "forbidden");
    assert_eq!(app.move_to(&user, &second, "canceled").await.expect(200)["status"], "canceled");
    app.finish().await;
}

#[tokio::test]
async fn staff_moves_tickets_to_and_fro_but_users_only_recall_them() {
    let app = TestApp::start().await;
    let user = app.customer("whoami").await;
    let staff = app.engineer("staffuser").await;
    let ticket = app.open_ticket(&user, "a somewhat complaint").await;
    app.move_to(&user, &ticket, "blocked").await.expect_problem(403, "forbidden");
    app.say(&staff, &ticket, "We look into it.").await.expect(201);
    for status in ["resolved", "unresolved", "resolved", "open", "unresolved"] {
        assert_eq!(app.move_to(&staff, &ticket, status).await.expect(200)["status"], status);
    }
    app.move_to(&user, &ticket, "pending").await.expect_problem(422, "invalid-fields");
    app.finish().await;
}

#[tokio::test]
async fn staff_needs_the_key_and_a_user_cannot_claim_to_be_more() {
    let app = TestApp::start().await;
    let admin = app.superadmin().await;
    let user = app.customer("whoami").await;
    // Without the key: no staff that could sign in, and never an admin.
    assert_eq!(app.sign_up("impostor", "engineer").await.expect(201)["status"], "pending");
    app.try_sign_in("impostor", PASSWORD).await.expect_problem(403, "account-pending");
    app.sign_up("superuser", "superadmin").await.expect_problem(422, "invalid-fields");
    let mut claims = TestApp::account("sneaky", "customer");
    claims["is_superuser"] = json!(true);
    app.post_anonymously("/auth/signup", claims).await.expect_problem(422, "invalid-fields");
    // The key is the admin's to give.
    app.post(&user, "/api-keys", json!({"name": "mine", "scopes": ["staff:register"]}))
        .await
        .expect_problem(403, "forbidden");
    staff_with_key(&app, &admin, "staffuser").await;
    app.finish().await;
}

#[tokio::test]
async fn staff_lists_users_by_their_number_of_tickets_and_reads_one_with_their_tickets() {
    let app =
        TestApp::with("workflow.engineers_list_users", true).setting("workflow.engineer_scope", "all").start().await;
    let (busy, calm) = (app.customer("busy").await, app.customer("calm").await);
    for number in 1..=3 {
        app.open_ticket(&busy, &format!("ticket {number}")).await;
    }
    let calms = app.open_ticket(&calm, "only one").await;
    let staff = app.engineer("staffuser").await;

    let users = app.rows(&staff, "/users?sort=-tickets&role=customer").await;
    let counts: Vec<_> = users.iter().map(|user| (user["username"].clone(), user["tickets_count"].clone())).collect();
    assert_eq!(counts, [(json!("busy"), json!(3)), (json!("calm"), json!(1))]);
    app.get(&calm, "/users").await.expect_problem(403, "forbidden");

    let id = users[1]["id"].as_str().unwrap();
    assert_eq!(app.get(&staff, &format!("/users/{id}")).await.expect(200)["email"], "calm@example.com");
    let theirs = app.rows(&staff, &format!("/users/{id}/tickets")).await;
    assert_eq!(theirs.iter().map(|ticket| &ticket["id"]).collect::<Vec<_>>(), [&calms["id"]]);
    assert_eq!(app.ticket(&staff, &theirs[0]).await["title"], "only one");
    app.finish().await;
}
