//! The documented flow of the tracker of support requests, in the order of its times, with its values.

use serde_json::{Value, json};
use time::Duration;

use super::compare::Ids;
use super::tracker_service::{Tracker, password};
use crate::support::TestApp;

/// Copied from the document.
const SAMPLES: &str = include_str!("tracker_samples.json");

const BODY: &str = "I have been unable to login for the past two weeks. \
    It keeps returning the error 'username does not exist'. Please fix this";

struct Replay<'a> {
    app: &'a TestApp,
    ids: Ids,
    /// The tokens of the customer kayode and the agent benjamin.
    kayode: String,
    benjamin: String,
}

impl Replay<'_> {
    async fn call(&self, method: &str, path: &str, token: &str, body: Value) -> (u16, Value) {
        self.app.wait(Duration::SECOND);
        Tracker(self.app).call(method, path, token, &body).await
    }

    /// Sends the sample's request with `query`, and compares the answer with the sample's.
    async fn sample(&mut self, name: &str, query: &str, token: &str) {
        let samples: Vec<Value> = serde_json::from_str(SAMPLES).unwrap();
        let sample = samples.iter().find(|sample| sample["sample"] == name).unwrap();
        let path = format!("{}{query}", sample["path"].as_str().unwrap());
        let method = sample["method"].as_str().unwrap();
        let (status, answer) = self.call(method, &path, token, sample["request"].clone()).await;
        assert!([200, 201].contains(&status), "{name}: {answer}");
        self.ids.check(&sample["response"], &answer);
    }

    async fn reply(&self, token: &str, body: &str) -> u16 {
        self.call("POST", "/api/v1/tickets/1/replies", token, json!({"body": body})).await.0
    }

    async fn set_status(&self, token: &str, status: &str) -> u16 {
        self.call("PUT", "/api/v1/tickets/1", token, json!({"status": status})).await.0
    }
}

/// An account of the desk for a user of the tracker, who signs in with a PIN there.
async fn account(app: &TestApp, username: &str, role: &str) -> String {
    let root = app.superadmin().await;
    let mut account = TestApp::account(username, role);
    account["password"] = json!(password("0000"));
    app.post(&root, "/users", account).await.expect(201);
    let credentials = json!({"username": username, "pin": "0000"});
    let (status, signed_in) = Tracker(app).call("POST", "/api/v1/login", "", &credentials).await;
    assert_eq!(status, 200, "{signed_in}");
    signed_in["token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_flow_of_the_tracker_is_answered_with_its_values() {
    let app = TestApp::with("workflow.engineer_scope", "all")
        .setting("workflow.engineers_may_resolve", false)
        .setting("workflow.engineers_may_close", false)
        .setting("workflow.reporter_reply_requires_response", true)
        .setting("workflow.only_customers_open", true)
        .start()
        .await;
    let (kayode, benjamin) = (account(&app, "kayode", "customer").await, account(&app, "benjamin", "engineer").await);
    let mut replay = Replay { app: &app, ids: Ids::default(), kayode: kayode.clone(), benjamin: benjamin.clone() };
    check_sign_in(&mut replay).await;

    // Five tickets, the fifth is the sample. Only customers open them.
    let ticket = json!({"subject": "Issue related to logging in", "body": BODY});
    for _ in 0..4 {
        assert_eq!(replay.call("POST", "/api/v1/tickets", &kayode, ticket.clone()).await.0, 201);
    }
    replay.sample("open", "", &kayode).await;
    assert_eq!(replay.call("POST", "/api/v1/tickets", &benjamin, ticket).await.0, 403);

    // The customer replies if and only if an agent has replied at least once.
    assert_eq!(replay.reply(&kayode, "Hello?").await, 409);
    assert_eq!(replay.reply(&benjamin, "Hello! can you describe your issue more clearly?").await, 201);
    let more = "Yes! I have been stuck on the login screen for a while. It shows me a red indicator and closes the tab";
    assert_eq!(replay.reply(&kayode, more).await, 201);
    assert_eq!(replay.reply(&benjamin, "can you try logging into the vendor console?").await, 201);
    replay.sample("reply", "", &kayode).await;
    replay.sample("replies", "", &kayode).await;

    // Agents do not resolve, nor do they close instead.
    assert_eq!(replay.set_status(&benjamin, "RESOLVED").await, 403);
    assert_eq!(replay.set_status(&benjamin, "CLOSED").await, 403);
    replay.sample("resolve", "", &kayode).await;
    replay.sample("show", "", &kayode).await;
    // The document shows the first two of the list, which is paged.
    replay.sample("list", "?limit=2", &kayode).await;
    check_report(&replay).await;
    check_strangers(&replay).await;
    app.finish().await;
}

/// The document answers kayode's sign-in with benjamin's account.
async fn check_sign_in(replay: &mut Replay<'_>) {
    let samples: Vec<Value> = serde_json::from_str(SAMPLES).unwrap();
    let mut credentials = samples[0]["request"].clone();
    credentials["username"] = json!("benjamin");
    let (status, answer) = replay.call("POST", "/api/v1/login", "", credentials).await;
    assert_eq!(status, 200);
    replay.ids.check(&samples[0]["response"], &answer);
}

/// "The report will contain the following fields": the document shows no row.
async fn check_report(replay: &Replay<'_>) {
    let path = "/api/v1/tickets/resolved-report";
    let (status, report) = replay.call("GET", path, &replay.benjamin, Value::Null).await;
    assert_eq!(status, 200);
    let lines: Vec<_> = report.as_str().unwrap().lines().collect();
    assert_eq!(lines[0], "ticketId,subject,body,status,resolvedAt,createdAt");
    assert_eq!(lines.len(), 2, "one ticket was resolved: {report}");
    assert!(lines[1].starts_with(&format!("1,Issue related to logging in,{BODY},resolved,2026-")), "{}", lines[1]);
    assert_eq!(replay.call("GET", path, &replay.kayode, Value::Null).await.0, 403);
}

/// "They only have access to their own."
async fn check_strangers(replay: &Replay<'_>) {
    let stranger = account(replay.app, "stranger", "customer").await;
    for path in ["/api/v1/tickets/1", "/api/v1/tickets/1/replies"] {
        assert_eq!(replay.call("GET", path, &stranger, Value::Null).await.0, 404);
    }
    assert_eq!(replay.reply(&stranger, "Let me in").await, 404);
    let (_, list) = replay.call("GET", "/api/v1/tickets", &stranger, Value::Null).await;
    assert_eq!(list["data"], json!([]));
}
