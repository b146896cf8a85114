use std::path::PathBuf;

use serde_json::{Value, json};
use time::Duration;

use crate::support::feed::until_in_feed;
use crate::support::{Person, TestApp, TestAppBuilder};

/// Everything, as lines; with passwords.
async fn exported(app: &TestApp, root: &Person) -> String {
    let answer = app.get(root, "/export/tickets?passwords=true").await;
    assert_eq!((answer.status, answer.header("content-type").as_str()), (200, "application/jsonl"));
    answer.body
}

/// The same in a file in the folder of the test.
pub(super) fn written(app: &TestApp, name: &str, lines: &str) -> PathBuf {
    let file = app.folder.path().join(name);
    std::fs::write(&file, lines).unwrap();
    file
}

/// The lines of a type.
pub(super) fn of_type(lines: &str, kind: &str) -> Vec<Value> {
    let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter(|line| line["type"] == kind).collect()
}

#[tokio::test]
async fn a_desk_that_moves_is_the_same_afterwards_and_works_on() {
    let old = TestAppBuilder::default().on_sqlite().start().await;
    let cast = old.busy_desk().await;
    let lines = exported(&old, &cast.root).await;
    assert_eq!(of_type(&lines, "ticket").len(), 9, "those that were deleted are not there");
    let statuses: std::collections::BTreeSet<String> =
        of_type(&lines, "ticket").iter().map(|ticket| ticket["status"].to_string()).collect();
    assert_eq!(statuses.len(), 6);
    let file = written(&old, "desk.jsonl", &lines);

    // On the database that the suite is for, with the secret of the old one.
    let secret = old.folder.path().join("secret");
    let secret = secret.to_str().unwrap();
    let mut new = TestApp::with("auth.secret_file", secret).importing(&file).start().await;
    new.wait(Duration::DAY);
    assert_eq!(new.mails().await.len(), 0, "an import is silent");
    let root = new.superadmin().await;
    assert_eq!(exported(&new, &root).await, lines);
    new.check_loads(&root).await;

    new.stop().await;
    let (figures, refused) = new.import(&file, false).await;
    assert_eq!((figures.made.len(), refused), (0, vec![]), "a second time makes nothing");
    new.start_again().await;
    assert_eq!(exported(&new, &root).await, lines);

    works_on(&new, &root).await;
    old.finish().await;
    new.finish().await;
}

async fn works_on(app: &TestApp, root: &Person) {
    let (erin, ada) = (app.sign_in("erin").await, app.sign_in("ada").await);
    let found = app.rows(&erin, "/tickets?q=strasse").await;
    assert!(!found.is_empty(), "notes are searched");
    let loads = app.rows(root, "/users?role=engineer").await;
    let least = loads.iter().filter(|engineer| engineer["status"] == "approved");
    let least = least.map(|engineer| engineer["open_tickets"].as_u64().unwrap()).min().unwrap();
    let ticket = app.open_ticket(&ada, "The first after the move").await;
    assert_eq!(ticket["number"], 12, "the last one was deleted, and its number is not used again");
    let assignee = ticket["assignee"]["username"].as_str().unwrap();
    let chosen = loads.iter().find(|engineer| engineer["username"] == assignee).unwrap();
    assert_eq!(chosen["open_tickets"], least, "the loads that came with the tickets decide");
    app.check_loads(root).await;

    until_in_feed(app, root, &ticket).await;
    let feed = app.rows(root, "/events").await;
    let (news, moved): (Vec<_>, Vec<_>) = feed.iter().partition(|event| event["ticket"]["number"] == 12);
    assert!(!news.is_empty() && !moved.is_empty());
    let times: Vec<&str> = moved.iter().map(|event| event["at"].as_str().unwrap()).collect();
    assert!(times.is_sorted(), "the history of the old desk comes in the order of its times");
    let last = feed.last().unwrap();
    assert_eq!(last["ticket"]["number"], 12, "{last}");
    app.post_anonymously(
        "/auth/signup",
        json!({"name": "Stranger", "username": "bea", "email": "s@example.com",
        "password": "correct horse battery"}),
    )
    .await
    .expect_problem(409, "username-taken");
}
