use reqwest::Method;
use serde_json::{Value, json};

use super::{follow, scene};
use crate::support::feed::{poll_all, until_in_feed};
use crate::support::{Person, TestApp, path_of};

#[tokio::test]
async fn a_follower_sees_the_ticket_everywhere_and_a_stranger_nowhere() {
    let mut app = TestApp::start().await;
    let (bob, _, finn, ticket) = scene(&mut app).await;
    let mia = app.customer("mia").await;
    app.note(&bob, &ticket, "A walrus among us").await.expect(201);
    app.say(&bob, &ticket, "Which zebra?").await.expect(201);
    let counts = async |who: &Person, path: &str| {
        let list = app.get(who, path).await.expect(200);
        (list["data"].as_array().unwrap().len(), list["page"]["total"].clone())
    };
    for (path, found) in [
        ("/tickets?count=true", 1),
        ("/tickets?status=open&count=true", 1),
        ("/tickets?reporter=ada&sort=-updated_at&count=true", 1),
        ("/tickets?q=zebra&count=true", 1),
        ("/tickets?q=walrus&count=true", 0),
        ("/tickets?reporter=me&count=true", 0),
    ] {
        assert_eq!(counts(&finn, path).await, (found, json!(found)), "{path}");
        assert_eq!(counts(&mia, path).await, (0, json!(0)), "{path}");
    }
    let messages = app.rows(&finn, &format!("{}/messages", path_of(&ticket))).await;
    let kinds: Vec<_> = messages.iter().map(|message| message["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["request", "response"], "no note");
    let history = app.rows(&finn, &format!("{}/history", path_of(&ticket))).await;
    let added = history.iter().find(|event| event["kind"] == "follower_added").unwrap();
    assert_eq!((&added["by"]["username"], &added["before"]), (&json!("ada"), &Value::Null));
    assert_eq!((&added["after"]["username"], &added["after"]["id"]), (&json!("finn"), &json!(finn.id)));
    assert!(history.iter().all(|event| event["kind"] != "note_posted"));
    until_in_feed(&app, &app.superadmin().await, &ticket).await;
    let events = poll_all(&app, &finn, 100).await;
    let of_ticket = events.iter().filter(|event| event["ticket"]["number"] == 1).count();
    assert_eq!(of_ticket, history.len(), "{events:?}");
    for path in ["/tickets/1", "/tickets/1/messages", "/tickets/1/history", "/tickets/1/followers"] {
        app.get(&finn, path).await.expect(200);
        app.get(&mia, path).await.expect_problem(404, "not-found");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_follower_reads_the_files_of_the_ticket() {
    let mut app = TestApp::start().await;
    let (_, ada, finn, ticket) = scene(&mut app).await;
    let mia = app.customer("mia").await;
    let upload = app.request(Method::POST, "/files").bearer_auth(&ada.token).body("MZ\0");
    let file = app.send(upload).await.expect(201)["id"].as_str().unwrap().to_owned();
    let body = json!({"body": "See the file.", "attachments": [file]});
    app.post(&ada, &format!("{}/messages", path_of(&ticket)), body).await.expect(201);
    let path = format!("{}/attachments/{file}", path_of(&ticket));
    assert_eq!(app.get(&finn, &path).await.body, "MZ\0");
    app.get(&mia, &path).await.expect_problem(404, "not-found");
    app.finish().await;
}

#[tokio::test]
async fn an_engineer_who_follows_a_ticket_of_others_asks_and_reads_no_notes() {
    let mut app = TestApp::start().await;
    let (bob, ada, _, ticket) = scene(&mut app).await;
    let kim = app.engineer("kim").await;
    app.note(&bob, &ticket, "Among us").await.expect(201);
    app.get(&kim, "/tickets/1").await.expect_problem(404, "not-found");
    follow(&app, &ada, &ticket, "kim").await.expect(204);
    assert_eq!(app.rows(&kim, "/tickets?q=paper").await.len(), 1);
    assert_eq!(app.rows(&kim, "/tickets/1/messages").await.len(), 1);
    assert!(app.rows(&kim, "/tickets?q=among").await.is_empty());
    assert_eq!(app.say(&kim, &ticket, "Any news?").await.expect(201)["kind"], "request");
    app.note(&kim, &ticket, "Psst").await.expect_problem(403, "forbidden");
    app.finish().await;
}
