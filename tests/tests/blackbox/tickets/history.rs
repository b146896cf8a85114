use serde_json::{Value, json};
use time::Duration;

use crate::support::{TestApp, path_of};

#[tokio::test]
async fn the_history_tells_who_did_what_in_order_and_to_customers_nothing_internal() {
    let app = TestApp::start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    app.change_user(&admin, "bob", json!({"availability": "away"})).await;
    let ticket = app.open_ticket(&ada, "Life").await;
    app.change_user(&admin, "bob", json!({"availability": "available"})).await;
    app.take(&bob, &ticket).await.expect(200);
    app.change_ticket(&bob, &ticket, json!({"priority": "high", "title": "Long life"})).await.expect(200);
    app.change_ticket(&ada, &ticket, json!({"description": "Told again"})).await.expect(200);
    app.note(&bob, &ticket, "Odd").await.expect(201);
    app.say(&bob, &ticket, "What for?").await.expect(201);
    app.say(&ada, &ticket, "For fun").await.expect(201);
    app.engineer("carl").await;
    app.change_ticket(&admin, &ticket, json!({"assignee": "carl"})).await.expect(200);
    app.change_ticket(&admin, &ticket, json!({"assignee": null})).await.expect(200);
    app.change_ticket(&admin, &ticket, json!({"assignee": "auto"})).await.expect(200);
    app.move_to(&admin, &ticket, "resolved").await.expect(200);
    app.say(&ada, &ticket, "No").await.expect(201);
    app.move_to(&ada, &ticket, "canceled").await.expect(200);

    let lines = app.history(&admin, &ticket).await;
    let expected = [
        "ticket_opened: - > - by ada",
        "nobody_eligible: - > every engineer is away by system",
        "assigned: - > bob by system",
        "taken: - > - by bob",
        "title_changed: Life > Long life by bob",
        "priority_changed: low > high by bob",
        "description_changed: All about: Life > Told again by ada",
        "note_posted: - > - by bob",
        "response_posted: - > - by bob",
        "request_posted: - > - by ada",
        "assigned: bob > carl by admin",
        "assigned: carl > - by admin",
    ];
    assert_eq!(lines[..12], expected);
    let after = [
        "status_changed: open > resolved by admin",
        "request_posted: - > - by ada",
        "status_changed: resolved > open by ada",
        "status_changed: open > canceled by ada",
    ];
    assert_eq!(lines[12], "assigned: - > bob by system", "carl had the last one");
    assert_eq!(lines[13..], after);
    let public: Vec<_> =
        lines.iter().filter(|line| !line.starts_with("note_") && !line.starts_with("nobody_")).collect();
    assert_eq!(app.history(&ada, &ticket).await.iter().collect::<Vec<_>>(), public);
    app.finish().await;
}

#[tokio::test]
async fn an_event_has_every_documented_field_and_points_to_its_message() {
    let app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let ticket = app.open_ticket(&ada, "Events").await;
    app.wait(Duration::seconds(1));
    let message = app.say(&bob, &ticket, "Yes?").await.expect(201);
    let events = app.rows(&ada, &format!("{}/history", path_of(&ticket))).await;
    let person =
        |name: &str, role: &str, id: &str| json!({"id": id, "username": name, "name": format!("{name} the {role}")});
    let bob_json = person("bob", "engineer", &bob.id);
    let expected = [
        json!({"kind": "ticket_opened", "at": "2026-01-05T09:00:00.000Z", "by": person("ada", "customer", &ada.id),
            "before": null, "after": null, "message_id": null}),
        json!({"kind": "assigned", "at": "2026-01-05T09:00:00.000Z", "by": null, "before": null, "after": bob_json,
            "message_id": null}),
        json!({"kind": "response_posted", "at": "2026-01-05T09:00:01.000Z", "by": bob_json, "before": null,
            "after": null, "message_id": message["id"]}),
    ];
    assert_eq!(events.len(), expected.len());
    let mut ids = Vec::new();
    for (event, mut expected) in events.into_iter().zip(expected) {
        ids.push(event["id"].clone());
        expected["id"] = event["id"].clone();
        assert_eq!(event, expected);
    }
    ids.dedup();
    assert!(ids.len() == 3 && ids.iter().all(Value::is_string));
    app.finish().await;
}
