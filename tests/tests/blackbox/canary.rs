//! A word that is only in internal notes: no answer to a customer contains it.

use serde_json::json;

use crate::support::feed::until_in_feed;
use crate::support::{Person, TestApp, path_of};

const CANARY: &str = "canary-7f3a91";

/// The bytes of everything that a person can read.
async fn all_that_is_read_by(app: &TestApp, who: &Person) -> Vec<(String, String)> {
    let mut paths = vec!["/me".to_owned(), "/tickets?limit=100&count=true".to_owned(), "/events?limit=100".to_owned()];
    for filter in ["q", "title", "description"] {
        paths.push(format!("/tickets?{filter}={CANARY}&count=true"));
    }
    for path in ["/users", "/reports/resolved.csv", "/reports/summary", "/api-keys", "/admin/outbox"] {
        paths.push(path.to_owned());
    }
    paths.push(format!("/users/{}/tickets", who.username));
    for number in 1..=3 {
        for part in ["", "/messages?limit=100", "/history?limit=100", "/assignment", "/notifications"] {
            paths.push(format!("/tickets/{number}{part}"));
        }
    }
    let mut read = Vec::new();
    for path in paths {
        let answer = app.get(who, &path).await;
        let headers: String = answer.headers.iter().map(|(name, value)| format!("{name}: {value:?}\n")).collect();
        read.push((path, headers + answer.body.as_str()));
    }
    for number in 1..=3 {
        let path = format!("/tickets/{number}?dry_run=true");
        read.push((path.clone(), app.patch(who, &path, json!({"title": "Another title"})).await.body));
    }
    read
}

#[tokio::test]
async fn what_only_notes_say_reaches_no_customer_by_any_way() {
    let mut app = TestApp::start().await;
    let (admin, ada, ben) = (app.superadmin().await, app.customer("ada").await, app.customer("ben").await);
    let (grace, erin) = (app.engineer("grace").await, app.engineer("erin").await);
    let hers = app.open_ticket(&ada, "Printer").await;
    // An engineer who reports a ticket is its customer: the notes are about them.
    let erins = app.open_ticket(&erin, "Laptop").await;
    for ticket in [&hers, &erins] {
        app.change_ticket(&admin, ticket, json!({"assignee": "grace"})).await.expect(200);
        app.note(&grace, ticket, &format!("{CANARY}: they never read the manual")).await.expect(201);
        app.note(&admin, ticket, &format!("I agree. {CANARY}")).await.expect(201);
        app.say(&grace, ticket, "Please read the manual.").await.expect(201);
        app.change_ticket(&admin, ticket, json!({"priority": "high"})).await.expect(200);
        app.move_to(&grace, ticket, "resolved").await.expect(200);
    }
    for (who, ticket) in [(&ada, &hers), (&erin, &erins)] {
        app.say(who, ticket, "I did!").await.expect(201);
    }

    until_in_feed(&app, &admin, &erins).await;
    for who in [&ada, &ben, &erin] {
        for (path, text) in all_that_is_read_by(&app, who).await {
            // The search itself repeats the word in the link to itself at most.
            let text = if path.contains(CANARY) { text.replace(&format!("={CANARY}"), "=") } else { text };
            assert!(!text.contains(CANARY), "{} reads it at {path}: {text}", who.username);
        }
    }
    // It is where it belongs, or this test would show nothing.
    for ticket in [&hers, &erins] {
        let messages = app.get(&grace, &format!("{}/messages", path_of(ticket))).await;
        assert_eq!(messages.body.matches(CANARY).count(), 2);
    }

    let mails = app.mails().await;
    let (staff, customers): (Vec<_>, Vec<_>) =
        mails.iter().partition(|mail| mail.to == grace.email || mail.to == "admin@desk.example.com");
    assert!(staff.iter().any(|mail| mail.text.contains(CANARY)));
    assert!(customers.len() > 4, "{}", customers.len());
    for mail in &app.smtp.mails() {
        let whole = String::from_utf8_lossy(&mail.data);
        assert!(mail.to != [ada.email.clone()] || !whole.contains(CANARY), "{whole}");
        assert!(mail.to != [erin.email.clone()] || !whole.contains(CANARY), "{whole}");
    }
    app.finish().await;
}
