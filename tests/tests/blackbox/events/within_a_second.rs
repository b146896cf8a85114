//! Everything that an engineer is signed in with ends within a second, on every instance.

use std::time::{Duration, Instant};

use futures::future::join_all;
use serde_json::json;

use super::sse_client::Stream;
use super::ws_client::Socket;
use crate::support::{PASSWORD, Person, TestApp};

const LIMIT: Duration = Duration::from_secs(1);

/// The machine of the tests may be busy: the fastest of so many tries counts.
const TRIES: usize = 4;

const NEW: &str = "another good one";

/// What ends an engineer's access.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Suspension,
    ChangeOfRole,
    ResetByMail,
    ChangeOfPassword,
    Removal,
}

/// An engineer with two sessions, a key, and streams and sockets of each on every instance.
struct Engineer {
    sessions: [Person; 2],
    key: Person,
    streams: Vec<Stream>,
    sockets: Vec<Socket>,
}

impl Engineer {
    async fn at_work(app: &TestApp, name: &str) -> Self {
        let sessions = [app.engineer(name).await, app.sign_in(name).await];
        let key = app.program(&sessions[0], &["write"]).await;
        let (mut streams, mut sockets) = (Vec::new(), Vec::new());
        for who in [&sessions[0], &key] {
            // One after the other goes to another instance.
            for _ in 0..2 {
                streams.push(Stream::from_now(app, who).await);
                sockets.push(Socket::ready(app, who).await);
            }
        }
        Self { sessions, key, streams, sockets }
    }

    /// How long it takes from the answer to the deed until all of it has ended.
    async fn time_to_end(self, app: &TestApp) -> Duration {
        let began = Instant::now();
        // Two requests each: on every instance.
        for who in [&self.sessions[0], &self.key, &self.sessions[0], &self.key] {
            app.get(who, "/me").await.expect_problem(401, "unauthenticated");
        }
        app.refresh(&self.sessions[0].refresh_token).await.expect_problem(401, "unauthenticated");
        let streams = self.streams.into_iter().map(|mut stream| async move { stream.read_to_the_end().await.1 });
        let sockets = self.sockets.into_iter().map(|mut socket| async move { socket.closed().await });
        let (reasons, codes) = tokio::join!(join_all(streams), join_all(sockets));
        assert!(reasons.iter().all(|reason| reason == "signed_out") && codes.iter().all(|code| *code == 4401));
        began.elapsed()
    }
}

/// The token of the newest reset link to this person.
async fn reset_token(app: &mut TestApp, email: &str) -> String {
    app.post_anonymously("/auth/password/forgot", json!({"email": email})).await.expect(202);
    let mails = app.mails().await;
    let mail = mails.iter().rfind(|mail| mail.to == email && mail.text.contains("reset-password")).unwrap();
    let line = mail.text.lines().find_map(|line| line.split_once("?token=")).unwrap();
    line.1.to_owned()
}

/// How long everything of a new engineer lasts after the deed.
async fn try_once(app: &mut TestApp, name: &str, deed: Deed) -> Duration {
    let engineer = Engineer::at_work(app, name).await;
    let root = app.superadmin().await;
    let user = format!("/users/{name}");
    let asks = &engineer.sessions[1];
    match deed {
        Deed::Suspension => app.patch(&root, &user, json!({"status": "suspended"})).await.expect(200),
        Deed::ChangeOfRole => app.patch(&root, &user, json!({"role": "admin", "status": "approved"})).await.expect(200),
        Deed::Removal => app.delete(&root, &user).await.expect(204),
        Deed::ChangeOfPassword => {
            let change = json!({"current_password": PASSWORD, "new_password": NEW, "revoke_api_keys": true});
            app.call(Some(asks), "PUT", "/me/password", Some(&change)).await.expect(204)
        }
        Deed::ResetByMail => {
            let reset = json!({"token": reset_token(app, &asks.email).await, "password": NEW});
            app.post_anonymously("/auth/password/reset", reset).await.expect(204)
        }
    };
    engineer.time_to_end(app).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_engineers_sessions_keys_and_streams_end_within_a_second_on_every_instance() {
    let mut app = TestApp::start().await;
    let deeds = [Deed::Suspension, Deed::ChangeOfRole, Deed::ResetByMail, Deed::ChangeOfPassword, Deed::Removal];
    for (n, deed) in deeds.into_iter().enumerate() {
        let mut fastest = Duration::MAX;
        for attempt in 0..TRIES {
            fastest = fastest.min(try_once(&mut app, &format!("eng-{n}-{attempt}"), deed).await);
            if fastest < LIMIT {
                break;
            }
        }
        assert!(fastest < LIMIT, "{deed:?}: after {fastest:?} something was still open");
    }
    app.mails().await;
    app.finish().await;
}
