use std::collections::BTreeMap;

use serde_json::{Value, json};
use time::Duration;

use crate::support::{Person, TestApp, path_of};

fn assignee(ticket: &Value) -> &str {
    ticket["assignee"]["username"].as_str().unwrap_or("nobody")
}

#[tokio::test]
async fn a_ticket_without_an_eligible_engineer_waits_and_the_admins_learn_why() {
    let mut app = TestApp::start().await;
    let (ada, admin) = (app.customer("ada").await, app.superadmin().await);
    let expected = ["there is no engineer", "every engineer is away", "every engineer is at capacity"];
    for (i, reason) in expected.into_iter().enumerate() {
        match i {
            1 => {
                app.engineer("bob").await;
                app.change_user(&admin, "bob", json!({"availability": "away"})).await;
            }
            2 => drop(app.change_user(&admin, "bob", json!({"availability": "available", "capacity": 0})).await),
            _ => {}
        }
        app.mails().await;
        let ticket = app.open_ticket(&ada, "Waits").await;
        assert_eq!(ticket["assignee"], Value::Null);
        let line = format!("nobody_eligible: - > {reason} by system");
        assert_eq!(app.history(&admin, &ticket).await, ["ticket_opened: - > - by ada".to_owned(), line]);
        assert_eq!(app.history(&ada, &ticket).await, ["ticket_opened: - > - by ada"], "customers are not told");
        let mails = app.mails().await;
        let letters: BTreeMap<_, _> = mails.iter().map(|mail| (mail.to.as_str(), mail.text.as_str())).collect();
        assert_eq!(letters.keys().copied().collect::<Vec<_>>(), ["ada@example.com", "admin@desk.example.com"]);
        assert_eq!(mails.len(), 2);
        assert!(letters["admin@desk.example.com"].contains(reason), "{letters:?}");
        assert!(!letters["ada@example.com"].contains(reason), "{letters:?}");
        app.move_to(&ada, &ticket, "canceled").await.expect(200);
    }
    app.finish().await;
}

#[tokio::test]
async fn waiting_tickets_are_handed_out_most_urgent_first_then_oldest() {
    let mut app = TestApp::start().await;
    let (ada, admin) = (app.customer("ada").await, app.superadmin().await);
    for priority in ["low", "high", "urgent", "medium", "urgent", "high", "low", "medium"] {
        app.open_pressing(&ada, priority, priority).await;
        app.wait(Duration::seconds(1));
    }
    // Urgent 3 and 5, high 2 and 6, medium 4 and 8, low 1 and 7. A blocked one waits too.
    app.change_ticket(&admin, &json!({"number": 6}), json!({"status": "blocked"})).await.expect(200);
    app.sign_up("bob", "engineer").await.expect(201);
    app.verify_address("bob").await;
    let assigned = async || {
        let mut rows = app.rows(&admin, "/tickets?assignee=bob&sort=number").await;
        rows.retain(|ticket| ticket["status"] != "resolved");
        rows.iter().map(|ticket| ticket["number"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert!(assigned().await.is_empty());

    app.change_user(&admin, "bob", json!({"status": "approved", "capacity": 2})).await;
    assert_eq!(assigned().await, [3, 5], "approved");
    app.change_user(&admin, "bob", json!({"capacity": 3})).await;
    assert_eq!(assigned().await, [2, 3, 5], "more capacity");
    let bob = app.sign_in("bob").await;
    let finish = async |number: u64| {
        let ticket = json!({"number": number});
        app.say(&bob, &ticket, "Done").await.expect(201);
        app.move_to(&bob, &ticket, "resolved").await.expect(200);
    };
    finish(3).await;
    // The blocked one is no load: bob gets it and the next one.
    assert_eq!(assigned().await, [2, 4, 5, 6], "finished at capacity");
    app.move_to(&bob, &json!({"number": 5}), "blocked").await.expect(200);
    assert_eq!(assigned().await, [2, 4, 5, 6, 8], "a blocked ticket is no load");
    app.patch(&bob, "/me", json!({"availability": "away"})).await.expect(200);
    finish(8).await;
    assert_eq!(assigned().await, [2, 4, 5, 6], "away");
    app.patch(&bob, "/me", json!({"availability": "available"})).await.expect(200);
    assert_eq!(assigned().await, [1, 2, 4, 5, 6], "back again");
    app.change_user(&admin, "bob", json!({"capacity": null})).await;
    assert_eq!(assigned().await, [1, 2, 4, 5, 6, 7], "no limit any more");
    app.check_loads(&admin).await;
    let lines = app.history(&admin, &json!({"number": 7})).await;
    assert_eq!(lines[1..], ["nobody_eligible: - > there is no engineer by system", "assigned: - > bob by system"]);
    let mails = app.mails().await;
    let to_bob = mails.iter().filter(|mail| mail.to == bob.email && mail.subject.starts_with("[#")).count();
    assert!(to_bob >= 8, "bob was told of all eight: {to_bob}");
    app.finish().await;
}

#[tokio::test]
async fn of_very_many_that_wait_the_first_go_at_once_and_the_maintenance_goes_on_with_the_rest() {
    let app = TestApp::with("mail.concurrency", 64).start().await;
    let (ada, admin) = (app.customer("ada").await, app.superadmin().await);
    for number in 0..110 {
        let priority = if number % 2 == 0 { "low" } else { "urgent" };
        app.open_pressing(&ada, "Waits", priority).await;
    }
    app.sign_up("bob", "engineer").await.expect(201);
    app.change_user(&admin, "bob", json!({"status": "approved", "capacity": 105})).await;
    let handed_out = async || {
        let list = app.get(&admin, "/tickets?assignee=bob&limit=100&count=true&sort=number").await.expect(200);
        let numbers = list["data"].as_array().unwrap().iter().map(|ticket| ticket["number"].as_u64().unwrap());
        (list["page"]["total"].as_u64().unwrap(), numbers.collect::<Vec<_>>())
    };
    let (count, numbers) = handed_out().await;
    assert_eq!(count, 50);
    assert_eq!(numbers, (1..=50).map(|n| 2 * n).collect::<Vec<_>>(), "the oldest of the urgent ones");
    app.check_loads(&admin).await;

    app.run_once().await;
    assert_eq!(handed_out().await.0, 105, "as many as bob takes");
    let rest = app.rows(&admin, "/tickets?assignee=none&sort=number").await;
    assert_eq!(
        rest.iter().map(|ticket| ticket["number"].as_u64().unwrap()).collect::<Vec<_>>(),
        [101, 103, 105, 107, 109]
    );
    app.check_loads(&admin).await;

    // The backlog is empty. The periodic work does not assign a ticket again that an admin has unassigned.
    app.change_user(&admin, "bob", json!({"capacity": null})).await;
    app.change_ticket(&admin, &json!({"number": 1}), json!({"assignee": null})).await.expect(200);
    app.run_once().await;
    assert_eq!(assignee(&app.ticket(&admin, &json!({"number": 1})).await), "nobody");
    app.check_loads(&admin).await;
    app.finish().await;
}

#[tokio::test]
async fn deleting_or_handing_on_a_ticket_makes_room_for_a_waiting_one() {
    let app = TestApp::start().await;
    let (ada, admin) = (app.customer("ada").await, app.superadmin().await);
    app.engineer("bob").await;
    app.change_user(&admin, "bob", json!({"capacity": 1})).await;
    app.sign_up("carl", "engineer").await.expect(201);
    app.change_user(&admin, "carl", json!({"status": "approved", "capacity": 0})).await;
    let mut tickets = Vec::new();
    for title in ["One", "Two", "Three", "Four"] {
        tickets.push(app.open_ticket(&ada, title).await);
    }
    assert_eq!(tickets.iter().map(assignee).collect::<Vec<_>>(), ["bob", "nobody", "nobody", "nobody"]);
    app.delete(&admin, &path_of(&tickets[0])).await.expect(204);
    assert_eq!(assignee(&app.ticket(&admin, &tickets[1]).await), "bob");
    app.change_ticket(&admin, &tickets[1], json!({"assignee": "carl"})).await.expect(200);
    assert_eq!(assignee(&app.ticket(&admin, &tickets[2]).await), "bob", "bob has room again");
    let changed = app.change_ticket(&admin, &tickets[2], json!({"assignee": null})).await.expect(200);
    assert_eq!(assignee(&changed), "nobody", "as the admin said");
    assert_eq!(assignee(&app.ticket(&admin, &tickets[3]).await), "bob", "and bob has room once more");
    app.check_loads(&admin).await;
    app.finish().await;
}

#[tokio::test]
async fn the_explanation_names_every_engineer_with_load_or_reason() {
    let app = TestApp::start().await;
    let (ada, admin) = (app.customer("ada").await, app.superadmin().await);
    let bob = app.engineer("bob").await;
    let first = app.open_ticket(&ada, "For bob").await;
    app.wait(Duration::minutes(5));
    let (carl, away) = (app.engineer("carl").await, app.engineer("away").await);
    let (full, gone, author) = (app.engineer("full").await, app.engineer("gone").await, app.engineer("author").await);
    app.sign_up("new", "engineer").await.expect(201);
    app.change_user(&admin, "away", json!({"availability": "away"})).await;
    app.change_user(&admin, "full", json!({"capacity": 0})).await;
    app.change_user(&admin, "gone", json!({"status": "suspended"})).await;
    app.change_user(&admin, "carl", json!({"capacity": 5})).await;
    let ticket = app.open_ticket(&author, "Explained").await;
    let path = format!("{}/assignment", path_of(&ticket));
    let reasons = app.get(&admin, &path).await.expect(200);

    let person = |who: &Person| json!({"id": who.id, "username": who.username, "name": format!("{} the engineer", who.username)});
    assert_eq!(reasons["trigger"], "opened");
    assert_eq!(reasons["at"], "2026-01-05T09:05:00.000Z");
    assert_eq!(reasons["chosen"], person(&carl));
    assert_eq!(
        reasons["candidates"],
        json!([
            {"engineer": person(&carl), "open_tickets": 0, "capacity": 5, "last_assigned_at": null},
            {"engineer": person(&bob), "open_tickets": 1, "capacity": null, "last_assigned_at": "2026-01-05T09:00:00.000Z"},
        ])
    );
    let excluded: BTreeMap<_, _> = reasons["excluded"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (entry["engineer"]["username"].as_str().unwrap(), entry["reason"].as_str().unwrap()))
        .collect();
    let expected = [
        ("author", "is_reporter"),
        ("away", "away"),
        ("full", "at_capacity"),
        ("gone", "not_approved"),
        ("new", "not_approved"),
    ];
    assert_eq!(excluded, expected.into());
    assert!(reasons["excluded"].as_array().unwrap().iter().any(|entry| entry["engineer"] == person(&away)));
    assert!([&full, &gone].iter().all(|who| reasons.to_string().contains(&who.id)));

    assert_eq!(app.get(&carl, &path).await.expect(200), reasons);
    app.get(&author, &path).await.expect_problem(403, "forbidden");
    app.get(&bob, &path).await.expect_problem(404, "not-found");
    app.get(&ada, &format!("{}/assignment", path_of(&first))).await.expect_problem(403, "forbidden");

    let by_hand = |assignee: Value| app.change_ticket(&admin, &ticket, json!({"assignee": assignee}));
    by_hand(json!("full")).await.expect(200);
    let reasons = app.get(&admin, &path).await.expect(200);
    assert_eq!((&reasons["trigger"], &reasons["chosen"]), (&json!("by_hand"), &person(&full)));
    assert_eq!((&reasons["candidates"], &reasons["excluded"]), (&json!([]), &json!([])));
    by_hand(json!("auto")).await.expect(200);
    assert_eq!(app.get(&admin, &path).await.expect(200)["trigger"], "asked_for");
    app.finish().await;
}

#[tokio::test]
async fn an_engineer_takes_what_is_theirs_and_says_it_once() {
    let app = TestApp::start().await;
    let (bob, ada, admin) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Taken").await;
    for who in [&ada, &admin] {
        app.take(who, &ticket).await.expect_problem(403, "forbidden");
    }
    let carl = app.engineer("carl").await;
    app.take(&carl, &ticket).await.expect_problem(404, "not-found");
    app.wait(Duration::seconds(2));
    let answer = app.take(&bob, &ticket).await;
    let taken = answer.expect(200);
    assert_eq!(taken["taken_at"], "2026-01-05T09:00:02.000Z");
    assert_eq!((assignee(&taken), &taken["version"]), ("bob", &json!(2)));
    assert_eq!(answer.header("etag"), "\"2\"");
    app.wait(Duration::seconds(2));
    assert_eq!(app.take(&bob, &ticket).await.expect(200), taken, "twice changes nothing");
    assert_eq!(app.history(&bob, &ticket).await.last().unwrap(), "taken: - > - by bob");
    app.move_to(&ada, &ticket, "closed").await.expect(200);
    app.take(&bob, &ticket).await.expect_problem(409, "not-active");
    app.take(&bob, &json!({"number": 99})).await.expect_problem(404, "not-found");
    app.check_loads(&admin).await;
    app.finish().await;
}

#[tokio::test]
async fn a_reply_that_reopens_goes_to_somebody_else_where_the_engineer_is_away() {
    let app = TestApp::start().await;
    let bob = app.engineer("bob").await;
    let customer = app.customer("ada").await;
    let admin = app.superadmin().await;
    let ticket = app.open_ticket(&customer, "No paper").await;
    app.say(&bob, &ticket, "Refilled").await.expect(201);
    app.move_to(&bob, &ticket, "resolved").await.expect(200);
    app.engineer("carl").await;
    app.change_user(&admin, "bob", json!({"availability": "away"})).await;

    app.say(&customer, &ticket, "Still empty").await.expect(201);
    let reopened = app.ticket(&customer, &ticket).await;
    assert_eq!((&reopened["status"], &reopened["assignee"]["username"]), (&json!("open"), &json!("carl")));
    app.check_loads(&admin).await;
    app.finish().await;
}
