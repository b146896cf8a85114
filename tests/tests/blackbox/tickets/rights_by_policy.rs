//! The policies about who does what with a ticket, each switched on, in answers, `allowed_actions` and commands.

use serde_json::json;

use super::moves::answered_ticket;
use crate::events::ws_client::Socket;
use crate::support::{Person, TestApp};

/// What `allowed_actions` says of an action.
async fn allows(app: &TestApp, who: &Person, ticket: &serde_json::Value, action: &str) -> bool {
    app.ticket(who, ticket).await["allowed_actions"][action]["allowed"] == true
}

#[tokio::test]
async fn engineers_who_may_not_resolve_may_be_forbidden_to_close_as_well() {
    let app = TestApp::with("workflow.engineers_may_resolve", false)
        .setting("workflow.engineers_may_close", false)
        .start()
        .await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = answered_ticket(&app, &ada, &admin, "open").await;
    for (action, status) in [("resolve", "resolved"), ("close", "closed")] {
        assert!(!allows(&app, &bob, &ticket, action).await);
        let problem = app.move_to(&bob, &ticket, status).await.expect_problem(403, "forbidden");
        assert_eq!(problem["detail"], "the policy of this help desk does not allow this");
        let mut socket = Socket::ready(&app, &bob).await;
        let command = json!({"id": 1, "command": "set_status", "ticket": 1, "status": status});
        assert_eq!(socket.command(command).await["problem"]["status"], 403);
    }
    app.move_to(&bob, &ticket, "blocked").await.expect(200);
    app.move_to(&admin, &ticket, "closed").await.expect(200);
    app.move_to(&ada, &ticket, "open").await.expect(200);
    app.move_to(&ada, &ticket, "closed").await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn where_all_engineers_act_each_of_them_answers_moves_and_takes_what_they_see() {
    let app = TestApp::with("workflow.engineers_act", "all").setting("workflow.engineer_scope", "all").start().await;
    let (_bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "For all").await;
    let carl = app.engineer("carl").await;
    app.say(&carl, &ticket, "I know this one.").await.expect(201);
    for status in ["blocked", "open", "unresolved", "resolved", "open", "closed", "open"] {
        app.move_to(&carl, &ticket, status).await.expect(200);
    }
    app.change_ticket(&carl, &ticket, json!({"title": "Mine"})).await.expect_problem(403, "forbidden");
    app.change_ticket(&carl, &ticket, json!({"priority": "high"})).await.expect_problem(403, "forbidden");
    assert_eq!(app.take(&carl, &ticket).await.expect(200)["assignee"]["username"], "carl");
    app.check_loads(&admin).await;
    // Taking a ticket from a colleague makes room for one that waits.
    app.change_user(&admin, "bob", json!({"capacity": 0})).await;
    app.change_user(&admin, "carl", json!({"capacity": 1})).await;
    let waits = app.open_ticket(&ada, "Waits").await;
    assert!(waits["assignee"].is_null());
    let bob = app.sign_in("bob").await;
    let mut socket = Socket::ready(&app, &bob).await;
    let ack = socket.command(json!({"id": 1, "command": "take", "ticket": 1})).await;
    assert_eq!(ack["ticket"]["assignee"]["username"], "bob");
    assert_eq!(app.ticket(&admin, &waits).await["assignee"]["username"], "carl");
    app.check_loads(&admin).await;
    // No engineer works on a ticket of their own.
    let own = app.open_ticket(&carl, "Carl's own").await;
    let problem = app.take(&carl, &own).await.expect_problem(403, "forbidden");
    assert_eq!(problem["detail"], "you opened this ticket; another engineer must work on it");
    app.move_to(&carl, &own, "blocked").await.expect_problem(403, "forbidden");
    app.finish().await;
}

#[tokio::test]
async fn an_admin_takes_an_unassigned_ticket_and_keeps_it_until_the_account_is_out_of_use() {
    let app = TestApp::start().await;
    let (ada, admin, root) = (app.customer("ada").await, app.admin("eve").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Nobody else is here").await;
    assert!(allows(&app, &admin, &ticket, "take").await);
    let taken = app.take(&admin, &ticket).await.expect(200);
    assert_eq!((&taken["assignee"]["username"], taken["taken_at"].is_string()), (&json!("eve"), true));
    let problem = app.take(&root, &ticket).await.expect_problem(403, "forbidden");
    assert_eq!(problem["detail"], "the ticket is assigned to somebody else");
    let load = async || app.get(&root, "/users/eve").await.expect(200)["open_tickets"].clone();
    assert_eq!(load().await, 1);
    app.say(&admin, &ticket, "Done").await.expect(201);
    app.move_to(&admin, &ticket, "resolved").await.expect(200);
    assert_eq!(load().await, 0);
    let bob = app.engineer("bob").await;
    app.say(&ada, &ticket, "It is back").await.expect(201);
    assert_eq!(app.ticket(&ada, &ticket).await["assignee"]["username"], "eve", "kept on reopening");
    assert_eq!(load().await, 1);
    app.change_user(&root, "eve", json!({"status": "suspended"})).await;
    assert_eq!(app.ticket(&ada, &ticket).await["assignee"]["username"], bob.username.as_str());
    assert_eq!(load().await, 0);
    app.check_loads(&root).await;
    app.finish().await;
}

#[tokio::test]
async fn a_policy_lets_the_reporter_cancel_what_is_resolved_or_unresolved() {
    for on in [true, false] {
        let app = TestApp::with("workflow.cancel_when_settled", on).start().await;
        let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
        for state in ["resolved", "unresolved"] {
            let ticket = answered_ticket(&app, &ada, &admin, state).await;
            assert_eq!(allows(&app, &ada, &ticket, "cancel").await, on, "{state}");
            let by_staff = app.move_to(&bob, &ticket, "canceled").await;
            assert!([403, 409].contains(&by_staff.status), "{}", by_staff.body);
            let answer = app.move_to(&ada, &ticket, "canceled").await;
            if on {
                assert_eq!(answer.expect(200)["status"], "canceled");
            } else {
                answer.expect_problem(409, "illegal-transition");
            }
        }
        let closed = answered_ticket(&app, &ada, &admin, "closed").await;
        app.move_to(&ada, &closed, "canceled").await.expect_problem(409, "illegal-transition");
        app.finish().await;
    }
}

#[tokio::test]
async fn who_changes_a_priority_is_a_policy_that_opening_does_not_walk_around() {
    for (needs, reporters, who_may) in [
        ("assignee", false, [false, true, true, true]),
        ("assignee", true, [true, true, true, true]),
        ("admin", false, [false, false, true, true]),
        ("superadmin", false, [false, false, false, true]),
        ("superadmin", true, [true, false, false, true]),
    ] {
        let app = TestApp::with("workflow.priority_needs", needs)
            .setting("workflow.reporters_may_prioritise", reporters)
            .start()
            .await;
        let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
        let (admin, root) = (app.admin("eve").await, app.superadmin().await);
        let ticket = app.open_ticket(&ada, "Urgent?").await;
        for (who, may) in [&ada, &bob, &admin, &root].into_iter().zip(who_may) {
            assert_eq!(allows(&app, who, &ticket, "change_priority").await, may, "{needs}: {}", who.username);
            let expected = if may { 200 } else { 403 };
            for priority in ["urgent", "low"] {
                let answer = app.change_ticket(who, &ticket, json!({"priority": priority})).await;
                assert_eq!(answer.status, expected, "{needs}: {}: {}", who.username, answer.body);
            }
        }
        let urgent = json!({"title": "Now!", "description": "At once", "priority": "urgent"});
        let may_open_so = needs == "assignee" || reporters;
        assert_eq!(app.post(&ada, "/tickets", urgent).await.status, if may_open_so { 201 } else { 403 }, "{needs}");
        app.finish().await;
    }
}

#[tokio::test]
async fn a_policy_lets_a_reply_leave_a_resolved_or_unresolved_ticket_as_it_is() {
    let app = TestApp::with("workflow.reply_keeps_status", true).start().await;
    let (_bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    for (state, then) in [("resolved", "resolved"), ("unresolved", "unresolved"), ("closed", "open")] {
        let ticket = answered_ticket(&app, &ada, &admin, state).await;
        app.say(&ada, &ticket, "Thank you").await.expect(201);
        let now = app.ticket(&ada, &ticket).await;
        assert_eq!((&now["status"], &now["awaiting"]), (&json!(then), &json!("staff")));
    }
    app.check_loads(&admin).await;
    app.finish().await;
}

#[tokio::test]
async fn a_policy_lets_only_customers_open_tickets() {
    let app = TestApp::with("workflow.only_customers_open", true).start().await;
    let (bob, admin, root) = (app.engineer("bob").await, app.admin("eve").await, app.superadmin().await);
    for who in [&bob, &admin, &root] {
        for dry_run in ["", "?dry_run=true"] {
            let body = json!({"title": "Mine", "description": "Staff"});
            let problem = app.post(who, &format!("/tickets{dry_run}"), body).await.expect_problem(403, "forbidden");
            assert_eq!(problem["detail"], "only customers open tickets at this help desk");
        }
    }
    let ada = app.customer("ada").await;
    app.open_ticket(&ada, "A customer's").await;
    app.finish().await;
}
