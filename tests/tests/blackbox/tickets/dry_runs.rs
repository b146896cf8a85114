use serde_json::{Value, json};

use crate::support::{Person, TestApp};

fn a_request(title: &str) -> Value {
    json!({"title": title, "description": "It does not work.", "priority": "high"})
}

fn words(list: &Value, field: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|item| item[field].as_str().unwrap().to_owned()).collect()
}

fn notified(plan: &Value) -> Vec<(String, String)> {
    let notices = plan["notifications"].as_array().unwrap().iter();
    let of = |notice: &Value, field: &str| notice[field].as_str().unwrap().to_owned();
    notices.map(|notice| (notice["recipient"]["username"].as_str().unwrap().to_owned(), of(notice, "reason"))).collect()
}

async fn everything(app: &TestApp, admin: &Person) -> Vec<String> {
    let mut all = Vec::new();
    for path in ["/tickets?count=true", "/users?count=true", "/tickets/1", "/tickets/1/history", "/tickets/1/messages"]
    {
        all.push(app.get(admin, path).await.body);
    }
    all
}

#[tokio::test]
async fn a_ticket_opened_on_trial_tells_everything_and_changes_nothing() {
    let mut app = TestApp::start().await;
    let (admin, ada) = (app.superadmin().await, app.customer("ada").await);
    app.engineer("grace").await;
    app.open_ticket(&ada, "Printer").await;
    app.mails().await;
    let before = everything(&app, &admin).await;

    let plan = app.post(&ada, "/tickets?dry_run=true", a_request("Scanner")).await.expect(200);
    assert_eq!(plan["dry_run"], true);
    assert_eq!(plan["assignee"]["username"], "grace");
    assert_eq!(plan["ticket"]["title"], "Scanner");
    assert_eq!(plan["ticket"]["number"], 2);
    assert_eq!(plan["ticket"]["assignee"]["username"], "grace");
    assert_eq!(words(&plan["events"], "kind"), ["ticket_opened", "assigned"]);
    // A customer does not learn from it who runs the desk.
    assert_eq!(notified(&plan), [("ada".into(), "reporter".into()), ("grace".into(), "assignee".into())]);

    assert_eq!(everything(&app, &admin).await, before);
    assert!(app.mails().await.is_empty());
    let opened = app.post(&ada, "/tickets", a_request("Scanner")).await.expect(201);
    assert_eq!(opened["number"], 2, "the trial used up no number");
    assert_eq!(opened["assignee"], plan["assignee"]);
    app.finish().await;
}

#[tokio::test]
async fn a_change_on_trial_is_decided_like_a_real_one() {
    let mut app = TestApp::start().await;
    let (admin, ada) = (app.superadmin().await, app.customer("ada").await);
    let grace = app.engineer("grace").await;
    let ticket = app.open_ticket(&ada, "Printer").await;
    app.note(&grace, &ticket, "Strange").await.expect(201);
    app.mails().await;
    let before = everything(&app, &admin).await;

    let plan = app.patch(&admin, "/tickets/1?dry_run=true", json!({"status": "closed"})).await.expect(200);
    assert_eq!(plan["ticket"]["status"], "closed");
    assert_eq!(plan["ticket"]["version"], 3);
    assert_eq!(words(&plan["events"], "after"), ["closed"]);
    assert_eq!(notified(&plan), [("ada".into(), "reporter".into()), ("grace".into(), "assignee".into())]);
    let refused = app.patch(&ada, "/tickets/1?dry_run=true", json!({"status": "blocked"})).await;
    refused.expect_problem(403, "forbidden");
    let refused = app.patch(&grace, "/tickets/1?dry_run=true", json!({"status": "resolved"})).await;
    refused.expect_problem(409, "response-required");
    app.patch(&ada, "/tickets/1?dry_run=true", json!({"title": ""})).await.expect_problem(422, "invalid-fields");
    app.patch(&ada, "/tickets/1?dry_run=perhaps", json!({"title": "A"})).await.expect_problem(400, "bad-query");
    let nothing = app.patch(&ada, "/tickets/1?dry_run=true", json!({"title": "Printer"})).await.expect(200);
    assert_eq!((&nothing["events"], &nothing["notifications"]), (&json!([]), &json!([])));

    assert_eq!(everything(&app, &admin).await, before);
    assert!(app.mails().await.is_empty());
    app.patch(&ada, "/tickets/1?dry_run=false", json!({"title": "Scanner"})).await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn a_trial_shows_nobody_what_it_does_to_the_tickets_of_others() {
    let app = TestApp::start().await;
    let (admin, ada, ben) = (app.superadmin().await, app.customer("ada").await, app.customer("ben").await);
    app.engineer("grace").await;
    app.patch(&admin, "/users/grace", json!({"capacity": 1})).await.expect(200);
    app.open_ticket(&ada, "Hers").await;
    app.open_ticket(&ben, "His").await;

    // Closing hers would free the engineer for his.
    let plan = app.patch(&ada, "/tickets/1?dry_run=true", json!({"status": "closed"})).await.expect(200);
    assert_eq!(words(&plan["events"], "kind"), ["status_changed"]);
    assert_eq!(notified(&plan), [("grace".into(), "assignee".into())]);
    app.finish().await;
}
