use serde_json::{Value, json};
use time::Duration;

use super::paging::walk;
use crate::support::{TestApp, path_of};

#[tokio::test]
async fn a_message_is_a_request_a_response_or_a_note_by_who_writes_it() {
    let app = TestApp::start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Talk").await;
    let seen = async || {
        let now = app.ticket(&bob, &ticket).await;
        ["awaiting", "first_response_at", "message_count"].map(|field| now[field].clone())
    };
    assert_eq!(seen().await, [json!("staff"), Value::Null, json!(1)]);
    app.wait(Duration::seconds(1));
    let answer = app.note(&bob, &ticket, "Hm.").await;
    let note = answer.expect(201);
    assert_eq!((&note["kind"], &note["body"], &note["ticket_id"]), (&json!("note"), &json!("Hm."), &ticket["id"]));
    assert_eq!(seen().await, [json!("staff"), Value::Null, json!(2)], "a note is no answer");
    app.wait(Duration::seconds(1));
    let response = app.say(&bob, &ticket, "Have you tried?\n\nReally?").await.expect(201);
    assert_eq!(
        response,
        json!({
            "id": response["id"], "ticket_id": ticket["id"], "kind": "response", "body": "Have you tried?\n\nReally?",
            "author": {"id": bob.id, "username": "bob", "name": "bob the engineer"},
            "created_at": "2026-01-05T09:00:02.000Z", "via": "api", "proof": null, "attachments": [],
        })
    );
    let first = json!("2026-01-05T09:00:02.000Z");
    assert_eq!(seen().await, [json!("reporter"), first.clone(), json!(3)]);
    app.wait(Duration::seconds(1));
    assert_eq!(app.say(&ada, &ticket, "I have").await.expect(201)["kind"], "request");
    assert_eq!(seen().await, [json!("staff"), first.clone(), json!(4)]);
    assert_eq!(app.say(&admin, &ticket, "Well then").await.expect(201)["kind"], "response");
    assert_eq!(seen().await, [json!("reporter"), first, json!(5)], "the first response stays the first");

    let messages = app.rows(&bob, "/tickets/1/messages").await;
    let kinds: Vec<_> = messages.iter().map(|message| message["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["request", "note", "response", "request", "response"]);
    assert_eq!((&messages[0]["body"], &messages[0]["author"]["username"]), (&ticket["description"], &json!("ada")));
    assert_eq!((&messages[1], &messages[2]), (&note, &response));
    let by_id = app.rows(&bob, &format!("/tickets/{}/messages", ticket["id"].as_str().unwrap())).await;
    assert_eq!(by_id, messages);
    app.finish().await;
}

#[tokio::test]
async fn where_a_clock_is_set_back_the_conversation_keeps_its_order_and_an_edit_changes_the_description_only() {
    let app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let ticket = app.open_ticket(&ada, "Talk").await;
    app.wait(Duration::seconds(-2));
    app.say(&bob, &ticket, "Have you tried?").await.expect(201);
    let read = app.get(&ada, "/tickets/1/messages?limit=1").await.expect(200);
    let after = read["page"]["next_cursor"].as_str().unwrap().to_owned();
    app.say(&ada, &ticket, "I have.").await.expect(201);
    app.patch(&ada, &path_of(&ticket), json!({"description": "It began with a smell."})).await.expect(200);

    let bodies = |rows: &[Value]| rows.iter().map(|row| row["body"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    let whole = bodies(&app.rows(&ada, "/tickets/1/messages").await);
    assert_eq!(whole, ["It began with a smell.", "Have you tried?", "I have."]);
    let rest = bodies(&app.rows(&ada, &format!("/tickets/1/messages?cursor={after}")).await);
    assert_eq!(rest, whole[1..], "who reads on misses nothing");
    let now = app.ticket(&ada, &ticket).await;
    let polled = format!("/tickets?updated_after={}", ticket["updated_at"].as_str().unwrap());
    assert_eq!(app.rows(&ada, &polled).await.len(), 1, "nor does who asks for what changed: {now}");
    app.wait(Duration::seconds(2));
    app.finish().await;
}

#[tokio::test]
async fn an_engineer_who_reports_a_ticket_speaks_as_its_reporter() {
    let app = TestApp::start().await;
    let (bob, _admin) = (app.engineer("bob").await, app.superadmin().await);
    let ticket = app.open_ticket(&bob, "My own chair").await;
    assert_eq!(app.say(&bob, &ticket, "It squeaks").await.expect(201)["kind"], "request");
    app.note(&bob, &ticket, "A note to myself").await.expect_problem(403, "forbidden");
    assert_eq!(app.ticket(&bob, &ticket).await["message_count"], 2);
    app.finish().await;
}

#[tokio::test]
async fn a_message_without_words_or_of_a_made_up_kind_is_refused() {
    let app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let ticket = app.open_ticket(&ada, "Talk").await;
    let path = format!("{}/messages", path_of(&ticket));
    for (body, pointer) in [
        (json!({}), "/body"),
        (json!({"body": ""}), "/body"),
        (json!({"body": " \n "}), "/body"),
        (json!({"body": "x".repeat(65_537)}), "/body"),
        (json!({"body": 5}), "/body"),
        (json!({"body": "x", "kind": "response"}), "/kind"),
        (json!({"body": "x", "kind": "shout"}), "/kind"),
        (json!({"body": "x", "author": "ada"}), "/author"),
    ] {
        let problem = app.post(&bob, &path, body.clone()).await.expect_problem(422, "invalid-fields");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
    }
    let longest = "ü".repeat(65_536);
    assert_eq!(app.say(&ada, &ticket, &longest).await.expect(201)["body"], longest);
    assert_eq!(app.ticket(&bob, &ticket).await["message_count"], 2);
    app.finish().await;
}

#[tokio::test]
async fn a_long_conversation_is_paged_oldest_first() {
    let app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let ticket = app.open_ticket(&ada, "Long").await;
    let mut words = vec!["All about: Long".to_owned()];
    for i in 0..25 {
        words.push(format!("Word {i}"));
        let who = if i % 2 == 0 { &bob } else { &ada };
        app.say(who, &ticket, &words[i + 1]).await.expect(201);
        if i % 5 == 0 {
            app.wait(Duration::seconds(1));
        }
    }
    for (list, limit) in [("messages", 1), ("messages", 4), ("messages", 26), ("messages", 100)] {
        let rows = walk(&app, &ada, &format!("/tickets/1/{list}?limit={limit}"), limit, async || {}).await;
        assert_eq!(rows.iter().map(|row| row["body"].as_str().unwrap()).collect::<Vec<_>>(), words);
    }
    let first = app.get(&ada, "/tickets/1/messages").await.expect(200);
    assert_eq!((first["data"].as_array().unwrap().len(), &first["page"]["has_more"]), (20, &json!(true)));
    let events = app.rows(&ada, "/tickets/1/history").await;
    assert_eq!(walk(&app, &ada, "/tickets/1/history?limit=3", 3, async || {}).await, events);
    assert_eq!(events.len(), 27);
    let cursor = first["page"]["next_cursor"].as_str().unwrap();
    app.get(&ada, &format!("/tickets/1/history?cursor={cursor}")).await.expect_problem(400, "bad-cursor");
    app.finish().await;
}

/// As people paste it: with colours, page breaks, other line ends, and bytes that no editor shows.
#[tokio::test]
async fn a_pasted_log_is_stored_as_plain_text() {
    let app = TestApp::start().await;
    let customer = app.customer("ada").await;
    let log = "\u{1b}[31mERROR\u{1b}[0m disk full\r\npage 2\u{c}page 3\u{b}end \0\u{7}";
    let plain = "ERROR disk full\npage 2\npage 3\nend \u{2400}\u{2407}";
    let ticket = json!({"title": "A log", "description": log});
    let ticket = app.post(&customer, "/tickets", ticket).await.expect(201);
    assert_eq!(ticket["description"], plain);
    let message = app.say(&customer, &ticket, log).await.expect(201);
    assert_eq!(message["body"], plain);
    app.finish().await;
}
