//! Followers see a ticket, hear of it and write on it as its reporter does, and nothing more.

mod changing;
mod hearing;
mod seeing;

use serde_json::{Value, json};

use crate::support::{Answer, Mail, Person, TestApp, path_of};

async fn follow(app: &TestApp, who: &Person, ticket: &Value, name: &str) -> Answer {
    app.put(who, &format!("{}/followers/{name}", path_of(ticket))).await
}

async fn unfollow(app: &TestApp, who: &Person, ticket: &Value, name: &str) -> Answer {
    app.delete(who, &format!("{}/followers/{name}", path_of(ticket))).await
}

async fn followers(app: &TestApp, who: &Person, ticket: &Value) -> Vec<String> {
    let list = app.get(who, &format!("{}/followers", path_of(ticket))).await.expect(200);
    assert_eq!(list["page"], json!({"next_cursor": null, "has_more": false}));
    let people = list["data"].as_array().unwrap();
    people.iter().map(|person| person["username"].as_str().unwrap().to_owned()).collect()
}

fn recipients(mails: &[Mail]) -> Vec<&str> {
    let mut to: Vec<_> = mails.iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    to
}

/// Ada's ticket, on which Bob works and which Finn follows. All mails are read.
async fn scene(app: &mut TestApp) -> (Person, Person, Person, Value) {
    let (bob, ada, finn) = (app.engineer("bob").await, app.customer("ada").await, app.customer("finn").await);
    let ticket = app.open_ticket(&ada, "No paper").await;
    follow(app, &ada, &ticket, "finn").await.expect(204);
    app.mails().await;
    (bob, ada, finn, ticket)
}
