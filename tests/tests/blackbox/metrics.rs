//! What the program counts of itself, and for whom.

use std::collections::BTreeMap;

use serde_json::json;
use time::Duration;

use crate::support::{Answer, Contract, PASSWORD, TestApp, path_of};

/// Each series with its value, summed up over all instances.
type Series = BTreeMap<String, f64>;

async fn scrape(app: &TestApp, base: &str) -> Answer {
    Answer::read(app.client.get(format!("{base}/metrics")).send().await.unwrap()).await
}

async fn series(app: &TestApp) -> Series {
    let mut all = Series::new();
    for base in app.bases() {
        let answer = scrape(app, &base).await;
        assert_eq!((answer.status, answer.header("content-type").as_str()), (200, "text/plain; version=0.0.4"));
        for line in answer.body.lines().filter(|line| !line.starts_with('#')) {
            let (name, value) = line.rsplit_once(' ').unwrap();
            *all.entry(name.to_owned()).or_default() += value.parse::<f64>().unwrap();
        }
    }
    all
}

fn value(series: &Series, name: &str) -> f64 {
    series.get(name).copied().unwrap_or_default()
}

/// How many streams of this kind are open.
pub(crate) async fn open_streams(app: &TestApp, kind: &str) -> usize {
    value(&series(app).await, &format!("deskhand_open_streams{{kind=\"{kind}\"}}")) as usize
}

/// The values of a label, over all series.
fn values<'a>(series: &'a Series, label: &str) -> Vec<&'a str> {
    let start = format!("{label}=\"");
    let of = |name: &'a String| name.split_once(&start).map(|(_, rest)| rest.split('"').next().unwrap());
    series.keys().filter_map(of).collect()
}

#[tokio::test]
async fn requests_are_counted_by_route_and_never_by_what_was_asked_for() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let ticket = app.open_ticket(&ada, "Printer").await;
    for path in [path_of(&ticket), "/tickets/999".to_owned(), format!("/tickets/{}", ticket["id"].as_str().unwrap())] {
        app.get(&ada, &path).await;
    }
    for path in ["//nowhere/ada", "/tickets/1/secret", "//.env", "/users/ada@example.com"] {
        app.call(Some(&ada), "GET", path, None).await;
    }
    for method in ["BREW", "PUT", "PROPFIND"] {
        app.call(Some(&ada), method, "/tickets/1", None).await;
    }

    let series = series(&app).await;
    let requests = |route: &str, method: &str, status: &str| {
        let labels = format!("{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}}");
        value(&series, &format!("deskhand_http_requests_total{labels}"))
    };
    assert_eq!(requests("/api/v1/tickets/{ticket}", "GET", "2xx"), 2.0);
    assert_eq!(requests("/api/v1/tickets/{ticket}", "GET", "4xx"), 1.0);
    assert_eq!(requests("/api/v1/tickets/{ticket}", "other", "4xx"), 3.0);
    assert_eq!(requests("/api/v1/tickets", "POST", "2xx"), 1.0);
    assert_eq!(requests("other", "other", "4xx"), 3.0);
    let duration = "deskhand_http_request_duration_seconds_count{method=\"GET\",route=\"/api/v1/tickets/{ticket}\"}";
    assert_eq!(value(&series, duration), 3.0);

    let known: Vec<String> = Contract::of(&app).await.operations().into_iter().map(|one| one.path).collect();
    for route in values(&series, "route") {
        assert!(route == "other" || known.iter().any(|path| path == route), "{route}");
    }
    for method in values(&series, "method") {
        assert!(["GET", "POST", "PUT", "PATCH", "DELETE", "other"].contains(&method), "{method}");
    }
    for word in ["ada", "example.com", "999", ".env", "secret", ticket["id"].as_str().unwrap()] {
        assert!(!series.keys().any(|name| name.contains(word)), "{word}");
    }
    app.finish().await;
}

#[tokio::test]
async fn refused_sign_ins_are_counted_by_their_reason() {
    let app = TestApp::start().await;
    app.customer("ada").await;
    app.sign_up("bob", "engineer").await.expect(201);
    for (login, password) in [("ada", "wrong"), ("nobody", PASSWORD), ("bob", PASSWORD), ("ada", PASSWORD)] {
        app.try_sign_in(login, password).await;
    }
    let series = series(&app).await;
    let refused = |reason: &str| value(&series, &format!("deskhand_sign_ins_refused_total{{reason=\"{reason}\"}}"));
    let reasons = ["wrong_credentials", "pending", "rejected", "suspended", "email_unverified"];
    assert_eq!(reasons.map(refused), [2.0, 1.0, 0.0, 0.0, 0.0]);
    app.finish().await;
}

#[tokio::test]
async fn tickets_messages_and_mails_are_counted_as_they_come_about() {
    let mut app = TestApp::start().await;
    let (ada, root) = (app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    app.post(&ada, "/tickets?dry_run=true", json!({"title": "T", "description": "D"})).await.expect(200);
    app.post(&ada, "/tickets", json!({"title": "", "description": "D"})).await.expect(422);
    app.say(&ada, &ticket, "Hello?").await.expect(201);
    app.note(&root, &ticket, "Let us see.").await.expect(201);
    for _ in 0..3 {
        let request = app.request(reqwest::Method::POST, "/tickets").bearer_auth(&ada.token);
        let request = request.header("idempotency-key", "one-and-the-same");
        app.send(request.json(&json!({"title": "Again", "description": "D"}))).await.expect(201);
    }

    let before = series(&app).await;
    let figures = ["deskhand_tickets_opened_total", "deskhand_messages_posted_total"].map(|name| value(&before, name));
    assert_eq!(figures, [2.0, 2.0]);
    assert!(value(&before, "deskhand_outbox_pending") > 0.0);
    app.wait(Duration::seconds(90));
    let instances = app.bases().len() as f64;
    let oldest = value(&series(&app).await, "deskhand_outbox_oldest_seconds");
    assert_eq!(oldest, 90.0 * instances);

    let mails = app.mails().await.len() as f64;
    let after = series(&app).await;
    assert_eq!(value(&after, "deskhand_mails_total{outcome=\"sent\"}"), mails);
    assert_eq!(value(&after, "deskhand_mails_total{outcome=\"dead\"}"), 0.0);
    assert_eq!(
        ["deskhand_outbox_pending", "deskhand_outbox_oldest_seconds"].map(|name| value(&after, name)),
        [0.0, 0.0]
    );
    app.finish().await;
}

#[tokio::test]
async fn the_program_tells_of_its_connections_its_memory_and_its_age() {
    let app = TestApp::start().await;
    let series = series(&app).await;
    let instances = app.bases().len() as f64;
    for name in ["writers", "readers"] {
        let state =
            |state| value(&series, &format!("deskhand_database_connections{{pool=\"{name}\",state=\"{state}\"}}"));
        assert!(state("limit") >= instances && state("busy") + state("idle") <= state("limit"), "{series:?}");
        assert!(state("busy") + state("idle") > 0.0);
    }
    assert!(value(&series, "process_resident_memory_bytes") > 1_000_000.0);
    assert_eq!(value(&series, "process_start_time_seconds"), 1_767_603_600.0 * instances);
    assert_eq!(value(&series, &format!("deskhand_build_info{{version=\"{}\"}}", env!("CARGO_PKG_VERSION"))), instances);
    app.finish().await;
}

#[tokio::test]
async fn who_may_read_the_metrics_is_a_setting() {
    for (setting, here, passed_on) in [("loopback", 200, 404), ("anybody", 200, 200), ("off", 404, 404)] {
        let app = TestApp::with("http.metrics", setting).start().await;
        let url = format!("{}/metrics", app.base());
        assert_eq!(app.send(app.client.get(&url)).await.status, here, "{setting}");
        for header in ["x-forwarded-for", "forwarded"] {
            let answer = app.send(app.client.get(&url).header(header, "203.0.113.7")).await;
            assert_eq!(answer.status, passed_on, "{setting} {header}");
            if passed_on == 404 {
                answer.expect_problem(404, "not-found");
            }
        }
        app.finish().await;
    }
}
