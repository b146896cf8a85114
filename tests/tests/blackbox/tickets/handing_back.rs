//! An engineer hands a ticket back to the queue.

use serde_json::{Value, json};

use crate::support::{Person, TestApp};

async fn hand_back(app: &TestApp, who: &Person, ticket: &Value) -> Value {
    app.change_ticket(who, ticket, json!({"assignee": null})).await.expect(200)
}

#[tokio::test]
async fn a_ticket_that_an_engineer_hands_back_waits_and_then_goes_to_another() {
    let app = TestApp::start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Not mine").await;
    app.engineer("carl").await;
    let carls = app.open_ticket(&ada, "Carl's").await;
    assert_eq!(carls["assignee"]["username"], "carl");

    // Bob has less to do then, and would be the next one.
    assert_eq!(hand_back(&app, &bob, &ticket).await["assignee"], Value::Null);
    app.check_loads(&admin).await;
    let why = app.get(&admin, "/tickets/1/assignment").await.expect(200);
    assert_eq!((&why["trigger"], &why["excluded"][0]["reason"]), (&json!("handed_back"), &json!("handed_back")));
    app.run_once().await;
    assert_eq!(app.ticket(&admin, &ticket).await["assignee"]["username"], "carl");
    app.get(&bob, "/tickets/1").await.expect_problem(404, "not-found");
    let lines = app.history(&admin, &ticket).await;
    assert_eq!(lines[lines.len() - 2..], ["assigned: bob > - by bob", "assigned: - > carl by system"]);

    // Carl hands it back as well: by then another engineer had it, so Bob can have it again.
    let carl = app.sign_in("carl").await;
    hand_back(&app, &carl, &ticket).await;
    app.run_once().await;
    assert_eq!(app.ticket(&admin, &ticket).await["assignee"]["username"], "bob");
    app.check_loads(&admin).await;
    app.finish().await;
}

#[tokio::test]
async fn the_only_engineer_does_not_get_it_back_by_itself_but_takes_it_or_is_named() {
    let mut app = TestApp::with("workflow.engineer_scope", "all").start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Not mine").await;
    app.mails().await;
    hand_back(&app, &bob, &ticket).await;
    let letters: Vec<_> = app.mails().await.into_iter().filter(|mail| mail.to == "admin@desk.example.com").collect();
    assert!(letters.iter().any(|mail| mail.text.contains("the only engineer handed it back")), "{letters:?}");

    // Whatever makes Bob eligible does not bring it back: other tickets go to him.
    app.change_user(&admin, "bob", json!({"availability": "away"})).await;
    let other = app.open_ticket(&ada, "Another").await;
    app.change_user(&admin, "bob", json!({"availability": "available"})).await;
    app.run_once().await;
    app.change_ticket(&admin, &ticket, json!({"assignee": "auto"})).await.expect(200);
    assert_eq!(app.ticket(&admin, &other).await["assignee"]["username"], "bob");
    assert_eq!(app.ticket(&admin, &ticket).await["assignee"], Value::Null);

    assert_eq!(app.take(&bob, &ticket).await.expect(200)["assignee"]["username"], "bob");
    hand_back(&app, &bob, &ticket).await;
    let named = app.change_ticket(&admin, &ticket, json!({"assignee": "bob"})).await.expect(200);
    assert_eq!(named["assignee"]["username"], "bob");
    hand_back(&app, &bob, &ticket).await;
    app.engineer("carl").await;
    assert_eq!(app.ticket(&admin, &ticket).await["assignee"]["username"], "carl", "a new engineer gets it");
    app.check_loads(&admin).await;
    app.finish().await;
}

#[tokio::test]
async fn only_the_assignee_hands_a_ticket_back_and_only_an_open_or_blocked_one() {
    let app = TestApp::with("workflow.engineer_scope", "all").start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Bob's").await;
    let carl = app.engineer("carl").await;
    let none = json!({"assignee": null});
    for who in [&ada, &carl] {
        app.change_ticket(who, &ticket, none.clone()).await.expect_problem(403, "forbidden");
    }
    let both = json!({"assignee": null, "status": "blocked"});
    app.change_ticket(&bob, &ticket, both).await.expect_problem(422, "assignee-and-status");
    app.move_to(&ada, &ticket, "resolved").await.expect(200);
    assert_eq!(app.ticket(&bob, &ticket).await["allowed_actions"]["hand_back"]["allowed"], false);
    app.change_ticket(&bob, &ticket, none).await.expect_problem(409, "not-active");
    app.check_loads(&admin).await;
    app.finish().await;
}
