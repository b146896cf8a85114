//! Ratings: given over the API and by the links in letters, read by those who may, and counted.

mod by_api;
mod by_link;
mod reading;
mod summary;

use serde_json::{Value, json};

use crate::support::{Answer, Person, TestApp, path_of};

async fn rate(app: &TestApp, who: &Person, ticket: &Value, rating: Value) -> Answer {
    app.call(Some(who), "PUT", &format!("{}/rating", path_of(ticket)), Some(&rating)).await
}

/// What this person reads: stars and comment; `None` where there is no rating for them.
async fn rating(app: &TestApp, who: &Person, ticket: &Value) -> Option<(u64, Value)> {
    let rating = app.ticket(who, ticket).await["rating"].take();
    rating["stars"].as_u64().map(|stars| (stars, rating["comment"].clone()))
}

/// A ticket of this customer that its engineer has answered and resolved.
async fn resolved(app: &TestApp, ada: &Person, bob: &Person) -> Value {
    let ticket = app.open_ticket(ada, "No paper & toner").await;
    resolve(app, bob, &ticket).await;
    ticket
}

async fn resolve(app: &TestApp, bob: &Person, ticket: &Value) {
    app.wait(time::Duration::seconds(1));
    app.say(bob, ticket, "Try tray 2.").await.expect(201);
    app.move_to(bob, ticket, "resolved").await.expect(200);
}

/// The events about ratings in the history that this person reads.
async fn rated(app: &TestApp, who: &Person, ticket: &Value) -> Vec<String> {
    let mut events = app.history(who, ticket).await;
    events.retain(|event| event.starts_with("rated"));
    events
}

fn four_stars() -> Value {
    json!({"stars": 4, "comment": "Quick and friendly."})
}
