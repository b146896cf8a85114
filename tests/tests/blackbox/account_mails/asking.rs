use serde_json::json;
use time::Duration;

use super::{link_to, links};
use crate::support::TestApp;

#[tokio::test]
async fn known_and_unknown_addresses_are_answered_and_written_down_alike() {
    let mut app = TestApp::start().await;
    app.customer("ada").await;
    app.mails().await;
    app.wait(Duration::minutes(1));
    let addresses = ["ada@example.com", "admin@desk.example.com", "nobody@example.com", "Nobody+tag@Example.org"];
    let mut answers = Vec::new();
    for address in addresses {
        answers.push(app.forgot(address).await);
        answers.push(app.resend(address).await);
    }
    for answer in &answers {
        assert_eq!(answer.status, 202);
        assert_eq!(answer.without_id(), answers[0].without_id());
    }
    let rows = app.rows_of("SELECT purpose || ' ' || address FROM link_requests ORDER BY requested_at, id").await;
    let spelled = ["ada@example.com", "admin@desk.example.com", "nobody@example.com", "Nobody+tag@example.org"];
    let expected: Vec<_> =
        spelled.iter().flat_map(|a| [format!("reset_password {a}"), format!("verify_email {a}")]).collect();
    assert_eq!(rows, expected);

    let mut sent: Vec<_> = links(&mut app).await.into_iter().map(|(to, link)| format!("{to} {}", link.path)).collect();
    sent.sort();
    assert_eq!(sent, ["ada@example.com /account/reset-password", "admin@desk.example.com /account/reset-password"]);
    assert_eq!(app.rows_of("SELECT address FROM link_requests").await, [""; 0]);
    app.finish().await;
}

#[tokio::test]
async fn what_is_no_address_is_refused() {
    let app = TestApp::start().await;
    for path in ["/auth/email/resend", "/auth/password/forgot"] {
        for email in ["", "nobody", "a@b@c", "@example.com"] {
            app.post_anonymously(path, json!({"email": email})).await.expect_problem(422, "invalid-fields");
        }
    }
    app.finish().await;
}

#[tokio::test]
async fn who_was_rejected_or_removed_gets_no_link_and_who_is_suspended_none_that_lets_them_in() {
    let mut app = TestApp::start().await;
    let superadmin = app.superadmin().await;
    for name in ["rejected", "removed", "suspended"] {
        app.customer(name).await;
    }
    app.patch(&superadmin, "/users/rejected", json!({"status": "rejected"})).await.expect(200);
    app.patch(&superadmin, "/users/suspended", json!({"status": "suspended"})).await.expect(200);
    app.delete(&superadmin, "/users/removed").await.expect(204);
    app.mails().await;
    app.wait(Duration::minutes(2));
    for name in ["rejected", "removed", "suspended"] {
        app.forgot(&format!("{name}@example.com")).await;
        app.resend(&format!("{name}@example.com")).await;
    }
    let links = links(&mut app).await;
    assert!(links.iter().all(|(to, _)| to == "suspended@example.com"), "{links:?}");
    let reset = links.iter().find(|(_, link)| link.path.contains("reset")).unwrap();
    app.reset(&reset.1.token, "another long password").await.expect(204);
    app.try_sign_in("suspended", "another long password").await.expect_problem(403, "account-suspended");
    app.finish().await;
}

#[tokio::test]
async fn who_is_rejected_after_the_mail_went_out_has_a_link_that_is_no_good() {
    let mut app = TestApp::start().await;
    app.customer("ada").await;
    app.mails().await;
    app.forgot("ada@example.com").await;
    let link = link_to(&mut app, "ada@example.com").await;
    let superadmin = app.superadmin().await;
    app.patch(&superadmin, "/users/ada", json!({"status": "rejected"})).await.expect(200);
    app.reset(&link.token, "another long password").await.expect_problem(422, "link-invalid");
    app.finish().await;
}

#[tokio::test]
async fn a_request_that_waited_for_an_hour_is_answered_by_nothing() {
    let mut app = TestApp::start().await;
    app.customer("ada").await;
    app.mails().await;
    app.forgot("ada@example.com").await;
    app.wait(Duration::minutes(61));
    assert!(links(&mut app).await.is_empty());
    assert_eq!(app.rows_of("SELECT address FROM link_requests").await, [""; 0]);
    app.finish().await;
}
