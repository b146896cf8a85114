use serde_json::{Value, json};

use crate::support::{Mail, Person, TestApp};

const KINDS: [&str; 8] = [
    "ticket_opened",
    "nobody_eligible",
    "assigned",
    "ticket_changed",
    "response_posted",
    "request_posted",
    "note_posted",
    "engineer_signed_up",
];

async fn choose(app: &TestApp, who: &Person, choices: Value) -> Value {
    app.patch(who, "/me", json!({"notifications": choices})).await.expect(200)["notifications"].clone()
}

fn to<'a>(mails: &'a [Mail], who: &Person) -> Vec<&'a str> {
    mails.iter().filter(|mail| mail.to == who.email).map(|mail| mail.text.as_str()).collect()
}

#[tokio::test]
async fn choices_are_merged_and_told_to_their_owner_only() {
    let app = TestApp::start().await;
    let (ada, root) = (app.customer("ada").await, app.superadmin().await);
    let all = app.get(&ada, "/me").await.expect(200)["notifications"].clone();
    assert!(all.as_object().unwrap().values().all(|wanted| *wanted == true), "{all}");
    assert!(KINDS.iter().all(|kind| all[*kind] == true), "{all}");
    for account_mail in ["account_status_changed", "password_changed", "api_key_created"] {
        assert_eq!(all.get(account_mail), None);
    }

    let mut expected = all.clone();
    expected["response_posted"] = json!(false);
    expected["ticket_changed"] = json!(false);
    let choices = json!({"response_posted": false, "ticket_changed": false, "assigned": true});
    assert_eq!(choose(&app, &ada, choices).await, expected);
    expected["ticket_changed"] = json!(true);
    assert_eq!(choose(&app, &ada, json!({"ticket_changed": true})).await, expected);
    assert_eq!(choose(&app, &ada, json!({})).await, expected);
    assert_eq!(app.get(&ada, "/me").await.expect(200)["notifications"], expected);

    for (who, path) in [(&ada, "/users/ada"), (&root, "/users/ada")] {
        assert_eq!(app.get(who, path).await.expect(200).get("notifications"), None, "{path}");
    }
    assert_eq!(app.get(&root, "/me").await.expect(200)["notifications"], all, "nobody else's");
    app.finish().await;
}

#[tokio::test]
async fn what_is_no_kind_cannot_be_muted_or_is_neither_yes_nor_no_is_named() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    for (choices, expected) in [
        (json!({"nonsense": true}), "/notifications/nonsense unknown"),
        (json!({"a/b~c": true}), "/notifications/a~1b~0c unknown"),
        (json!({"password_changed": false}), "/notifications/password_changed cannot_be_muted"),
        (json!({"api_key_created": false}), "/notifications/api_key_created cannot_be_muted"),
        (json!({"account_status_changed": true}), "/notifications/account_status_changed cannot_be_muted"),
        (json!({"assigned": null}), "/notifications/assigned null"),
        (json!({"assigned": "no"}), "/notifications/assigned type"),
        (json!({"assigned": 0}), "/notifications/assigned type"),
    ] {
        let body = json!({"name": "Another", "notifications": choices});
        let problem = app.patch(&ada, "/me", body).await.expect_problem(422, "invalid-fields");
        let error = &problem["errors"][0];
        assert_eq!(format!("{} {}", error["pointer"], error["code"]).replace('"', ""), expected);
    }
    assert_eq!(app.get(&ada, "/me").await.expect(200)["name"], "ada the customer", "all of the body or nothing");
    app.finish().await;
}

#[tokio::test]
async fn a_muted_kind_stops_its_mails_only() {
    let mut app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    app.mails().await;
    choose(&app, &ada, json!({"response_posted": false})).await;

    app.say(&bob, &ticket, "Which floor?").await.expect(201);
    assert_eq!(to(&app.mails().await, &ada).len(), 0);
    app.change_ticket(&bob, &ticket, json!({"priority": "high"})).await.expect(200);
    let mails = app.mails().await;
    assert_eq!(to(&mails, &ada).len(), 1, "another kind still comes");
    app.make_key(&ada, &["read"]).await;
    assert_eq!(to(&app.mails().await, &ada).len(), 1, "account mails still come");

    choose(&app, &ada, json!({"response_posted": true})).await;
    app.say(&bob, &ticket, "Hello?").await.expect(201);
    let mails = app.mails().await;
    assert!(to(&mails, &ada)[0].contains("Hello?"));
    app.finish().await;
}
