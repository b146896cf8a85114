use serde_json::{Value, json};
use time::Duration;

use crate::support::{Person, TestApp};

#[tokio::test]
async fn a_key_is_shown_once_works_as_its_owner_and_is_told_by_mail() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let ticket = app.open_ticket(&ada, "Printer").await;
    app.mails().await;

    let body =
        json!({"name": "Nightly report", "scopes": ["read", "write"], "expires_at": "2026-02-01T00:00:00.5+01:00"});
    let answer = app.post(&ada, "/api-keys", body).await;

    let made = answer.expect(201);
    let id = made["id"].as_str().unwrap();
    assert_eq!(answer.header("location"), format!("/api/v1/api-keys/{id}"));
    let key = made["key"].as_str().unwrap();
    assert!(key.starts_with(&format!("dh_{}_", id.replace('-', ""))) && key.len() == 36 + 43, "{key}");
    let expected = json!({
        "id": id, "name": "Nightly report", "scopes": ["read", "write"], "expires_at": "2026-01-31T23:00:00.500Z",
        "created_at": "2026-01-05T09:00:00.000Z", "last_used_at": null, "key": key,
    });
    assert_eq!(made, expected);
    let program = Person { token: key.to_owned(), ..ada.clone() };
    assert_eq!(app.get(&program, "/me").await.expect(200)["username"], "ada");
    assert_eq!(app.ticket(&program, &ticket).await["reporter"]["username"], "ada");
    app.say(&program, &ticket, "Still on fire.").await.expect(201);

    let mails = app.mails().await;
    let letters: Vec<_> = mails.iter().filter(|mail| mail.to == ada.email).collect();
    assert_eq!(letters.len(), 1, "{mails:#?}");
    assert_eq!(letters[0].subject, "An API key was made for your account");
    assert!(letters[0].text.contains("Nightly report") && !letters[0].text.contains(key), "{}", letters[0].text);
    app.finish().await;
}

#[tokio::test]
async fn the_last_use_is_noted_at_most_once_a_minute() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let program = app.program(&ada, &["read"]).await;
    let last_use = async || app.rows(&ada, "/api-keys").await[0]["last_used_at"].clone();
    assert_eq!(last_use().await, Value::Null);
    for (wait, noted) in [(0, "09:00:00"), (59, "09:00:00"), (1, "09:01:00"), (30, "09:01:00"), (31, "09:02:01")] {
        app.wait(Duration::seconds(wait));
        for _ in 0..3 {
            app.get(&program, "/me").await.expect(200);
        }
        assert_eq!(last_use().await, format!("2026-01-05T{noted}.000Z"), "after {wait} seconds more");
    }
    app.finish().await;
}

#[tokio::test]
async fn only_admins_make_keys_that_register_staff() {
    let app = TestApp::start().await;
    let people =
        [app.customer("ada").await, app.engineer("bob").await, app.admin("agnes").await, app.superadmin().await];
    for (person, expected) in people.iter().zip([403, 403, 201, 201]) {
        let body = json!({"name": "N", "scopes": ["read", "staff:register"]});
        let answer = app.post(person, "/api-keys", body).await;
        assert_eq!(answer.status, expected, "{}", person.username);
    }
    app.finish().await;
}

#[tokio::test]
async fn a_person_has_at_most_fifty_live_keys() {
    let app = TestApp::start().await;
    let (ada, bea) = (app.customer("ada").await, app.customer("bea").await);
    let short = json!({"name": "Short", "scopes": ["read"], "expires_at": "2026-01-05T09:05:00Z"});
    app.post(&ada, "/api-keys", short).await.expect(201);
    let mut last = Value::Null;
    for _ in 0..49 {
        last = app.make_key(&ada, &["read"]).await;
    }
    let one_more = async || app.post(&ada, "/api-keys", json!({"name": "N", "scopes": ["read"]})).await;
    one_more().await.expect_problem(409, "too-many-keys");
    app.make_key(&bea, &["read"]).await;

    app.delete(&ada, &format!("/api-keys/{}", last["id"].as_str().unwrap())).await.expect(204);
    one_more().await.expect(201);
    one_more().await.expect_problem(409, "too-many-keys");
    app.wait(Duration::minutes(5));
    one_more().await.expect(201);
    app.finish().await;
}

#[tokio::test]
async fn keys_are_listed_page_by_page_and_those_of_others_for_superadmins_only() {
    let app = TestApp::start().await;
    let (ada, agnes, root) = (app.customer("ada").await, app.admin("agnes").await, app.superadmin().await);
    let mut made = Vec::new();
    for _ in 0..5 {
        made.insert(0, app.make_key(&ada, &["read"]).await["id"].clone());
        app.wait(Duration::seconds(1));
    }
    let revoked = made.remove(2);
    app.delete(&ada, &format!("/api-keys/{}", revoked.as_str().unwrap())).await.expect(204);

    let first = app.get(&ada, "/api-keys?limit=3&count=true").await.expect(200);
    let next = first["page"]["next_cursor"].as_str().unwrap();
    let second = app.get(&ada, &format!("/api-keys?limit=3&cursor={next}")).await.expect(200);
    assert_eq!((&first["page"]["total"], &second["page"]["has_more"]), (&json!(4), &json!(false)));
    let pages = [&first, &second].map(|page| page["data"].as_array().unwrap().clone()).concat();
    assert_eq!(pages.iter().map(|key| key["id"].clone()).collect::<Vec<_>>(), made);

    for owner in ["ada", ada.id.as_str()] {
        let path = format!("/api-keys?owner={owner}");
        assert_eq!(app.rows(&root, &path).await.len(), 4);
        assert_eq!(app.rows(&ada, &path).await.len(), 4);
        app.get(&agnes, &path).await.expect_problem(403, "forbidden");
    }
    app.get(&ada, "/api-keys?owner=agnes").await.expect_problem(404, "not-found");
    app.get(&root, "/api-keys?owner=nobody-at-all").await.expect_problem(404, "not-found");
    assert_eq!(app.rows(&root, "/api-keys").await.len(), 0);
    app.finish().await;
}

#[tokio::test]
async fn a_key_lasts_a_year_unless_its_maker_says_how_long_or_for_ever() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let make = async |expiry: Option<Value>| {
        let mut body = json!({"name": "N", "scopes": ["read"]});
        if let Some(expiry) = expiry {
            body["expires_at"] = expiry;
        }
        app.post(&ada, "/api-keys", body).await.expect(201)
    };
    let (usual, unlimited) = (make(None).await, make(Some(Value::Null)).await);
    assert_eq!((&usual["expires_at"], &unlimited["expires_at"]), (&json!("2027-01-05T09:00:00.000Z"), &Value::Null));

    let program = |key: &Value| Person { token: key["key"].as_str().unwrap().to_owned(), ..ada.clone() };
    app.wait(Duration::days(365) - Duration::seconds(1));
    app.get(&program(&usual), "/me").await.expect(200);
    app.wait(Duration::seconds(1));
    app.get(&program(&usual), "/me").await.expect_problem(401, "unauthenticated");
    app.get(&program(&unlimited), "/me").await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn a_key_is_shown_to_its_owner_and_to_superadmins_without_its_secret() {
    let app = TestApp::start().await;
    let (ada, agnes, root) = (app.customer("ada").await, app.admin("agnes").await, app.superadmin().await);
    let answer = app.post(&ada, "/api-keys", json!({"name": "Nightly", "scopes": ["read"]})).await;
    let mut made = answer.expect(201);
    let path = answer.header("location").strip_prefix("/api/v1").unwrap().to_owned();
    let key = made.as_object_mut().unwrap().remove("key").unwrap();

    assert_eq!(app.get(&ada, &path).await.expect(200), made);
    assert_eq!(app.get(&root, &path).await.expect(200), made);
    app.get(&agnes, &path).await.expect_problem(404, "not-found");
    let program = Person { token: key.as_str().unwrap().to_owned(), ..ada.clone() };
    assert_eq!(app.get(&program, &path).await.expect(200)["name"], "Nightly");

    app.delete(&ada, &path).await.expect(204);
    app.get(&ada, &path).await.expect_problem(404, "not-found");
    app.finish().await;
}
