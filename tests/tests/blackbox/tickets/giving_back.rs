use serde_json::{Value, json};

use super::moves::answered_ticket;
use crate::support::{Person, TestApp};

/// Bob's tickets, one in every state.
async fn one_of_each(app: &TestApp, ada: &Person, admin: &Person) -> Vec<Value> {
    let mut tickets = Vec::new();
    for state in super::moves::STATES {
        let ticket = answered_ticket(app, ada, admin, state).await;
        assert_eq!(ticket["assignee"]["username"], "bob");
        tickets.push(ticket);
    }
    tickets
}

async fn check_given_back(app: &TestApp, admin: &Person, tickets: &[Value], to: Option<&str>, former: &str) {
    for ticket in tickets {
        let now = app.ticket(admin, ticket).await;
        let state = now["status"].as_str().unwrap();
        let expected = if matches!(state, "open" | "blocked") { to } else { Some(former) };
        assert_eq!(now["assignee"]["username"].as_str(), expected, "{state}");
        let is_given_back = matches!(state, "open" | "blocked");
        let grown = now["version"].as_u64().unwrap() - ticket["version"].as_u64().unwrap();
        assert_eq!(grown, u64::from(is_given_back), "{state}");
        if is_given_back && let Some(to) = to {
            let line = format!("assigned: {former} > {to} by system");
            assert!(app.history(admin, ticket).await.contains(&line), "{state}");
        }
    }
    app.check_loads(admin).await;
}

#[tokio::test]
async fn who_is_rejected_suspended_or_demoted_gives_open_and_blocked_tickets_back() {
    for change in [json!({"status": "rejected"}), json!({"status": "suspended"}), json!({"role": "customer"})] {
        let mut app = TestApp::start().await;
        let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
        let tickets = one_of_each(&app, &ada, &admin).await;
        app.engineer("carl").await;
        app.mails().await;
        app.change_user(&admin, "bob", change.clone()).await;
        check_given_back(&app, &admin, &tickets, Some("carl"), "bob").await;
        let mails = app.mails().await;
        assert_eq!(mails.iter().filter(|mail| mail.to == "carl@example.com").count(), 2, "{change}");
        app.get(&bob, "/tickets").await.expect_problem(401, "unauthenticated");
        app.finish().await;
    }
}

#[tokio::test]
async fn who_is_removed_gives_them_back_and_stays_as_a_removed_user() {
    let app = TestApp::start().await;
    let (_bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let tickets = one_of_each(&app, &ada, &admin).await;
    app.engineer("carl").await;
    app.delete(&admin, "/users/bob").await.expect(204);
    for ticket in &tickets {
        let now = app.ticket(&admin, ticket).await;
        let state = now["status"].as_str().unwrap();
        let name = if matches!(state, "open" | "blocked") { "carl the engineer" } else { "removed user" };
        assert_eq!(now["assignee"]["name"], name, "{state}");
        let history = app.get(&admin, &format!("/tickets/{}/history", ticket["number"])).await.body;
        assert!(!history.contains("bob the engineer"), "{history}");
    }
    app.check_loads(&admin).await;
    app.finish().await;
}

#[tokio::test]
async fn where_nobody_else_is_eligible_they_wait_and_come_back_on_approval() {
    let mut app = TestApp::start().await;
    let (_bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let tickets = one_of_each(&app, &ada, &admin).await;
    app.mails().await;
    // From then on the admin gets letters again instead of a digest.
    app.wait(time::Duration::minutes(10));
    app.mails().await;
    app.change_user(&admin, "bob", json!({"status": "suspended"})).await;
    check_given_back(&app, &admin, &tickets, None, "bob").await;
    let lines = app.history(&admin, &tickets[0]).await;
    let expected = ["assigned: bob > - by system", "nobody_eligible: - > no engineer is approved by system"];
    assert_eq!(lines[lines.len() - 2..], expected);
    let to_admin = app.mails().await.into_iter().filter(|mail| mail.to == "admin@desk.example.com");
    assert_eq!(to_admin.filter(|mail| mail.text.contains("no engineer is approved")).count(), 2);
    let before: Vec<Value> = vec![app.ticket(&admin, &tickets[0]).await, app.ticket(&admin, &tickets[1]).await];
    app.change_user(&admin, "bob", json!({"status": "approved"})).await;
    for ticket in &before {
        assert_eq!(app.ticket(&admin, ticket).await["assignee"]["username"], "bob");
        assert_eq!(app.history(&admin, ticket).await.last().unwrap(), "assigned: - > bob by system");
    }
    app.check_loads(&admin).await;
    app.finish().await;
}

#[tokio::test]
async fn the_last_engineer_who_becomes_an_admin_hears_as_one_that_nobody_is_left() {
    let mut app = TestApp::start().await;
    let (_bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "No paper").await;
    app.mails().await;
    app.change_user(&admin, "bob", json!({"role": "admin", "status": "approved"})).await;
    assert_eq!(app.ticket(&admin, &ticket).await["assignee"], Value::Null);
    let recipients = app.mails().await.into_iter().filter(|mail| mail.text.contains("there is no engineer"));
    let mut recipients: Vec<String> = recipients.map(|mail| mail.to).collect();
    recipients.sort();
    assert_eq!(recipients, ["admin@desk.example.com", "bob@example.com"]);
    app.finish().await;
}

#[tokio::test]
async fn being_away_keeps_what_one_has() {
    let app = TestApp::start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let tickets = one_of_each(&app, &ada, &admin).await;
    app.engineer("carl").await;
    app.patch(&bob, "/me", json!({"availability": "away"})).await.expect(200);
    for ticket in &tickets {
        assert_eq!(app.ticket(&admin, ticket).await, *ticket);
    }
    app.finish().await;
}
