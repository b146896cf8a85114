use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::support::{Answer, Person, TestApp};

#[tokio::test]
async fn forty_tickets_at_once_go_to_four_engineers_ten_each() {
    let mut app = TestApp::start().await;
    let (ada, admin) = (app.customer("ada").await, app.superadmin().await);
    for name in ["bob", "carl", "dana", "erin"] {
        app.engineer(name).await;
    }
    app.mails().await;
    let mut opening = JoinSet::new();
    for i in 0..40 {
        let request = app.request(Method::POST, "/tickets").bearer_auth(&ada.token);
        let request = request.json(&json!({"title": format!("Rush {i}"), "description": "All at once"}));
        opening.spawn(async move { Answer::read(request.send().await.unwrap()).await });
    }
    let opened: Vec<Value> = opening.join_all().await.iter().map(|answer| answer.expect(201)).collect();
    let numbers: BTreeSet<_> = opened.iter().map(|ticket| ticket["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=40).collect());
    let mut loads = BTreeMap::new();
    for ticket in &opened {
        *loads.entry(ticket["assignee"]["username"].as_str().unwrap()).or_insert(0) += 1;
    }
    assert_eq!(loads, [("bob", 10), ("carl", 10), ("dana", 10), ("erin", 10)].into());
    app.check_loads(&admin).await;
    assert_eq!(app.mails().await.len(), 81, "reporter and assignee of each; the admin's fifth letter in ten minutes");
    app.finish().await;
}

#[tokio::test]
async fn loads_stay_true_while_everybody_changes_everything_at_once() {
    let app = TestApp::start().await;
    let (ada, admin) = (app.customer("ada").await, app.superadmin().await);
    let names = ["bob", "carl", "dana"];
    for name in names {
        app.engineer(name).await;
    }
    for i in 0..12 {
        app.open_ticket(&ada, &format!("Ticket {i}")).await;
    }
    for round in 0..4 {
        let mut changes = JoinSet::new();
        for i in 1..=12_usize {
            let path = format!("/tickets/{i}");
            let (method, path, who, body) = match (i + round) % 6 {
                0 => (Method::PATCH, path, &ada, json!({"status": "resolved"})),
                1 => (Method::PATCH, path, &admin, json!({"assignee": names[i % 3]})),
                2 => (Method::PATCH, path, &admin, json!({"status": "blocked"})),
                3 => (Method::POST, format!("{path}/messages"), &ada, json!({"body": "And now?"})),
                4 => (Method::PATCH, path, &admin, json!({"status": "open"})),
                _ => (Method::POST, "/tickets".to_owned(), &ada, json!({"title": "More", "description": "More"})),
            };
            let request = app.request(method, &path).bearer_auth(&who.token).json(&body);
            changes.spawn(async move { Answer::read(request.send().await.unwrap()).await });
        }
        let status = if round % 2 == 0 { "suspended" } else { "approved" };
        let request = app.request(Method::PATCH, "/users/bob").bearer_auth(&admin.token);
        let request = request.json(&json!({"status": status}));
        changes.spawn(async move { Answer::read(request.send().await.unwrap()).await });
        for answer in changes.join_all().await {
            assert!(answer.status < 500, "{}", answer.body);
        }
        app.check_loads(&admin).await;
        if status == "suspended" {
            for state in ["open", "blocked"] {
                let left = app.rows(&admin, &format!("/tickets?assignee=bob&status={state}")).await;
                assert!(left.is_empty(), "bob gave everything back: {left:?}");
            }
        }
    }
    app.finish().await;
}

/// Sends the first `bytes` of a request, and hangs up without a word.
async fn begin_and_hang_up(app: &TestApp, who: &Person, title: &str, bytes: Option<usize>) {
    let body = json!({"title": title, "description": "Is anybody there?"}).to_string();
    let head = format!(
        "POST /api/v1/tickets HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n",
        who.token,
        body.len()
    );
    let request = head + body.as_str();
    let sent = bytes.map_or(request.len(), |cut| request.len() - cut);
    let mut wire = TcpStream::connect(app.base().strip_prefix("http://").unwrap()).await.unwrap();
    wire.write_all(&request.as_bytes()[..sent]).await.unwrap();
    wire.flush().await.unwrap();
}

#[tokio::test]
async fn a_client_that_hangs_up_leaves_a_ticket_with_all_its_mails_or_nothing() {
    let mut app = TestApp::start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    app.mails().await;
    for i in 0..60 {
        match i % 3 {
            0 => begin_and_hang_up(&app, &ada, &format!("Whole {i}"), None).await,
            1 => begin_and_hang_up(&app, &ada, &format!("Cut {i}"), Some(1)).await,
            _ => drop(app.open_ticket(&ada, &format!("Polite {i}")).await),
        }
    }
    // Stopping waits for the requests under way: what is there then is there for good.
    app.stop().await;
    app.start_again().await;
    let mails = app.mails().await;
    let tickets = app.rows(&admin, "/tickets?sort=number").await;
    let subjects: BTreeSet<_> =
        tickets.iter().map(|t| format!("[#{}] {}", t["number"], t["title"].as_str().unwrap())).collect();
    for subject in &subjects {
        let mut recipients: Vec<_> =
            mails.iter().filter(|mail| mail.subject == *subject).map(|mail| mail.to.as_str()).collect();
        recipients.sort_unstable();
        // The admin gets five letters in ten minutes, and a digest later.
        recipients.retain(|to| *to != admin.email);
        assert_eq!(recipients, [ada.email.as_str(), bob.email.as_str()], "{subject}");
    }
    assert!(mails.iter().all(|mail| subjects.contains(&mail.subject)));
    let titled = |word: &str| tickets.iter().filter(|t| t["title"].as_str().unwrap().starts_with(word)).count();
    assert_eq!((titled("Cut"), titled("Polite")), (0, 20));
    let numbers: Vec<_> = tickets.iter().map(|ticket| ticket["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=tickets.len() as u64).collect::<Vec<_>>(), "an undone opening uses up no number");
    for ticket in &tickets {
        assert_eq!(app.rows(&ada, &format!("/tickets/{}/messages", ticket["number"])).await.len(), 1);
        assert_eq!(app.history(&ada, ticket).await.len(), 2);
    }
    app.check_loads(&admin).await;
    app.finish().await;
}
