use deskhand_domain::transfer::RecordKind;
use serde_json::{Value, json};

use super::whole_desk::{of_type, written};
use crate::support::{TestApp, TestAppBuilder};

/// The lines of a small desk: the desk, then people, then events, then one ticket.
async fn small_desk() -> Vec<Value> {
    let app = TestAppBuilder::default().on_sqlite().start().await;
    app.engineer("erin").await;
    let ada = app.customer("ada").await;
    let ticket = app.open_ticket(&ada, "Printer").await;
    app.say(&ada, &ticket, "It smokes.").await.expect(201);
    let lines = app.get(&app.superadmin().await, "/export/tickets").await.body;
    app.finish().await;
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text_of(lines: &[Value]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// A copy of the ticket with ids and a number of its own, changed by `change`.
fn another_ticket(ticket: &Value, number: u64, change: impl FnOnce(&mut Value)) -> Value {
    let fresh = |n: u64| json!(format!("0190a8e2-5c1f-7cc3-98c4-{:012x}", number * 1000 + n));
    let mut copy = ticket.clone();
    (copy["number"], copy["id"]) = (json!(number), fresh(0));
    for (part, begin) in [("messages", 100), ("history", 200)] {
        for (place, one) in copy[part].as_array_mut().unwrap().iter_mut().enumerate() {
            one["id"] = fresh(begin + place as u64);
        }
    }
    change(&mut copy);
    copy
}

#[tokio::test]
async fn every_line_that_breaks_a_rule_is_named_and_the_others_are_stored() {
    let mut lines = small_desk().await;
    let ticket = lines.last().unwrap().clone();
    let good = lines.len() as u64;
    let stranger = "0190a8e2-5c1f-7cc3-98c4-dc0c0c07398f";
    let mut namesake = lines.iter().find(|line| line["username"] == "ada").unwrap().clone();
    namesake["id"] = json!(stranger);
    lines.extend([
        another_ticket(&ticket, 50, |copy| copy["message_count"] = json!(9)),
        another_ticket(&ticket, 51, |copy| copy["assignee"] = json!(stranger)),
        another_ticket(&ticket, 52, |copy| copy["assignee"] = copy["reporter"].clone()),
        another_ticket(&ticket, 53, |copy| copy["status"] = json!("resolved")),
        another_ticket(&ticket, 54, |copy| copy["title"] = json!("")),
        another_ticket(&ticket, 55, |copy| copy["messages"][1]["body"] = json!(7)),
        another_ticket(&ticket, 56, |copy| copy["number"] = json!(1)),
        another_ticket(&ticket, 57, |copy| copy["messages"][1]["id"] = ticket["messages"][1]["id"].clone()),
        another_ticket(&ticket, 58, |copy| copy["nonsense"] = json!(1)),
        namesake,
        json!({"type": "nonsense"}),
        json!([1]),
        another_ticket(&ticket, 60, |_| {}),
    ]);
    let mut app =
        TestApp::with("bootstrap.username", "other").setting("bootstrap.email", "other@example.com").start().await;
    let file = written(&app, "lines.jsonl", &format!("{}{{\"type\": \"person\"", text_of(&lines)));
    app.stop().await;

    let reasons = [
        "message_count and note_count are not the numbers of its messages and notes",
        "there is no person 0190a8e2-5c1f-7cc3-98c4-dc0c0c07398f, neither stored nor in a line before",
        "a ticket is not assigned to its reporter",
        "resolved_at and closed_at do not fit the status",
        "title must not be empty",
        "messages[1].body: invalid type: integer `7`, expected a string",
        "the number 1 belongs to another ticket",
        "the id of a message, an event or a file belongs to another record",
        "nonsense: unknown field `nonsense`",
        "the username ada belongs to another person",
        "the type \"nonsense\" is not known",
        "the line is no JSON object with a \"type\"",
    ];
    let (figures, refused) = app.import(&file, false).await;
    let mut by_line = refused.clone();
    by_line.sort();
    let numbers: Vec<u64> = by_line.iter().map(|(line, _)| *line).collect();
    let last = good + 14;
    assert_eq!(numbers, (good + 1..=good + 12).chain([last]).collect::<Vec<_>>(), "{by_line:?}");
    for ((line, reason), expected) in by_line.iter().zip(reasons) {
        assert!(reason.starts_with(expected), "line {line}: {reason}");
    }
    assert_eq!(figures.made[&RecordKind::Ticket], 2);
    assert_eq!(figures.refused, 13);

    app.start_again().await;
    let root = app.sign_in("other").await;
    let numbers: Vec<Value> =
        app.rows(&root, "/tickets?sort=number").await.iter().map(|one| one["number"].clone()).collect();
    assert_eq!(numbers, [json!(1), json!(60)]);
    app.check_loads(&root).await;
    app.finish().await;
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_stores_nothing() {
    let mut lines = small_desk().await;
    let ticket = lines.last().unwrap().clone();
    lines.push(another_ticket(&ticket, 7, |_| {}));
    lines.push(another_ticket(&ticket, 7, |copy| copy["id"] = json!("0190a8e2-5c1f-7cc3-98c4-dc0c0c07398f")));
    let mut app =
        TestApp::with("bootstrap.username", "other").setting("bootstrap.email", "other@example.com").start().await;
    let file = written(&app, "lines.jsonl", &text_of(&lines));
    let before = app.get(&app.sign_in("other").await, "/export/tickets").await.body;
    app.stop().await;
    let dry = app.import(&file, true).await;
    app.start_again().await;
    assert_eq!(app.get(&app.sign_in("other").await, "/export/tickets").await.body, before);
    app.stop().await;
    assert_eq!(app.import(&file, false).await, dry);
    assert_eq!(dry.0.made[&RecordKind::Ticket], 2);
    assert_eq!(dry.1, [(lines.len() as u64, "the number 7 belongs to another ticket".to_owned())]);
    app.start_again().await;
    app.finish().await;
}

#[tokio::test]
async fn an_import_that_broke_off_goes_on_where_it_was() {
    let lines = small_desk().await;
    let (begin, file) = (lines.len() - 2, tempfile::tempdir().unwrap());
    let path = file.path().join("lines.jsonl");
    std::fs::write(&path, text_of(&lines[..begin])).unwrap();
    let mut app = TestAppBuilder::default().importing(&path).start().await;
    app.stop().await;
    std::fs::write(&path, text_of(&lines)).unwrap();
    let (figures, refused) = app.import(&path, false).await;
    assert_eq!(refused, []);
    assert_eq!((figures.made[&RecordKind::Ticket], figures.made.get(&RecordKind::Person)), (1, None));
    assert_eq!(figures.left[&RecordKind::Person], of_type(&text_of(&lines), "person").len() as u64);
    app.start_again().await;
    app.finish().await;
}
