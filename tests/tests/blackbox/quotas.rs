//! One customer cannot fill the desk.

use serde_json::{Value, json};
use time::Duration;

use crate::support::{Answer, Person, TestApp, TestAppBuilder};

fn with_quota(name: &str, most: u64) -> TestAppBuilder {
    let quotas = ["open_tickets_of_customer", "tickets_of_customer_a_day", "text_of_customer_a_day"];
    let builder = TestApp::with("limits.enabled", true).setting("limits.sign_in_account", "off");
    let builder = quotas.iter().fold(builder, |builder, quota| builder.setting(&format!("limits.{quota}"), 0));
    builder.setting(&format!("limits.{name}"), most)
}

async fn open(app: &TestApp, who: &Person) -> Answer {
    app.post(who, "/tickets", json!({"title": "T", "description": "D"})).await
}

/// Fails unless a quota is exceeded; then gives the seconds to wait.
fn exceeded(answer: &Answer, reason: &str) -> i64 {
    let problem: Value = answer.expect_problem(429, "quota-exceeded");
    assert!(problem["detail"].as_str().unwrap().contains(reason), "{problem}");
    answer.header("retry-after").parse().unwrap()
}

#[tokio::test]
async fn a_customer_has_only_so_many_open_tickets_until_one_is_settled() {
    let app = with_quota("open_tickets_of_customer", 2).start().await;
    let (ada, bea, erin) = (app.customer("ada").await, app.customer("bea").await, app.engineer("erin").await);
    let first = open(&app, &ada).await.expect(201);
    open(&app, &ada).await.expect(201);
    assert_eq!(exceeded(&open(&app, &ada).await, "2 open tickets"), 3_600);
    let dry = json!({"title": "T", "description": "D"});
    exceeded(&app.post(&ada, "/tickets?dry_run=true", dry).await, "2 open tickets");
    open(&app, &bea).await.expect(201);
    for _ in 0..4 {
        open(&app, &erin).await.expect(201);
    }
    app.change_ticket(&ada, &first, json!({"status": "canceled"})).await.expect(200);
    open(&app, &ada).await.expect(201);
    exceeded(&open(&app, &ada).await, "2 open tickets");
    app.finish().await;
}

#[tokio::test]
async fn a_customer_opens_only_so_many_tickets_a_day() {
    let app = with_quota("tickets_of_customer_a_day", 3).start().await;
    let ada = app.customer("ada").await;
    for _ in 0..3 {
        let ticket = open(&app, &ada).await.expect(201);
        app.change_ticket(&ada, &ticket, json!({"status": "canceled"})).await.expect(200);
    }
    let wait = exceeded(&open(&app, &ada).await, "3 tickets today");
    assert!((1..=86_400).contains(&wait), "{wait}");
    app.wait(Duration::seconds(wait));
    let ada = app.sign_in("ada").await;
    open(&app, &ada).await.expect(201);
    app.finish().await;
}

#[tokio::test]
async fn a_customer_writes_only_so_much_text_a_day() {
    let app = with_quota("text_of_customer_a_day", 100).start().await;
    let ada = app.customer("ada").await;
    let ticket = open(&app, &ada).await.expect(201);
    let path = format!("/tickets/{}/messages", ticket["number"]);
    // Two bytes are used. Bytes count, not characters.
    app.post(&ada, &path, json!({"body": "é".repeat(40)})).await.expect(201);
    exceeded(&app.post(&ada, &path, json!({"body": "e".repeat(19)})).await, "100 bytes");
    exceeded(&app.change_ticket(&ada, &ticket, json!({"description": "e".repeat(19)})).await, "100 bytes");
    app.change_ticket(&ada, &ticket, json!({"description": "e".repeat(18)})).await.expect(200);
    exceeded(&app.post(&ada, &path, json!({"body": "e"})).await, "100 bytes");
    exceeded(&open(&app, &ada).await, "100 bytes");
    app.finish().await;
}
