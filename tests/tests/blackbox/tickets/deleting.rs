use serde_json::{Value, json};

use crate::support::{TestApp, path_of};

#[tokio::test]
async fn only_a_superadmin_deletes_and_nothing_of_the_ticket_is_left_to_read() {
    let app = TestApp::start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.admin("eve").await);
    let (superadmin, ben) = (app.superadmin().await, app.customer("ben").await);
    let ticket = app.open_ticket(&ada, "Doomed").await;
    app.say(&bob, &ticket, "Soon gone").await.expect(201);
    let follow_up = json!({"title": "After", "description": "After", "follow_up_of": 1});
    let follow_up = app.post(&ada, "/tickets", follow_up).await.expect(201);
    let path = path_of(&ticket);
    for who in [&ada, &bob, &admin] {
        app.delete(who, &path).await.expect_problem(403, "forbidden");
    }
    app.delete(&ben, &path).await.expect_problem(404, "not-found");
    assert_eq!(app.get(&admin, "/users/bob").await.expect(200)["open_tickets"], 2);

    let answer = app.delete(&superadmin, &path).await;
    assert_eq!((answer.status, answer.body.as_str()), (204, ""));
    for who in [&ada, &bob, &admin, &superadmin] {
        let by_id = format!("/tickets/{}", ticket["id"].as_str().unwrap());
        for path in [path.as_str(), &by_id, "/tickets/1/messages", "/tickets/1/history"] {
            app.get(who, path).await.expect_problem(404, "not-found");
        }
        let rows = app.rows(who, "/tickets").await;
        assert_eq!(rows.iter().map(|row| &row["number"]).collect::<Vec<_>>(), [2]);
    }
    app.delete(&superadmin, &path).await.expect_problem(404, "not-found");
    app.say(&ada, &ticket, "Hello?").await.expect_problem(404, "not-found");
    assert_eq!(app.get(&admin, "/users/bob").await.expect(200)["open_tickets"], 1);
    assert_eq!(app.get(&admin, "/users/ada").await.expect(200)["tickets_count"], 1);
    app.check_loads(&superadmin).await;
    let left = app.ticket(&ada, &follow_up).await;
    assert!(left["follow_up_of"] == Value::Null || left["follow_up_of"] == ticket["id"], "{left}");

    app.delete(&superadmin, "/tickets/2").await.expect(204);
    assert_eq!(app.open_ticket(&ada, "Next").await["number"], 3, "numbers are never used again");
    app.finish().await;
}

#[tokio::test]
async fn mails_about_a_ticket_deleted_meanwhile_leave_nothing_stuck() {
    let mut app = TestApp::start().await;
    let (ada, superadmin) = (app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Short").await;
    app.delete(&superadmin, &path_of(&ticket)).await.expect(204);
    app.mails().await;
    app.finish().await;
}
