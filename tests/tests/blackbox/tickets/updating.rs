use reqwest::Method;
use serde_json::{Value, json};

use super::moves::{STATES, answered_ticket};
use crate::support::{Person, TestApp};

/// Everything of a ticket that a refused change must leave alone.
async fn state(app: &TestApp, who: &Person, ticket: &Value) -> (Value, usize) {
    let mut now = app.ticket(who, ticket).await;
    now["allowed_actions"].take();
    (now, app.history(who, ticket).await.len())
}

#[tokio::test]
async fn each_field_changes_alone_and_the_rest_stays() {
    let app = TestApp::start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let carl = app.engineer("carl").await;
    let ticket = app.open_ticket(&ada, "First").await;
    assert_eq!(ticket["assignee"]["username"], "bob");
    let changes = [
        (&ada, json!({"title": "Second"})),
        (&ada, json!({"description": "Told better"})),
        (&bob, json!({"title": "Third"})),
        (&bob, json!({"priority": "urgent"})),
        (&bob, json!({"status": "blocked"})),
        (&admin, json!({"description": "Told by an admin"})),
        (&admin, json!({"status": "open"})),
        (&admin, json!({"title": "Fourth", "priority": "high", "status": "blocked"})),
    ];
    let mut expected = app.ticket(&admin, &ticket).await;
    for (version, (who, change)) in (2..).zip(changes) {
        app.wait(time::Duration::seconds(1));
        let answer = app.change_ticket(who, &ticket, change.clone()).await;
        let changed = answer.expect(200);
        for (field, value) in change.as_object().unwrap() {
            expected[field] = value.clone();
        }
        expected["version"] = json!(version);
        expected["updated_at"] = json!(format!("2026-01-05T09:00:0{}.000Z", version - 1));
        expected["allowed_actions"] = changed["allowed_actions"].clone();
        assert_eq!(changed, expected, "{change}");
        assert_eq!(answer.header("etag"), format!("\"{version}\""));
        assert_eq!(app.ticket(who, &ticket).await, changed);
    }
    let first_message = &app.rows(&ada, "/tickets/1/messages").await[0];
    assert_eq!(first_message["body"], "Told by an admin", "the description is the first request");
    assert_eq!(app.rows(&carl, "/tickets").await.len(), 0);
    app.finish().await;
}

#[tokio::test]
async fn a_change_that_changes_nothing_leaves_version_history_and_mailboxes_alone() {
    let mut app = TestApp::start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Same").await;
    app.mails().await;
    let before = state(&app, &admin, &ticket).await;
    app.wait(time::Duration::minutes(1));
    for change in [
        json!({}),
        json!({"title": "Same"}),
        json!({"title": "Same", "description": "All about: Same", "priority": "low", "status": "open"}),
        json!({"assignee": "bob"}),
        json!({"assignee": bob.id}),
        json!({"assignee": "auto"}),
    ] {
        let answer = app.change_ticket(&admin, &ticket, change.clone()).await;
        assert_eq!(answer.expect(200)["version"], 1, "{change}");
        assert_eq!(answer.header("etag"), "\"1\"", "{change}");
    }
    assert_eq!(state(&app, &admin, &ticket).await, before);
    assert!(app.mails().await.is_empty());
    app.finish().await;
}

#[tokio::test]
async fn a_refused_part_refuses_the_whole_change() {
    let mut app = TestApp::start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Whole").await;
    app.mails().await;
    let before = state(&app, &admin, &ticket).await;
    let refused = [
        (&ada, json!({"title": "New", "priority": "urgent"}), 403, "forbidden"),
        (&ada, json!({"priority": "urgent"}), 403, "forbidden"),
        (&ada, json!({"title": "New", "status": "blocked"}), 403, "forbidden"),
        (&ada, json!({"assignee": "bob"}), 403, "forbidden"),
        (&bob, json!({"title": "New", "assignee": "auto"}), 403, "forbidden"),
        (&ada, json!({"title": "New", "assignee": null}), 403, "forbidden"),
        (&bob, json!({"priority": "high", "status": "resolved"}), 409, "response-required"),
        (&admin, json!({"title": "New", "status": "canceled"}), 403, "forbidden"),
        (&admin, json!({"title": "New", "assignee": "ada"}), 422, "not-assignable"),
        (&admin, json!({"title": "New", "assignee": "nobody.here"}), 422, "not-assignable"),
        (&admin, json!({"title": "New", "assignee": "B@D"}), 422, "invalid-fields"),
        (&admin, json!({"title": "New", "assignee": 7}), 422, "invalid-fields"),
        (&admin, json!({"title": null}), 422, "invalid-fields"),
        (&admin, json!({"description": null}), 422, "invalid-fields"),
        (&admin, json!({"priority": null}), 422, "invalid-fields"),
        (&admin, json!({"status": null}), 422, "invalid-fields"),
        (&admin, json!({"title": "New", "status": "done"}), 422, "invalid-fields"),
        (&admin, json!({"title": "New", "priority": "top"}), 422, "invalid-fields"),
        (&admin, json!({"title": "New", "number": 5}), 422, "invalid-fields"),
        (&admin, json!({"title": "New", "reporter": "bob"}), 422, "invalid-fields"),
        (&admin, json!({"title": ""}), 422, "invalid-fields"),
    ];
    for (who, change, status, code) in refused {
        app.change_ticket(who, &ticket, change.clone()).await.expect_problem(status, code);
        assert_eq!(state(&app, &admin, &ticket).await, before, "{change}");
    }
    assert!(app.mails().await.is_empty());
    app.finish().await;
}

#[tokio::test]
async fn assignee_and_status_never_change_in_one_request_whoever_asks() {
    let app = TestApp::start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Either").await;
    let before = state(&app, &admin, &ticket).await;
    for who in [&ada, &bob, &app.admin("eve").await, &admin] {
        for assignee in [json!("bob"), json!(null), json!("auto")] {
            for status in ["blocked", "open", "canceled"] {
                let change = json!({"assignee": assignee, "status": status});
                app.change_ticket(who, &ticket, change).await.expect_problem(422, "assignee-and-status");
            }
        }
    }
    assert_eq!(state(&app, &admin, &ticket).await, before);
    let stranger = app.customer("ben").await;
    let change = json!({"assignee": null, "status": "blocked"});
    app.change_ticket(&stranger, &ticket, change).await.expect_problem(404, "not-found");
    app.finish().await;
}

#[tokio::test]
async fn an_admin_gives_a_ticket_to_an_engineer_to_nobody_or_to_the_least_loaded() {
    let app = TestApp::start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.admin("eve").await);
    let ticket = app.open_ticket(&ada, "Wanders").await;
    app.take(&bob, &ticket).await.expect(200);
    let carl = app.engineer("carl").await;
    let busy = app.open_ticket(&ada, "Keeps carl busy").await;
    assert_eq!(busy["assignee"]["username"], "carl");
    app.change_user(&admin, "carl", json!({"availability": "away"})).await;

    let give = |assignee: Value| app.change_ticket(&admin, &ticket, json!({"assignee": assignee}));
    let to_carl = give(json!("carl")).await.expect(200);
    assert_eq!(to_carl["assignee"]["id"], carl.id, "who is named may be away");
    assert_eq!(to_carl["taken_at"], Value::Null, "the next one has not said so yet");
    assert_eq!(give(json!(bob.id)).await.expect(200)["assignee"]["username"], "bob");
    assert_eq!(give(json!("CARL")).await.expect(200)["assignee"]["username"], "carl", "usernames know no case");
    app.check_loads(&admin).await;
    assert_eq!(give(Value::Null).await.expect(200)["assignee"], Value::Null);
    app.check_loads(&admin).await;
    assert_eq!(give(json!("auto")).await.expect(200)["assignee"]["username"], "bob", "carl is away");
    app.change_user(&admin, "bob", json!({"capacity": 0})).await;
    assert_eq!(give(json!("bob")).await.expect(200)["assignee"]["username"], "bob", "and may be at capacity");
    app.check_loads(&admin).await;
    app.finish().await;
}

#[tokio::test]
async fn only_an_approved_engineer_who_did_not_report_it_can_have_a_ticket() {
    let app = TestApp::start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.admin("eve").await);
    app.engineer("sue").await;
    app.change_user(&admin, "sue", json!({"status": "suspended"})).await;
    app.sign_up("pen", "engineer").await.expect(201);
    let own = app.open_ticket(&bob, "Bob's own").await;
    assert_eq!(own["assignee"], Value::Null);
    for (name, id) in [("ada", &ada.id), ("bob", &bob.id), ("eve", &admin.id)] {
        for key in [name, id.as_str()] {
            let change = json!({"assignee": key});
            app.change_ticket(&admin, &own, change).await.expect_problem(422, "not-assignable");
        }
    }
    for name in ["sue", "pen", "admin", "nobody.here"] {
        app.change_ticket(&admin, &own, json!({"assignee": name})).await.expect_problem(422, "not-assignable");
    }
    assert_eq!(app.ticket(&admin, &own).await["version"], 1);
    app.finish().await;
}

#[tokio::test]
async fn an_admin_reassigns_a_ticket_in_any_state_and_only_an_open_one_moves_load() {
    let app = TestApp::start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.admin("eve").await);
    let tickets =
        futures::future::join_all(STATES.iter().map(|state| answered_ticket(&app, &ada, &admin, state))).await;
    app.engineer("carl").await;
    let loads = async || {
        let shown = app.rows(&admin, "/users?role=engineer&sort=created_at").await;
        shown.iter().map(|user| user["open_tickets"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(loads().await, [1, 0]);
    for ticket in &tickets {
        let allowed = &app.ticket(&admin, ticket).await["allowed_actions"]["change_assignee"];
        assert_eq!(allowed["allowed"], true, "{}", ticket["status"]);
        let given = app.change_ticket(&admin, ticket, json!({"assignee": "carl"})).await.expect(200);
        assert_eq!((&given["assignee"]["username"], &given["status"]), (&json!("carl"), &ticket["status"]));
        app.change_ticket(&bob, ticket, json!({"assignee": "bob"})).await.expect_problem(404, "not-found");
    }
    assert_eq!(loads().await, [0, 1], "of six tickets one is open");
    for choice in [json!("bob"), json!("auto"), Value::Null] {
        for ticket in &tickets {
            app.change_ticket(&admin, ticket, json!({"assignee": choice})).await.expect(200);
        }
        app.check_loads(&admin).await;
    }
    // A closed ticket without an assignee waits for no engineer, until it is reopened.
    let closed = tickets.iter().find(|ticket| ticket["status"] == "closed").unwrap();
    assert_eq!(app.ticket(&admin, closed).await["assignee"], Value::Null);
    let reopened = app.move_to(&ada, closed, "open").await.expect(200);
    assert!(reopened["assignee"].is_object(), "{reopened}");
    app.check_loads(&admin).await;
    app.finish().await;
}

#[tokio::test]
async fn merge_patch_has_a_media_type_of_its_own() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let ticket = app.open_ticket(&ada, "Patched").await;
    for (media_type, status) in [
        ("application/merge-patch+json", 200),
        ("application/json; charset=utf-8", 200),
        ("text/plain", 415),
        ("application/json-patch+json", 415),
    ] {
        let request = app.request(Method::PATCH, "/tickets/1").bearer_auth(&ada.token);
        let title = format!("As {media_type}");
        let request = request.header("content-type", media_type).body(json!({"title": title}).to_string());
        assert_eq!(app.send(request).await.status, status, "{media_type}");
        assert_eq!(app.ticket(&ada, &ticket).await["title"] == title, status == 200);
    }
    app.finish().await;
}
