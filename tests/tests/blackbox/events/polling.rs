use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{START, line};
use crate::support::feed::{id_of, ids, poll_all, until_in_feed};
use crate::support::{Contract, Person, TestApp, path_of};

/// Ada's ticket 1 is assigned to Bob and has messages and a note. Eve's ticket 2 has no assignee.
async fn a_day_at_the_desk(app: &TestApp) -> (Value, [Person; 5]) {
    let bob = app.engineer("bob").await;
    let (ada, eve) = (app.customer("ada").await, app.customer("eve").await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    app.take(&bob, &ticket).await.expect(200);
    app.say(&bob, &ticket, "Is it plugged in?").await.expect(201);
    app.note(&bob, &ticket, "THE SECRET OF THE STAFF").await.expect(201);
    app.say(&ada, &ticket, "It is now.").await.expect(201);
    app.move_to(&bob, &ticket, "resolved").await.expect(200);
    let root = app.superadmin().await;
    app.change_user(&root, "bob", json!({"availability": "away"})).await;
    let carl = app.engineer("carl").await;
    app.change_user(&root, "carl", json!({"availability": "away"})).await;
    let other = app.open_ticket(&eve, "Screen").await;
    until_in_feed(app, &root, &other).await;
    (ticket, [ada, eve, bob, carl, root])
}

#[tokio::test]
async fn the_next_cursor_of_a_page_is_sent_as_cursor_as_in_all_lists_or_as_after() {
    let app = TestApp::start().await;
    let (_, [ada, ..]) = a_day_at_the_desk(&app).await;
    let first = app.get(&ada, "/events?limit=2").await.expect(200);
    let next = first["page"]["next_cursor"].as_str().unwrap();
    let by_cursor = app.get(&ada, &format!("/events?limit=100&cursor={next}")).await.expect(200);
    let by_after = app.get(&ada, &format!("/events?limit=100&after={next}")).await.expect(200);
    assert_eq!(by_cursor, by_after);
    assert_eq!(ids(by_cursor["data"].as_array().unwrap()), ids(&poll_all(&app, &ada, 100).await)[2..]);
    let both = app.get(&ada, &format!("/events?after={next}&cursor={next}")).await.expect_problem(400, "bad-query");
    assert_eq!(both["errors"][0]["parameter"], "cursor");
    app.finish().await;
}

#[tokio::test]
async fn everybody_learns_exactly_of_what_they_may_see() {
    let app = TestApp::start().await;
    let (ticket, [ada, eve, bob, carl, root]) = a_day_at_the_desk(&app).await;

    let lines = async |who| poll_all(&app, who, 100).await.iter().map(line).collect::<Vec<_>>();
    let of_ticket = |kinds: &[&str]| kinds.iter().map(|kind| format!("{kind} 1")).collect::<Vec<_>>();
    let public =
        ["ticket_opened", "assigned", "taken", "response_posted", "request_posted", "status_changed"].as_slice();
    let internal =
        ["ticket_opened", "assigned", "taken", "response_posted", "note_posted", "request_posted", "status_changed"];
    let about =
        |who: &str, lines: Vec<String>| lines.into_iter().filter(|line| !line.ends_with(who)).collect::<Vec<_>>();
    assert_eq!(about("ada", lines(&ada).await), of_ticket(public));
    assert_eq!(about("eve", lines(&eve).await), ["ticket_opened 2"]);
    assert_eq!(about("bob", lines(&bob).await), of_ticket(&internal));
    assert_eq!(about("carl", lines(&carl).await), [""; 0]);
    assert_eq!(lines(&ada).await.first().unwrap(), "signed_up ada");

    // What the history of each ticket says to each, the feed says too: the same events in the same order.
    for who in [&ada, &eve, &bob, &root] {
        let mut fed = poll_all(&app, who, 3).await;
        fed.retain(|event| event["ticket"]["number"] == 1);
        let seen = app.get(who, &format!("{}/history?limit=100", path_of(&ticket))).await;
        let expected = if seen.status == 200 { ids(seen.json()["data"].as_array().unwrap()) } else { Vec::new() };
        assert_eq!(ids(&fed), expected, "{}", who.username);
    }
    let everything = poll_all(&app, &root, 100).await;
    assert!(everything.iter().any(|event| line(event) == "nobody_eligible 2"));
    assert!(everything.iter().any(|event| line(event) == "availability_changed carl"));
    for customer in [&ada, &eve] {
        let all = json!(poll_all(&app, customer, 100).await).to_string();
        assert!(!all.contains("note_posted") && !all.contains("nobody_eligible"), "{all}");
    }
    app.finish().await;
}

#[tokio::test]
async fn admins_learn_nothing_of_other_admins_and_everything_of_those_they_manage() {
    let app = TestApp::start().await;
    let (anna, root) = (app.admin("anna").await, app.superadmin().await);
    app.admin("olga").await;
    let ada = app.customer("ada").await;
    let ticket = app.open_ticket(&ada, "Printer").await;
    until_in_feed(&app, &root, &ticket).await;

    let people = async |who| {
        let events = poll_all(&app, who, 100).await;
        events.iter().filter(|event| event["ticket"].is_null()).map(line).collect::<BTreeSet<_>>()
    };
    let of_anna = people(&anna).await;
    assert!(of_anna.contains("signed_up anna") && of_anna.contains("signed_up ada"), "{of_anna:?}");
    assert!(!of_anna.iter().any(|line| line.ends_with("olga") || line.ends_with("admin")), "{of_anna:?}");
    assert!(people(&root).await.contains("signed_up olga"));
    app.finish().await;
}

#[tokio::test]
async fn of_a_deleted_ticket_only_admins_learn() {
    let app = TestApp::start().await;
    let (ada, root) = (app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    until_in_feed(&app, &root, &ticket).await;
    app.delete(&root, &path_of(&ticket)).await.expect(204);
    let other = app.open_ticket(&ada, "Screen").await;
    until_in_feed(&app, &root, &other).await;

    let of_the_first = |events: Vec<Value>| {
        let mut kinds = Vec::new();
        for event in events.iter().filter(|event| event["ticket"]["id"] == ticket["id"]) {
            assert_eq!((&event["ticket"]["number"], &event["ticket"]["title"]), (&Value::Null, &Value::Null));
            kinds.push(event["kind"].as_str().unwrap().to_owned());
        }
        kinds
    };
    assert_eq!(of_the_first(poll_all(&app, &ada, 100).await), [""; 0]);
    let kinds = of_the_first(poll_all(&app, &root, 100).await);
    assert_eq!(kinds.last().unwrap(), "ticket_deleted");
    app.finish().await;
}

#[tokio::test]
async fn a_client_that_just_sends_back_what_it_was_given_sees_every_event_once() {
    let app = TestApp::start().await;
    let (ada, root) = (app.customer("ada").await, app.superadmin().await);
    let (mut seen, mut after) = (Vec::new(), String::new());
    for round in 0..6 {
        let ticket = app.open_ticket(&ada, &format!("Number {round}")).await;
        until_in_feed(&app, &root, &ticket).await;
        loop {
            let page = app.get(&ada, &format!("/events?limit=2{after}")).await.expect(200);
            seen.extend(page["data"].as_array().unwrap().clone());
            after = format!("&after={}", page["page"]["next_cursor"].as_str().unwrap());
            if page["page"]["has_more"] == false {
                break;
            }
        }
        // A page without events returns the same cursor.
        let empty = app.get(&ada, &format!("/events?limit=2{after}")).await.expect(200);
        assert_eq!(empty["data"], json!([]));
        assert!(after.ends_with(empty["page"]["next_cursor"].as_str().unwrap()));
    }
    assert_eq!(ids(&seen), ids(&poll_all(&app, &ada, 100).await));
    let opened = seen.iter().filter(|event| event["kind"] == "ticket_opened").count();
    assert_eq!(opened, 6);
    app.finish().await;
}

#[tokio::test]
async fn after_any_event_the_rest_is_listed_and_after_an_unknown_one_nothing_is() {
    let app = TestApp::start().await;
    let (_, [ada, _, _, _, root]) = a_day_at_the_desk(&app).await;
    let all = ids(&poll_all(&app, &ada, 100).await);
    for (index, id) in all.iter().enumerate() {
        let page = app.get(&ada, &format!("/events?limit=100&after={id}")).await.expect(200);
        assert_eq!(ids(page["data"].as_array().unwrap()), all[index + 1..]);
    }
    let whole = app.get(&ada, &format!("/events?limit=100&after={START}")).await.expect(200);
    assert_eq!(ids(whole["data"].as_array().unwrap()), all);
    for unknown in ["019b8d26-3280-7fff-8000-000000000001", "ffffffff-ffff-ffff-ffff-ffffffffffff"] {
        for who in [&ada, &root] {
            app.get(who, &format!("/events?after={unknown}")).await.expect_problem(410, "event-expired");
        }
    }
    app.finish().await;
}

#[tokio::test]
async fn a_page_is_as_the_document_says_and_names_the_next_one() {
    let app = TestApp::start().await;
    let (_, [_, _, _, _, root]) = a_day_at_the_desk(&app).await;
    let contract = Contract::of(&app).await;
    let operation = contract.operation("GET", "/api/v1/events");
    let mut path = "/events?limit=4".to_owned();
    let mut seen = Vec::new();
    loop {
        let answer = app.get(&root, &path).await;
        contract.check(&operation, &answer);
        seen.extend(answer.json()["data"].as_array().unwrap().iter().map(id_of));
        let link = answer.header("link");
        assert_eq!(link.is_empty(), answer.json()["page"]["has_more"] == false);
        if link.is_empty() {
            break;
        }
        let next = link.strip_prefix("<https://desk.example.com/api/v1").unwrap();
        path = next.strip_suffix(">; rel=\"next\"").unwrap().to_owned();
    }
    assert_eq!(seen, ids(&poll_all(&app, &root, 100).await));
    let expired = app.get(&root, "/events?after=019b8d26-3280-7fff-8000-000000000001").await;
    contract.check(&operation, &expired);
    app.finish().await;
}
