//! Requests that are sent again, because their answer was lost.

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;
use tokio::task::JoinSet;

use crate::support::{Answer, PASSWORD, Person, TestApp};

async fn post_keyed(app: &TestApp, who: Option<&Person>, path: &str, key: &str, body: &Value) -> Answer {
    let request = app.request(Method::POST, path).header("idempotency-key", key).json(body);
    app.send(match who {
        Some(person) => request.bearer_auth(&person.token),
        None => request,
    })
    .await
}

fn a_request(title: &str) -> Value {
    json!({"title": title, "description": "It does not work."})
}

fn an_account(name: &str) -> Value {
    json!({"name": name, "username": name, "email": format!("{name}@example.com"), "password": PASSWORD})
}

#[track_caller]
fn assert_replayed(again: &Answer, first: &Answer) {
    again.expect(first.status);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(first.header("idempotency-replayed"), "");
    assert_eq!(again.body, first.body);
    for header in ["location", "etag", "content-type"] {
        assert_eq!(again.header(header), first.header(header), "{header}");
    }
}

#[tokio::test]
async fn a_ticket_opened_again_under_its_key_is_the_same_ticket_even_after_it_changed() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.engineer("grace").await;
    let first = post_keyed(&app, Some(&ada), "/tickets", "key-1", &a_request("Printer")).await;
    assert_eq!(first.expect(201)["number"], 1);
    app.patch(&ada, "/tickets/1", json!({"title": "Scanner"})).await.expect(200);

    for _ in 0..3 {
        assert_replayed(&post_keyed(&app, Some(&ada), "/tickets", "key-1", &a_request("Printer")).await, &first);
    }
    assert_eq!(app.get(&ada, "/tickets?count=true").await.expect(200)["page"]["total"], 1);
    let receipts = app.mails().await.iter().filter(|mail| mail.to == ada.email && mail.subject.contains("#1")).count();
    assert_eq!(receipts, 1, "one receipt, which tells of the engineer too, and nothing of one's own change");
    app.finish().await;
}

#[tokio::test]
async fn everything_that_creates_can_be_sent_again() {
    let app = TestApp::start().await;
    let (ada, admin) = (app.customer("ada").await, app.superadmin().await);
    app.open_ticket(&ada, "Printer").await;
    let calls = [
        (None, "/auth/signup", an_account("zoe")),
        (Some(&admin), "/users", an_account("yan")),
        (Some(&admin), "/api-keys", json!({"name": "robot", "scopes": ["read"]})),
        (Some(&ada), "/tickets", a_request("Scanner")),
        (Some(&ada), "/tickets/1/messages", json!({"body": "Any news?"})),
    ];
    for (who, path, body) in &calls {
        let key = format!("key of {path}").replace(' ', "-");
        let first = post_keyed(&app, *who, path, &key, body).await;
        first.expect(201);
        assert_replayed(&post_keyed(&app, *who, path, &key, body).await, &first);
        post_keyed(&app, *who, path, &format!("{key}-2"), body).await;
    }
    assert_eq!(app.get(&ada, "/tickets?count=true").await.expect(200)["page"]["total"], 3);
    assert_eq!(app.get(&ada, "/tickets/1/messages").await.expect(200)["data"].as_array().unwrap().len(), 3);
    app.finish().await;
}

#[tokio::test]
async fn a_key_stands_for_one_request_of_one_person_for_a_day() {
    let app = TestApp::start().await;
    let (ada, ben) = (app.customer("ada").await, app.customer("ben").await);
    let first = post_keyed(&app, Some(&ada), "/tickets", "k", &a_request("One")).await;
    assert_eq!(first.expect(201)["number"], 1);
    let other_body = post_keyed(&app, Some(&ada), "/tickets", "k", &a_request("Two")).await;
    other_body.expect_problem(422, "idempotency-key-reused");
    let other_path = post_keyed(&app, Some(&ada), "/tickets/1/messages", "k", &json!({"body": "Hello"})).await;
    other_path.expect_problem(422, "idempotency-key-reused");
    assert_eq!(post_keyed(&app, Some(&ben), "/tickets", "k", &a_request("One")).await.expect(201)["number"], 2);

    app.wait(Duration::hours(24) - Duration::MILLISECOND);
    let ada = app.sign_in("ada").await;
    assert_replayed(&post_keyed(&app, Some(&ada), "/tickets", "k", &a_request("One")).await, &first);
    app.wait(Duration::MILLISECOND);
    assert_eq!(post_keyed(&app, Some(&ada), "/tickets", "k", &a_request("Two")).await.expect(201)["number"], 3);
    app.finish().await;
}

#[tokio::test]
async fn a_refusal_is_not_kept() {
    let app = TestApp::start().await;
    let admin = app.superadmin().await;
    let (ada, ben) =
        (an_account("ada"), json!({"name": "B", "username": "ada", "email": "b@x.org", "password": PASSWORD}));
    post_keyed(&app, None, "/auth/signup", "first", &ada).await.expect(201);
    post_keyed(&app, None, "/auth/signup", "k", &ben).await.expect_problem(409, "username-taken");
    app.delete(&admin, "/users/ada").await.expect(204);
    let again = post_keyed(&app, None, "/auth/signup", "k", &ben).await;
    again.expect(201);
    assert_eq!(again.header("idempotency-replayed"), "");
    app.finish().await;
}

#[tokio::test]
async fn a_request_sent_thirty_times_at_once_is_done_once() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let mut under_way = JoinSet::new();
    for _ in 0..30 {
        let request = app.request(Method::POST, "/tickets").bearer_auth(&ada.token).header("idempotency-key", "k");
        let request = request.json(&a_request("Once"));
        under_way.spawn(async move { Answer::read(request.send().await.unwrap()).await });
    }
    let answers = under_way.join_all().await;
    let done: Vec<_> = answers.iter().filter(|answer| answer.status == 201).collect();
    assert_eq!(done.iter().filter(|answer| answer.header("idempotency-replayed").is_empty()).count(), 1);
    for answer in &answers {
        match answer.status {
            201 => assert_eq!(answer.body, done[0].body),
            _ => {
                answer.expect_problem(409, "idempotency-in-flight");
                assert_eq!(answer.header("retry-after"), "1");
            }
        }
    }
    assert_eq!(app.get(&ada, "/tickets?count=true").await.expect(200)["page"]["total"], 1);
    app.finish().await;
}

#[tokio::test]
async fn a_key_that_is_none_is_refused_and_nothing_happens() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    for key in ["", "two words", "Schl\u{fc}ssel", &"k".repeat(256)] {
        let answer = post_keyed(&app, Some(&ada), "/tickets", key, &a_request("No")).await;
        answer.expect_problem(400, "bad-request");
    }
    let twice = app.request(Method::POST, "/tickets").bearer_auth(&ada.token);
    let twice = twice.header("idempotency-key", "a").header("idempotency-key", "b").json(&a_request("No"));
    app.send(twice).await.expect_problem(400, "bad-request");
    post_keyed(&app, Some(&ada), "/tickets", &"k".repeat(255), &a_request("Yes")).await.expect(201);
    assert_eq!(app.get(&ada, "/tickets?count=true").await.expect(200)["page"]["total"], 1);
    app.finish().await;
}

#[tokio::test]
async fn old_keys_are_removed_and_young_ones_stay() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    post_keyed(&app, Some(&ada), "/tickets", "old", &a_request("Old")).await.expect(201);
    app.wait(Duration::hours(20));
    let ada = app.sign_in("ada").await;
    let young = post_keyed(&app, Some(&ada), "/tickets", "young", &a_request("Young")).await;
    app.wait(Duration::hours(5));
    let ada = app.sign_in("ada").await;

    assert_eq!(app.running().desk().maintenance().purge_idempotency_keys(100).await.unwrap(), 1);
    assert_eq!(app.running().desk().maintenance().purge_idempotency_keys(100).await.unwrap(), 0);
    assert_replayed(&post_keyed(&app, Some(&ada), "/tickets", "young", &a_request("Young")).await, &young);
    app.finish().await;
}

#[tokio::test]
async fn what_is_kept_of_an_answer_with_an_api_key_is_not_the_key() {
    let app = TestApp::start().await;
    let admin = app.superadmin().await;
    let wanted = json!({"name": "robot", "scopes": ["read"]});
    let first = post_keyed(&app, Some(&admin), "/api-keys", "k", &wanted).await;
    let again = post_keyed(&app, Some(&admin), "/api-keys", "k", &wanted).await;
    assert_replayed(&again, &first);
    let key = again.json()["key"].as_str().unwrap().to_owned();
    let robot = Person { token: key.clone(), ..admin.clone() };
    assert_eq!(app.get(&robot, "/me").await.expect(200)["username"], "admin");
    let folder = std::fs::read_dir(app.folder.path()).unwrap();
    for file in folder.map(|file| file.unwrap().path()).filter(|file| file.is_file()) {
        let bytes = std::fs::read(&file).unwrap();
        // The secret may have the mark that goes before it.
        let secret = key.splitn(3, '_').nth(2).unwrap();
        assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "{file:?} has the key");
    }
    app.finish().await;
}
