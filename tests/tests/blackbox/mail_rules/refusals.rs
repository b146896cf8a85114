use deskhand_tests::smtp::{Misbehavior, Moment};
use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::support::TestApp;

#[tokio::test]
async fn a_server_that_refuses_every_mail_kills_none_and_readiness_and_metrics_say_so() {
    let mut app = TestApp::start().await;
    for (moment, code, words) in [
        (Moment::Hello, 504, "5.5.2 need a fully-qualified name"),
        (Moment::Recipient, 504, "5.5.2 <desk>: Helo command rejected: need fully-qualified hostname"),
    ] {
        app.smtp.always(moment, Misbehavior::answer(code, words));
        app.sign_up(&format!("ada{}", words.len()), "customer").await.expect(201);
        for _ in 0..30 {
            assert!(app.mails().await.is_empty());
            app.wait(Duration::minutes(13));
        }
        let counts = app.running().desk().mail().count().await.unwrap();
        assert_eq!((counts.pending, counts.dead), (1, 0), "{words}");
        let (mut warned, mut gauged) = (false, false);
        for base in app.bases() {
            let ready: Value = app.client.get(format!("{base}/readyz")).send().await.unwrap().json().await.unwrap();
            warned |= ready["warnings"][0].as_str().is_some_and(|words| words.contains("refuses every mail"));
            let metrics = app.client.get(format!("{base}/metrics")).send().await.unwrap().text().await.unwrap();
            gauged |= metrics.contains("deskhand_mail_refused 1");
        }
        assert!(warned && gauged, "{words}");

        app.smtp.behave();
        app.wait(Duration::minutes(13));
        assert_eq!(app.mails().await.len(), 1);
    }
    assert!(app.smtp.hellos().iter().all(|name| name == "desk.example.com"), "{:?}", app.smtp.hellos());
    app.finish().await;
}

#[tokio::test]
async fn readiness_has_no_warnings_where_mail_is_sent() {
    let app = TestApp::start().await;
    let ready = app.send(app.request(Method::GET, "//readyz")).await.expect(200);
    assert_eq!(ready, json!({"status": "ok"}));
    app.finish().await;
}
