use time::Duration;

use super::subjects;
use crate::support::TestApp;

/// The limits are on, with this one and no others that matter here.
fn with_limit(key: &str, value: &str) -> crate::support::TestAppBuilder {
    TestApp::with("limits.enabled", true).setting(key, value)
}

#[tokio::test]
async fn who_causes_too_many_letters_is_refused_with_the_reason_and_the_end() {
    let mut app = with_limit("limits.letters_by_person", "4/1h").start().await;
    let ada = app.customer("ada").await;
    app.mails().await;
    // A receipt and the admin's news, for each.
    app.open_ticket(&ada, "One").await;
    app.wait(Duration::minutes(10));
    app.open_ticket(&ada, "Two").await;
    let body = serde_json::json!({"title": "Three", "description": "x"});
    let refused = app.post(&ada, "/tickets", body.clone()).await;
    let problem = refused.expect_problem(429, "too-many-letters");
    assert!(problem["detail"].as_str().unwrap().contains("4 letters in 1 h"), "{problem}");
    assert_eq!(refused.header("retry-after"), "3000");
    let bob = app.customer("bob").await;
    app.open_ticket(&bob, "Another's").await;
    app.wait(Duration::seconds(3000));
    let ada = app.sign_in("ada").await;
    app.post(&ada, "/tickets", body).await.expect(201);
    app.finish().await;
}

#[tokio::test]
async fn letters_to_who_got_too_many_wait_and_their_receipts_say_so() {
    let mut app = with_limit("limits.letters_to_person", "3/1h").start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    app.open_ticket(&ada, "No paper").await;
    app.mails().await;
    let mut arrived = 0;
    for n in 0..4 {
        app.post(&bob, "/tickets/1/messages", serde_json::json!({"body": format!("Answer {n}")})).await.expect(201);
        arrived += subjects(&app.mails().await, &ada.email).len();
    }
    assert_eq!(arrived, 2, "she had the receipt before");
    let receipts = app.rows(&bob, "/tickets/1/notifications").await;
    let waiting: Vec<_> = receipts.iter().filter(|receipt| receipt["state"] == "pending").collect();
    assert_eq!(waiting.len(), 2, "{receipts:#?}");
    for receipt in waiting {
        let reason = receipt["last_error"].as_str().unwrap();
        assert!(reason.contains("3 letters in 1 h"), "{reason}");
    }
    app.post_anonymously("/auth/password/forgot", serde_json::json!({"email": ada.email})).await;
    assert_eq!(subjects(&app.mails().await, &ada.email), ["Choose a new password"], "no budget delays account mails");
    app.wait(Duration::minutes(95));
    assert_eq!(subjects(&app.mails().await, &ada.email).len(), 2);
    app.finish().await;
}
