use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::support::{Person, TestApp};

const CANARY: &str = "canary-7f3a9";

/// Everything that this person can read over HTTP about the tickets they see.
async fn all_that_is_read(app: &TestApp, who: &Person, ticket: &Value, reads_notes: bool) -> String {
    let (number, id) = (&ticket["number"], ticket["id"].as_str().unwrap());
    let mut read = String::new();
    for path in [
        format!("/tickets/{number}"),
        format!("/tickets/{id}"),
        format!("/tickets/{number}/messages?limit=100"),
        format!("/tickets/{number}/history?limit=100"),
        "/tickets?limit=100&count=true".to_owned(),
        format!("/tickets?q={CANARY}&count=true"),
        format!("/tickets?title={CANARY}"),
        format!("/tickets?description={CANARY}"),
        format!("/users/{}/tickets?limit=100", who.username),
        "/me".to_owned(),
    ] {
        let mut list = app.get(who, &path).await.expect(200);
        // The kinds of mail that there are, the same for everybody, whatever their tickets.
        for kinds in ["notifications", "digests"] {
            list.as_object_mut().unwrap().remove(kinds);
        }
        // Who reads notes finds a ticket by its notes, too.
        let may_be_found = reads_notes && path.contains("?q=");
        assert!(!path.contains(CANARY) || may_be_found || list["data"] == json!([]), "{path}: {list}");
        read.push_str(&list.to_string());
    }
    read
}

#[tokio::test]
async fn no_customer_ever_learns_what_a_note_says_or_that_there_is_one() {
    let mut app = TestApp::start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Delicate").await;
    app.say(&bob, &ticket, "We look into it").await.expect(201);
    let cursor = app.get(&ada, "/tickets/1/messages?limit=1").await.expect(200)["page"]["next_cursor"].clone();
    for who in [&bob, &admin, &bob] {
        app.note(who, &ticket, &format!("{CANARY}: the customer is wrong")).await.expect(201);
    }
    app.say(&bob, &ticket, "Solved").await.expect(201);
    app.move_to(&bob, &ticket, "resolved").await.expect(200);

    let read = all_that_is_read(&app, &ada, &ticket, false).await;
    assert!(!read.contains(CANARY), "{read}");
    assert!(!read.contains("note_posted") && !read.contains("\"note\""), "{read}");
    let counts = async |who: &Person| app.ticket(who, &ticket).await["message_count"].clone();
    assert_eq!((counts(&ada).await, counts(&bob).await, counts(&admin).await), (json!(3), json!(6), json!(6)));
    assert_eq!(app.rows(&ada, "/tickets").await[0]["message_count"], 3);
    assert_eq!(app.rows(&bob, "/tickets").await[0]["message_count"], 6);
    let second = format!("/tickets/1/messages?limit=1&cursor={}", cursor.as_str().unwrap());
    let second = app.get(&ada, &second).await.expect(200);
    assert_eq!(second["data"][0]["body"], "We look into it");
    assert_eq!(app.rows(&ada, "/tickets/1/messages").await.len(), 3);

    for who in [&bob, &admin] {
        let read = all_that_is_read(&app, who, &ticket, true).await;
        assert!(read.contains(CANARY) && read.contains("note_posted"), "{}", who.username);
    }
    let mails = app.mails().await;
    let with_canary = |mail: &&crate::support::Mail| mail.text.contains(CANARY) || mail.html.contains(CANARY);
    let recipients: Vec<_> = mails.iter().filter(with_canary).map(|mail| mail.to.as_str()).collect();
    assert!(recipients.contains(&"bob@example.com") && !recipients.contains(&"ada@example.com"), "{recipients:?}");
    let about_ticket = |mail: &&crate::support::Mail| mail.to == ada.email && mail.subject.starts_with("[#1]");
    let to_ada = mails.iter().filter(about_ticket).count();
    assert_eq!(to_ada, 4, "receipt, two responses, and the resolution; nothing for a note");
    app.finish().await;
}

#[tokio::test]
async fn customers_write_no_notes_and_who_is_no_longer_staff_reads_none() {
    let app = TestApp::start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Notes").await;
    app.note(&ada, &ticket, CANARY).await.expect_problem(403, "forbidden");
    assert_eq!(app.ticket(&admin, &ticket).await["message_count"], 1);
    let own = app.open_ticket(&bob, "Bob's own").await;
    app.note(&admin, &own, CANARY).await.expect(201);
    assert!(!all_that_is_read(&app, &bob, &own, false).await.contains(CANARY), "its reporter, though an engineer");

    app.note(&bob, &ticket, CANARY).await.expect(201);
    app.engineer("carl").await;
    app.change_ticket(&admin, &ticket, json!({"assignee": "carl"})).await.expect(200);
    app.get(&bob, "/tickets/1/messages").await.expect_problem(404, "not-found");
    app.change_user(&admin, "bob", json!({"role": "customer", "status": "approved"})).await;
    let bob = app.sign_in("bob").await;
    assert!(!all_that_is_read(&app, &bob, &own, false).await.contains(CANARY));
    app.finish().await;
}

/// The version, the `ETag` and the time of change would tell them of it, and so would the order of their list.
#[tokio::test]
async fn a_note_moves_neither_version_nor_time_nor_order_of_what_its_reporter_sees() {
    let app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let ticket = app.open_ticket(&ada, "First").await;
    app.wait(Duration::seconds(1));
    app.open_ticket(&ada, "Second").await;
    let (path, newest_first) = ("/tickets/1", "/tickets?sort=-updated_at");
    let before = app.get(&ada, path).await;
    let (list, of_bob) = (app.rows(&ada, newest_first).await, app.get(&bob, path).await);
    app.wait(Duration::seconds(60));

    app.note(&bob, &ticket, CANARY).await.expect(201);

    let after = app.get(&ada, path).await;
    assert_eq!((after.expect(200), after.header("etag")), (before.expect(200), before.header("etag")));
    assert_eq!(app.rows(&ada, newest_first).await, list);
    assert_ne!(app.get(&bob, path).await.header("etag"), of_bob.header("etag"), "staff see that something is new");
    let known = app.request(Method::PATCH, path).bearer_auth(&ada.token).header("if-match", before.header("etag"));
    app.send(known.json(&json!({"title": "Still the newest for her"}))).await.expect(200);
    app.finish().await;
}
