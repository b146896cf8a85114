use serde_json::json;

use crate::support::{Person, TestApp};

/// The numbers of the tickets that a search finds, lowest first, and their count.
async fn found(app: &TestApp, who: &Person, query: &str) -> (Vec<u64>, u64) {
    let answer = app.get(who, &format!("/tickets?{query}&sort=number&count=true")).await.expect(200);
    let numbers = answer["data"].as_array().unwrap().iter().map(|ticket| ticket["number"].as_u64().unwrap()).collect();
    (numbers, answer["page"]["total"].as_u64().unwrap())
}

#[tokio::test]
async fn a_search_finds_words_in_any_order_in_every_text_that_the_caller_may_read() {
    let app = TestApp::start().await;
    let (ada, eve) = (app.customer("ada").await, app.engineer("eve").await);
    let first = app.open_ticket(&ada, "Le café est fermé").await;
    let second = app.open_ticket(&ada, "ΟΔΥΣΣΕΥΣ and the printer").await;
    app.say(&eve, &first, "Straße 7 is open").await.expect(201);
    app.note(&eve, &first, "The customer is a walrus").await.expect(201);
    app.note(&eve, &second, "printer broken by the walrus").await.expect(201);

    for (query, by_staff, by_reporter) in [
        ("q=cafe", vec![1], vec![1]),
        ("q=FERME+cafe", vec![1], vec![1]),
        ("q=strasse+caf%C3%A9", vec![1], vec![1]),
        ("q=%22cafe+ferme%22", vec![], vec![]),
        ("q=%CE%BF%CE%B4%CF%85%CF%83%CF%83%CE%B5%CF%85%CF%83", vec![2], vec![2]),
        ("q=%232", vec![2], vec![2]),
        ("q=%231+strasse", vec![1], vec![1]),
        ("title=CAFE", vec![1], vec![1]),
        ("q=walrus", vec![1, 2], vec![]),
        ("q=%22customer+is+a%22", vec![1], vec![]),
        ("q=printer+walrus", vec![2], vec![]),
        ("q=walrus&status=open", vec![1, 2], vec![]),
    ] {
        for (who, expected) in [(&eve, &by_staff), (&ada, &by_reporter)] {
            assert_eq!(found(&app, who, query).await, (expected.clone(), expected.len() as u64), "{query}");
        }
    }
    app.finish().await;
}

#[tokio::test]
async fn an_engineer_finds_their_own_ticket_by_no_note_about_them() {
    let app = TestApp::start().await;
    let (reporter, assignee) = (app.engineer("eve").await, app.engineer("ivan").await);
    let ticket = app.open_ticket(&reporter, "My chair").await;
    app.note(&assignee, &ticket, "Eve breaks every chair: a walrus").await.expect(201);

    assert_eq!(found(&app, &assignee, "q=walrus+chair").await, (vec![1], 1));
    assert_eq!(found(&app, &reporter, "q=chair").await, (vec![1], 1));
    assert_eq!(found(&app, &reporter, "q=walrus").await, (vec![], 0));
    app.finish().await;
}

#[tokio::test]
async fn people_are_found_by_words_of_name_username_and_address() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    let mut account = TestApp::account("zoe", "customer");
    account["name"] = json!("Zoë Müller-Łukasz");
    app.post_anonymously("/auth/signup", account).await.expect(201);
    for (query, expected) in [("muller+zoe", 1), ("lukasz", 1), ("%22muller+zoe%22", 0), ("ZO%C3%8B", 1)] {
        let people = app.get(&root, &format!("/users?q={query}&count=true")).await.expect(200);
        assert_eq!(people["page"]["total"], expected, "{query}");
    }
    app.finish().await;
}
