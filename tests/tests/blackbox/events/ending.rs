use std::time::Duration;

use serde_json::{Value, json};

use super::sse_client::Stream;
use super::ws_client::Socket;
use crate::support::feed::{soon, until_in_feed};
use crate::support::{Person, TestApp};

/// The session ends elsewhere; the streams on every instance end with it. Somebody else's go on.
async fn ends_with<F: Future<Output = ()>>(name: &str, app: &TestApp, deed: impl FnOnce(Person) -> F) {
    let (ada, eve) = (app.customer(name).await, app.customer(&format!("not-{name}")).await);
    let mut streams = Vec::new();
    let mut sockets = Vec::new();
    // One after the other goes to another instance.
    for _ in 0..2 {
        streams.push(Stream::from_now(app, &ada).await);
    }
    for _ in 0..2 {
        sockets.push(Socket::ready(app, &ada).await);
    }
    let mut other = Stream::from_now(app, &eve).await;

    deed(ada).await;

    for mut stream in streams {
        let (_, reason) = stream.read_to_the_end().await;
        assert_eq!(reason, "signed_out", "{name}");
    }
    for mut socket in sockets {
        assert_eq!(socket.closed().await, 4401, "{name}");
    }
    let ticket = app.open_ticket(&eve, "Still here").await;
    assert_eq!(other.event().await["ticket"]["id"], ticket["id"]);
}

#[tokio::test]
async fn a_stream_ends_with_its_session_whichever_way_that_ends() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    ends_with("signs-out", &app, async |ada: Person| {
        app.post_anonymously("/auth/signout", json!({"refresh_token": ada.refresh_token})).await.expect(204);
    })
    .await;
    for (name, change) in [
        ("suspended", json!({"status": "suspended"})),
        ("rejected", json!({"status": "rejected"})),
        ("promoted", json!({"role": "engineer", "status": "approved"})),
    ] {
        ends_with(name, &app, async |_| {
            app.change_user(&root, name, change).await;
        })
        .await;
    }
    ends_with("removed", &app, async |_| {
        app.delete(&root, "/users/removed").await.expect(204);
    })
    .await;
    app.finish().await;
}

#[tokio::test]
async fn nobody_is_told_of_anything_that_happened_after_they_were_shut_out() {
    let app = TestApp::start().await;
    let (ada, root) = (app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    until_in_feed(&app, &root, &ticket).await;
    let mut streams = [Stream::from_now(&app, &ada).await, Stream::from_now(&app, &ada).await];
    let mut behind = Stream::open(&app, &ada, &format!("?after={}", super::START), None).await;

    app.change_user(&root, "ada", json!({"status": "suspended"})).await;
    app.say(&root, &ticket, "Now that nobody listens").await.expect(201);

    for stream in &mut streams {
        let (messages, reason) = stream.read_to_the_end().await;
        assert_eq!(reason, "signed_out");
        assert!(messages.iter().all(|message| message.name != "response_posted"), "{messages:?}");
    }
    let (messages, _) = behind.read_to_the_end().await;
    assert!(messages.iter().all(|message| message.name != "response_posted"), "{messages:?}");
    app.finish().await;
}

async fn key_of(app: &TestApp, who: &Person, scopes: Value, expires_at: Value) -> (Person, String) {
    let body = json!({"name": "Watcher", "scopes": scopes, "expires_at": expires_at});
    let made = app.post(who, "/api-keys", body).await.expect(201);
    let token = made["key"].as_str().unwrap().to_owned();
    (Person { token, ..who.clone() }, made["id"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn the_stream_of_a_key_ends_when_the_key_does() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let (revoked, id) = key_of(&app, &ada, json!(["read"]), Value::Null).await;
    let mut streams = [Stream::from_now(&app, &revoked).await, Stream::from_now(&app, &revoked).await];
    app.delete(&ada, &format!("/api-keys/{id}")).await.expect(204);
    for stream in &mut streams {
        assert_eq!(stream.read_to_the_end().await.1, "signed_out");
    }

    let (expiring, _) = key_of(&app, &ada, json!(["read"]), json!("2026-01-05T10:00:00Z")).await;
    let mut stream = Stream::from_now(&app, &expiring).await;
    app.wait(time::Duration::days(1));
    assert_eq!(stream.read_to_the_end().await.1, "signed_out");
    app.finish().await;
}

#[tokio::test]
async fn the_stream_of_a_key_ends_when_its_owner_becomes_something_else() {
    let app = TestApp::start().await;
    let (anna, root) = (app.admin("anna").await, app.superadmin().await);
    let ada = app.customer("ada").await;
    let (key, _) = key_of(&app, &anna, json!(["read"]), Value::Null).await;
    let mut streams = [Stream::from_now(&app, &key).await, Stream::from_now(&app, &key).await];
    app.change_user(&root, "anna", json!({"role": "customer", "status": "approved"})).await;
    app.open_ticket(&ada, "Not for Anna any more").await;
    for stream in &mut streams {
        let (messages, reason) = stream.read_to_the_end().await;
        assert_eq!(reason, "signed_out");
        assert!(messages.iter().all(|message| message.name != "ticket_opened"), "{messages:?}");
    }
    app.get(&key, "/me").await.expect_problem(401, "unauthenticated");
    app.finish().await;
}

#[tokio::test]
async fn the_program_stops_promptly_whoever_listens() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let mut streams = Vec::new();
    for _ in 0..6 {
        streams.push(Stream::from_now(&app, &ada).await);
    }
    let mut sockets = [Socket::ready(&app, &ada).await, Socket::ready(&app, &ada).await];
    let began = std::time::Instant::now();

    soon(app.stop()).await;

    // Requests under way would be given twenty seconds.
    assert!(began.elapsed() < Duration::from_secs(15), "it took {:?}", began.elapsed());
    for mut stream in streams {
        assert_eq!(stream.read_to_the_end().await.1, "stopping");
    }
    for socket in &mut sockets {
        assert_eq!(socket.closed().await, 1012);
    }
}

#[tokio::test]
async fn a_stream_ends_with_its_access_token_and_goes_on_with_the_next_one() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let mut streams = [Stream::from_now(&app, &ada).await, Stream::from_now(&app, &ada).await];
    let mut sockets = [Socket::ready(&app, &ada).await, Socket::ready(&app, &ada).await];
    let (key, _) = key_of(&app, &ada, json!(["read"]), Value::Null).await;
    let mut of_key = Stream::from_now(&app, &key).await;
    app.wait(time::Duration::minutes(15));
    for stream in &mut streams {
        assert_eq!(soon(stream.read_to_the_end()).await.1, "expired");
    }
    for socket in &mut sockets {
        assert_eq!(soon(socket.closed()).await, 4401);
    }
    let renewed = app.refresh(&ada.refresh_token).await.expect(200);
    let ada = Person { token: renewed["access_token"].as_str().unwrap().to_owned(), ..ada };
    let mut again = Stream::from_now(&app, &ada).await;
    let ticket = app.open_ticket(&ada, "Printer").await;
    for stream in [&mut again, &mut of_key] {
        assert_eq!(stream.event().await["ticket"]["id"], ticket["id"]);
    }
    app.finish().await;
}
