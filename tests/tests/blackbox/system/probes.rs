use deskhand_tests::smtp::Misbehavior;
use serde_json::json;
use time::Duration;

use crate::support::TestApp;

#[tokio::test]
async fn a_fresh_instance_is_healthy_and_ready_for_anybody() {
    let app = TestApp::start().await;
    for path in ["//healthz", "//readyz"] {
        let answer = app.call(None, "GET", path, None).await;
        assert_eq!(answer.expect(200), json!({"status": "ok"}));
        assert_eq!(answer.header("content-type"), "application/json");
    }
    app.call(None, "GET", "/healthz", None).await.expect_problem(404, "not-found");
    app.finish().await;
}

#[tokio::test]
async fn an_instance_whose_mail_does_not_move_is_healthy_but_not_ready_until_it_does() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.open_ticket(&ada, "Printer").await;
    app.call(None, "GET", "//readyz", None).await.expect(200);

    app.wait(Duration::hours(12));
    let answer = app.call(None, "GET", "//readyz", None).await;
    answer.expect_problem(503, "not-ready");
    assert!(answer.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0));
    app.call(None, "GET", "//healthz", None).await.expect(200);

    assert_ne!(app.mails().await.len(), 0);
    app.call(None, "GET", "//readyz", None).await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn a_letter_that_is_put_off_again_and_again_takes_no_instance_out_of_service() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.mails().await;
    app.smtp.always_for(&ada.email, Misbehavior::answer(452, "mailbox full"));
    app.open_ticket(&ada, "Printer").await;
    // Tried whenever its time has come, for about a day.
    let mut looked = 0;
    while app.running().desk().mail().count().await.unwrap().pending > 0 {
        app.mails().await;
        app.call(None, "GET", "//readyz", None).await.expect(200);
        app.wait(Duration::minutes(50));
        looked += 1;
        assert!(looked < 60, "it is never given up");
    }
    assert!(looked > 20, "after {looked} looks only");
    app.stop().await;
}

#[tokio::test]
async fn while_mail_is_paused_nobody_expects_it_to_move() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.open_ticket(&ada, "Printer").await;
    app.running().desk().maintenance().settle_after_restore().await.unwrap();
    app.wait(Duration::hours(30));
    app.mails().await;
    app.call(None, "GET", "//readyz", None).await.expect(200);
    app.running().desk().maintenance().resume_mail(false).await.unwrap();
    app.call(None, "GET", "//readyz", None).await.expect_problem(503, "not-ready");
    app.mails().await;
    app.call(None, "GET", "//readyz", None).await.expect(200);
    app.finish().await;
}
