//! The bare twin is honest only if it answers what the program answers, from the same rows, and leaves the same behind.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use deskhand_bench::bare::{self, BareOptions};
use deskhand_bench::load::{Call, Connection, Crowd, closed_loop};
use deskhand_bench::product::{ADMIN_PASSWORD, PUBLIC_URL, SECRET};
use deskhand_server::{Application, Overrides, Running, Settings};
use deskhand_test_postgres::FreshDatabase;
use serde_json::{Value, json};

const PASSWORD: &str = "a password of theirs";

struct Twins {
    running: Running,
    program: SocketAddr,
    bare: SocketAddr,
    admin: Arc<str>,
    customer: Arc<str>,
    engineer: Arc<str>,
}

impl Twins {
    async fn over(database: &str) -> Self {
        let settings = Settings::defaults_with([
            ("http.port", json!(0)),
            ("http.public_url", json!(PUBLIC_URL)),
            ("database.url", json!(database)),
            ("auth.secret", json!(SECRET)),
            ("auth.bcrypt_cost", json!(4)),
            ("bootstrap.password", json!(ADMIN_PASSWORD)),
            ("limits.enabled", json!(false)),
        ]);
        let overrides = Overrides { hold_mail: true, ..Overrides::default() };
        let running = Application::build(&settings.unwrap(), &overrides).await.unwrap().start().unwrap();
        let program = SocketAddr::from(([127, 0, 0, 1], running.port()));
        let options =
            BareOptions { database: database.to_owned(), secret: SECRET.to_owned(), public_url: PUBLIC_URL.to_owned() };
        let (bare, serving) = bare::start(&options).await.unwrap();
        tokio::spawn(serving);
        let admin = sign_in(program, "admin", ADMIN_PASSWORD).await;
        for (username, role) in [("clara", "customer"), ("ines", "engineer"), ("jonas", "engineer")] {
            let person = json!({"name": username, "username": username, "email": format!("{username}@example.com"),
                                "password": PASSWORD, "role": role});
            ask(program, Call::post("/api/v1/users", &person).with(&admin)).await;
        }
        // One of them at each twin: the sessions are the same.
        let customer = sign_in(program, "clara", PASSWORD).await;
        let engineer = sign_in(bare, "ines", PASSWORD).await;
        Self { running, program, bare, admin, customer, engineer }
    }

    async fn open(&self, at: SocketAddr, title: &str) -> Value {
        let ticket = json!({"title": title, "description": "It does nothing.", "priority": "high"});
        ask(at, Call::post("/api/v1/tickets", &ticket).with(&self.customer)).await
    }

    async fn both_answer_alike(&self, path: &str, token: &Arc<str>) {
        let program = ask(self.program, Call::get(path).with(token)).await;
        let bare = ask(self.bare, Call::get(path).with(token)).await;
        assert_eq!(without_what_differs(program), without_what_differs(bare), "{path}");
    }
}

/// Cursors are each twin's own, and only the program knows what is allowed.
fn without_what_differs(mut answer: Value) -> Value {
    if let Some(page) = answer.get_mut("page") {
        page["next_cursor"] = json!(page["next_cursor"].is_string());
    }
    if let Some(actions) = answer.get_mut("allowed_actions") {
        *actions = json!(actions.as_object().unwrap().len());
    }
    answer
}

async fn ask(at: SocketAddr, call: Call) -> Value {
    let reply = Connection::open(at).await.unwrap().send(call.clone()).await.unwrap();
    let text = String::from_utf8_lossy(&reply.body);
    assert!(reply.is_success(), "{call:?}: {} {text}", reply.status);
    serde_json::from_str(&text).unwrap()
}

async fn sign_in(at: SocketAddr, login: &str, password: &str) -> Arc<str> {
    let keys = ask(at, Call::post("/api/v1/auth/signin", &json!({"login": login, "password": password}))).await;
    keys["access_token"].as_str().unwrap().into()
}

async fn tell_the_same(database: &str) {
    let twins = Twins::over(database).await;
    for n in 0..4 {
        twins.open(twins.program, &format!("Printer {n}")).await;
        twins.open(twins.bare, &format!("Zebrafish tank {n}")).await;
    }
    let message = json!({"body": "We look into it."});
    for at in [twins.program, twins.bare] {
        ask(at, Call::post("/api/v1/tickets/1/messages", &message).with(&twins.admin)).await;
        ask(at, Call::post("/api/v1/tickets/2/messages", &message).with(&twins.admin)).await;
    }
    for path in [
        "/api/v1/tickets",
        "/api/v1/tickets?limit=3",
        "/api/v1/tickets?status=open",
        "/api/v1/tickets?priority=high&reporter=clara",
        "/api/v1/tickets?assignee=ines",
        "/api/v1/tickets?assignee=none",
        "/api/v1/tickets?awaiting=reporter",
        "/api/v1/tickets?created_after=2020-01-01T00:00:00Z&created_before=2999-01-01T00:00:00Z",
        "/api/v1/tickets?sort=updated_at",
        "/api/v1/tickets?sort=priority",
        "/api/v1/tickets?sort=number",
        "/api/v1/tickets?title=zebra",
        "/api/v1/tickets?q=does%20nothing",
        "/api/v1/tickets/1",
        "/api/v1/tickets/2",
    ] {
        twins.both_answer_alike(path, &twins.admin).await;
    }
    for token in [&twins.customer, &twins.engineer] {
        twins.both_answer_alike("/api/v1/tickets", token).await;
    }
    twins.running.stop().await.unwrap();
}

async fn leave_the_same(database: &str) {
    let twins = Twins::over(database).await;
    // Both engineers have had a ticket, so that the next two find them alike.
    twins.open(twins.program, "Scanner").await;
    twins.open(twins.program, "Monitor").await;
    let mut traces = Vec::new();
    for at in [twins.program, twins.bare] {
        let number = twins.open(at, "Printer").await["number"].clone();
        let path = format!("/api/v1/tickets/{number}");
        let message = json!({"body": "We look into it."});
        ask(at, Call::post(format!("{path}/messages"), &message).with(&twins.admin)).await;
        let mut trace = Vec::new();
        for part in ["history", "assignment", "messages"] {
            let told = ask(twins.program, Call::get(format!("{path}/{part}")).with(&twins.admin)).await;
            trace.push(shape(&told));
        }
        traces.push(trace);
    }
    assert_eq!(traces[0], traces[1]);
    // As if one of them had opened all four.
    let engineers = ask(twins.program, Call::get("/api/v1/users?role=engineer").with(&twins.admin)).await;
    let loads: Vec<_> = engineers["data"].as_array().unwrap().iter().map(|e| e["open_tickets"].clone()).collect();
    assert_eq!(loads, [2, 2]);
    twins.running.stop().await.unwrap();
}

/// The words of an answer, without the ids and times in it.
fn shape(answer: &Value) -> Value {
    match answer {
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), shape(value))).collect(),
        Value::Array(values) => values.iter().map(shape).collect(),
        Value::String(text) if text.len() < 20 && !["ines", "jonas"].contains(&text.as_str()) => json!(text),
        Value::Bool(_) | Value::Null => answer.clone(),
        _ => json!("..."),
    }
}

fn sqlite() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("desk.db").display());
    (folder, url)
}

#[actix_web::test]
async fn the_twins_tell_the_same_on_sqlite() {
    let (_folder, url) = sqlite();
    tell_the_same(&url).await;
}

#[actix_web::test]
async fn the_twins_tell_the_same_on_postgres() {
    let database = FreshDatabase::empty().await;
    tell_the_same(database.url()).await;
}

#[actix_web::test]
async fn the_twins_leave_the_same_behind_on_sqlite() {
    let (_folder, url) = sqlite();
    leave_the_same(&url).await;
}

#[actix_web::test]
async fn the_twins_leave_the_same_behind_on_postgres() {
    let database = FreshDatabase::empty().await;
    leave_the_same(database.url()).await;
}

#[actix_web::test]
async fn load_is_put_on_both_twins_and_every_answer_counts() {
    let (_folder, url) = sqlite();
    let twins = Twins::over(&url).await;
    let token = Arc::clone(&twins.admin);
    let script: deskhand_bench::load::Script = Arc::new(move |_| Call::get("/api/v1/tickets").with(&token));
    let crowd = Crowd { connections: 4, warm_up: Duration::ZERO, time: Duration::from_millis(200) };
    for at in [twins.program, twins.bare] {
        let counter = Arc::new(AtomicU64::new(0));
        let sample = closed_loop(at, &script, &counter, crowd).await;
        assert_eq!(sample.failures(), 0, "{sample:?}");
        assert_eq!(sample.successes(), counter.load(std::sync::atomic::Ordering::Relaxed));
        assert!(sample.throughput() > 0.0 && sample.percentile(50.0) > 0.0);
    }
    twins.running.stop().await.unwrap();
}
