//! What people typed and did not send yet. The API has no drafts; the rows are put there as the web console does.

use deskhand_domain::drafts::Draft;
use serde_json::{Value, json};
use time::Duration;

use crate::support::{Person, TestApp};

/// Puts bob's drafts there, kept last at the start of 1970 plus so many milliseconds: for a new ticket, and on this one.
async fn type_at(app: &TestApp, ticket: &Value, saved_at: i128) {
    let columns = "INSERT INTO drafts (person_id, place, ticket_id, title, body, saved_at)";
    let bob = "FROM people WHERE username = 'bob'";
    app.execute(&format!("{columns} SELECT id, 'new_ticket', NULL, 'Half', 'a ti', {saved_at} {bob}")).await;
    let (id, ticket_id) = (ticket["id"].as_str().unwrap(), "(SELECT id FROM tickets)");
    for kind in ["reply", "note"] {
        let place = format!("'{kind}:{id}'");
        app.execute(&format!("{columns} SELECT id, {place}, {ticket_id}, '', 'Have y', {saved_at} {bob}")).await;
    }
}

/// The places of all drafts, without the ids of their tickets.
async fn places(app: &TestApp) -> Vec<String> {
    let places = app.rows_of("SELECT place FROM drafts ORDER BY place").await;
    places.iter().map(|place| place.split(':').next().unwrap().to_owned()).collect()
}

async fn desk() -> (TestApp, Person, Value) {
    let app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    (app, bob, ticket)
}

#[tokio::test]
async fn what_is_sent_is_no_draft_any_more() {
    let (app, bob, ticket) = desk().await;
    type_at(&app, &ticket, 0).await;
    app.say(&bob, &ticket, "Have you tried?").await.expect(201);
    assert_eq!(places(&app).await, ["new_ticket", "note"]);
    app.note(&bob, &ticket, "An old one").await.expect(201);
    assert_eq!(places(&app).await, ["new_ticket"]);
    let new = json!({"title": "My chair", "description": "It squeaks."});
    app.post(&bob, "/tickets?dry_run=true", new.clone()).await.expect(200);
    assert_eq!(places(&app).await, ["new_ticket"], "nothing was opened");
    app.post(&bob, "/tickets", new).await.expect(201);
    assert!(places(&app).await.is_empty());
    app.finish().await;
}

#[tokio::test]
async fn what_a_program_sends_leaves_the_drafts_of_its_owner() {
    let (app, bob, ticket) = desk().await;
    type_at(&app, &ticket, 0).await;
    let program = app.program(&bob, &["read", "write"]).await;
    app.say(&program, &ticket, "Automatic answer").await.expect(201);
    assert_eq!(places(&app).await, ["new_ticket", "note", "reply"]);
    app.finish().await;
}

#[tokio::test]
async fn drafts_go_with_their_ticket_and_their_person() {
    let (app, _, ticket) = desk().await;
    let admin = app.superadmin().await;
    type_at(&app, &ticket, 0).await;
    app.delete(&admin, "/tickets/1").await.expect(204);
    assert_eq!(places(&app).await, ["new_ticket"]);
    app.delete(&admin, "/users/bob").await.expect(204);
    assert!(places(&app).await.is_empty());
    app.finish().await;
}

#[tokio::test]
async fn a_draft_that_is_not_changed_is_deleted_after_a_month() {
    let (app, _, ticket) = desk().await;
    let opened = time::OffsetDateTime::parse(
        ticket["created_at"].as_str().unwrap(),
        &time::format_description::well_known::Rfc3339,
    );
    type_at(&app, &ticket, opened.unwrap().unix_timestamp_nanos() / 1_000_000).await;
    let purge = async || app.running().maintenance().run_once().await.unwrap().purged.drafts;
    app.wait(Draft::LIFETIME - Duration::SECOND);
    assert_eq!(purge().await, 0);
    app.wait(Duration::SECOND);
    assert_eq!(purge().await, 3);
    app.finish().await;
}
