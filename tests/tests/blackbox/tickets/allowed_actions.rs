use serde_json::{Value, json};

use super::moves::{STATES, answered_ticket, table};
use crate::support::{Answer, Person, TestApp, path_of};

const PLAIN: &[&str] = &[
    "write_note",
    "edit",
    "change_priority",
    "reply",
    "take",
    "hand_back",
    "change_assignee",
    "change_followers",
    "unfollow",
    "delete",
];

async fn attempt(app: &TestApp, who: &Person, ticket: &Value, action: &str, target: &str) -> Answer {
    match action {
        "write_note" => app.note(who, ticket, "Among us").await,
        "edit" => app.change_ticket(who, ticket, json!({"title": "Another title"})).await,
        "change_priority" => app.change_ticket(who, ticket, json!({"priority": "high"})).await,
        "reply" => app.say(who, ticket, "A word").await,
        "take" => app.take(who, ticket).await,
        "hand_back" => app.change_ticket(who, ticket, json!({"assignee": null})).await,
        "change_assignee" => app.change_ticket(who, ticket, json!({"assignee": "auto"})).await,
        "change_followers" => app.put(who, &format!("{}/followers/finn", path_of(ticket))).await,
        "delete" => app.delete(who, &path_of(ticket)).await,
        _ => app.move_to(who, ticket, target).await,
    }
}

/// Where the move leads, whatever it starts from.
fn target(action: &str) -> String {
    table().into_iter().find(|row| row.1 == action).map(|row| row.2).unwrap_or_default()
}

#[tokio::test]
async fn what_a_ticket_says_is_allowed_is_what_then_happens() {
    let app = TestApp::with("mail.concurrency", 64).start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.admin("eve").await);
    let superadmin = app.superadmin().await;
    app.customer("finn").await;
    let moves = ["block", "unblock", "resolve", "mark_unresolved", "close", "cancel", "reopen"];
    let (mut allowed, mut refused) = (0, 0);
    for state in STATES {
        for who in [&ada, &bob, &admin, &superadmin] {
            let mut ticket = answered_ticket(&app, &ada, &admin, state).await;
            for action in PLAIN.iter().chain(&moves) {
                let answer_before = app.ticket(who, &ticket).await["allowed_actions"][action].clone();
                let case = format!("{} wants to {action} a ticket that is {state}", who.username);
                let to = target(action);
                let rows = table();
                let leads_there = rows.iter().find(|row| row.0 == *state && row.2 == to).map(|row| row.1.as_str());
                // For an admin, no assignee is a change of the assignee.
                if *action == "hand_back" && [&admin.id, &superadmin.id].contains(&&who.id) {
                    assert_eq!(answer_before["allowed"], false, "{case}");
                    continue;
                }
                // None of them follows the ticket, and to end what is not is no refusal.
                if *action == "unfollow" {
                    assert_eq!(answer_before["allowed"], false, "{case}");
                    continue;
                }
                // PATCH names the state, not the move: where another move leads there, it is that one that happens.
                if !to.is_empty() && (to == *state || leads_there.is_some_and(|other| other != *action)) {
                    assert_eq!(answer_before["allowed"], false, "{case}");
                    continue;
                }
                let answer = attempt(&app, who, &ticket, action, &to).await;
                if answer_before["allowed"] == true {
                    assert!((200..300).contains(&answer.status), "{case}: {}", answer.body);
                    allowed += 1;
                    let after = app.get(&superadmin, &path_of(&ticket)).await;
                    let is_same = |field: &str| after.status == 200 && after.json()[field] == ticket[field];
                    if !is_same("status") || !is_same("assignee") {
                        ticket = answered_ticket(&app, &ada, &admin, state).await;
                    }
                } else {
                    assert!(matches!(answer.status, 403 | 409), "{case}: {}", answer.body);
                    // A state that no move leads to is refused as such, before permissions are checked.
                    if to.is_empty() || leads_there.is_some() {
                        assert_eq!(answer.json()["detail"], answer_before["reason"], "{case}");
                    }
                    refused += 1;
                }
            }
        }
    }
    assert!(allowed > 100 && refused > 100, "{allowed} allowed, {refused} refused");
    app.finish().await;
}
