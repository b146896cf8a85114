use serde_json::{Value, json};
use time::Duration;

use super::moves::answered_ticket;
use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn engineer_scope_all_shows_every_ticket_with_its_notes_but_lets_nobody_meddle() {
    let app = TestApp::with("workflow.engineer_scope", "all").start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "For all").await;
    let carl = app.engineer("carl").await;
    app.note(&bob, &ticket, "For colleagues").await.expect(201);
    assert_eq!(app.rows(&carl, "/tickets").await.len(), 1);
    assert_eq!(app.ticket(&carl, &ticket).await["message_count"], 2);
    assert_eq!(app.rows(&carl, "/tickets/1/messages").await[1]["body"], "For colleagues");
    assert_eq!(app.history(&carl, &ticket).await, app.history(&admin, &ticket).await);
    assert_eq!(app.get(&carl, "/tickets/1/assignment").await.expect(200)["trigger"], "opened");
    assert_eq!(app.say(&carl, &ticket, "May I help?").await.expect(201)["kind"], "response");
    app.note(&carl, &ticket, "Nice one").await.expect(201);
    for change in [
        json!({"title": "Mine"}),
        json!({"priority": "high"}),
        json!({"status": "blocked"}),
        json!({"assignee": "carl"}),
    ] {
        app.change_ticket(&carl, &ticket, change).await.expect_problem(403, "forbidden");
    }
    app.take(&carl, &ticket).await.expect_problem(403, "forbidden");
    app.change_ticket(&admin, &ticket, json!({"assignee": null})).await.expect(200);
    app.take(&ada, &ticket).await.expect_problem(403, "forbidden");
    app.wait(Duration::seconds(1));
    let taken = app.take(&carl, &ticket).await.expect(200);
    assert_eq!((&taken["assignee"]["username"], &taken["taken_at"]), (&json!("carl"), &taken["updated_at"]));
    assert_eq!(app.get(&carl, "/tickets/1/assignment").await.expect(200)["trigger"], "taken");
    app.check_loads(&admin).await;
    let ben = app.customer("ben").await;
    app.get(&ben, "/tickets/1").await.expect_problem(404, "not-found");
    let own = app.open_ticket(&bob, "Bob's own").await;
    app.change_ticket(&admin, &own, json!({"assignee": null})).await.expect(200);
    app.take(&bob, &own).await.expect_problem(403, "forbidden");
    app.finish().await;
}

#[tokio::test]
async fn engineers_list_people_only_where_the_policy_says_so() {
    for allowed in [false, true] {
        let app = TestApp::with("workflow.engineers_list_users", allowed).start().await;
        let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
        if allowed {
            assert_eq!(app.rows(&bob, "/users?role=customer").await[0]["username"], "ada");
        } else {
            app.get(&bob, "/users").await.expect_problem(403, "forbidden");
        }
        app.get(&ada, "/users").await.expect_problem(403, "forbidden");
        app.finish().await;
    }
}

#[tokio::test]
async fn who_may_resolve_is_a_policy() {
    for (policy, bob_may, ada_may) in
        [("workflow.engineers_may_resolve", false, true), ("workflow.reporters_may_resolve", true, false)]
    {
        let app = TestApp::with(policy, false).start().await;
        let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
        for (who, may) in [(&bob, bob_may), (&ada, ada_may), (&admin, true)] {
            let ticket = answered_ticket(&app, &ada, &admin, "open").await;
            assert_eq!(app.ticket(who, &ticket).await["allowed_actions"]["resolve"]["allowed"], may, "{policy}");
            let answer = app.move_to(who, &ticket, "resolved").await;
            if may {
                assert_eq!(answer.expect(200)["status"], "resolved", "{policy}");
            } else {
                answer.expect_problem(403, "forbidden");
                assert_eq!(app.ticket(who, &ticket).await["status"], "open", "{policy}");
            }
        }
        app.finish().await;
    }
}

#[tokio::test]
async fn without_its_policy_staff_resolve_unanswered() {
    let app = TestApp::with("workflow.resolve_requires_response", false).start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let ticket = app.open_ticket(&ada, "Quick").await;
    app.move_to(&bob, &ticket, "resolved").await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn a_policy_lets_the_reporter_write_again_only_after_an_answer() {
    let app = TestApp::with("workflow.reporter_reply_requires_response", true).start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let ticket = app.open_ticket(&ada, "Patience").await;
    app.note(&bob, &ticket, "No answer").await.expect(201);
    app.say(&ada, &ticket, "Hello?").await.expect_problem(409, "awaiting-response");
    assert_eq!(app.ticket(&ada, &ticket).await["allowed_actions"]["reply"]["allowed"], false);
    app.say(&bob, &ticket, "Hello!").await.expect(201);
    app.say(&ada, &ticket, "At last").await.expect(201);
    app.say(&ada, &ticket, "And again").await.expect(201);
    app.finish().await;
}

#[tokio::test]
async fn without_its_policy_a_reply_reopens_nothing() {
    let app = TestApp::with("workflow.reopen_on_reporter_reply", false).start().await;
    let (_bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    for state in ["resolved", "unresolved", "closed"] {
        let ticket = answered_ticket(&app, &ada, &admin, state).await;
        app.say(&ada, &ticket, "Back").await.expect_problem(409, "conversation-over");
        let now = app.ticket(&admin, &ticket).await;
        assert_eq!((&now["status"], &now["version"]), (&json!(state), &ticket["version"]));
        app.move_to(&ada, &ticket, "open").await.expect(200);
        app.say(&ada, &ticket, "Back").await.expect(201);
    }
    app.finish().await;
}

#[tokio::test]
async fn the_reopen_window_is_as_long_as_the_policy_says() {
    let app = TestApp::with("workflow.reopen_window", "5m").start().await;
    let (_bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let (early, late) =
        (answered_ticket(&app, &ada, &admin, "closed").await, answered_ticket(&app, &ada, &admin, "closed").await);
    app.wait(Duration::minutes(5));
    app.move_to(&ada, &early, "open").await.expect(200);
    app.wait(Duration::milliseconds(1));
    app.move_to(&ada, &late, "open").await.expect_problem(409, "reopen-window-passed");
    app.finish().await;
}

#[tokio::test]
async fn without_auto_assign_tickets_wait_for_a_hand() {
    let mut app = TestApp::with("workflow.auto_assign", false).start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    app.mails().await;
    let ticket = app.open_ticket(&ada, "By hand").await;
    assert_eq!(ticket["assignee"], Value::Null);
    assert_eq!(app.history(&admin, &ticket).await, ["ticket_opened: - > - by ada"], "nobody looked for anybody");
    assert!(
        app.mails()
            .await
            .iter()
            .all(|mail| !mail.text.contains("no engineer") && !mail.text.contains("every engineer"))
    );
    app.get(&admin, "/tickets/1/assignment").await.expect_problem(404, "not-found");
    app.change_user(&admin, "bob", json!({"availability": "away"})).await;
    app.change_user(&admin, "bob", json!({"availability": "available"})).await;
    assert_eq!(app.ticket(&admin, &ticket).await["assignee"], Value::Null, "nor hands it out later");

    app.say(&admin, &ticket, "Done").await.expect(201);
    app.move_to(&admin, &ticket, "resolved").await.expect(200);
    app.move_to(&ada, &ticket, "open").await.expect(200);
    let lines = app.history(&admin, &ticket).await;
    assert_eq!(lines.last().unwrap(), "status_changed: resolved > open by ada", "an engineer is eligible");

    let given = app.change_ticket(&admin, &ticket, json!({"assignee": "auto"})).await.expect(200);
    assert_eq!(given["assignee"]["id"], bob.id, "an admin may still ask");
    app.move_to(&admin, &ticket, "resolved").await.expect(200);
    app.move_to(&ada, &ticket, "open").await.expect(200);
    assert_eq!(app.ticket(&admin, &ticket).await["assignee"]["id"], bob.id, "kept on reopening");
    app.engineer("carl").await;
    app.change_user(&admin, "bob", json!({"status": "suspended"})).await;
    assert_eq!(app.ticket(&admin, &ticket).await["assignee"], Value::Null, "given back to nobody");
    app.check_loads(&admin).await;
    app.finish().await;
}

#[tokio::test]
async fn a_verified_address_may_be_required_to_sign_in() {
    let app = TestApp::with("workflow.require_verified_email", true).start().await;
    app.sign_up("ada", "customer").await.expect(201);
    app.try_sign_in("ada", PASSWORD).await.expect_problem(403, "email-unverified");
    app.try_sign_in("ada", "wrong password").await.expect_problem(401, "wrong-credentials");
    app.finish().await;
}
