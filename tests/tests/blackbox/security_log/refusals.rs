use serde_json::json;

use super::{entries, summaries};
use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn what_is_refused_is_in_the_log_with_its_reason() {
    let app = TestApp::start().await;
    let (root, ada, erin) = (app.superadmin().await, app.customer("ada").await, app.engineer("erin").await);
    let read = json!({"name": "Reader", "scopes": ["read"]});
    let reader = app.post(&ada, "/api-keys", read).await.expect(201)["key"].as_str().unwrap().to_owned();

    app.try_sign_in("ada", "wrong password").await.expect_problem(401, "wrong-credentials");
    app.try_sign_in("nobody", "wrong password").await.expect_problem(401, "wrong-credentials");
    app.patch(&root, "/users/erin", json!({"status": "suspended"})).await.expect(200);
    app.try_sign_in("erin", PASSWORD).await.expect_problem(403, "account-suspended");
    app.get(&erin, "/me").await.expect_problem(401, "unauthenticated");
    app.get(&ada, "/users").await.expect_problem(403, "forbidden");
    for token in [reader.replace("dh_", "dh_0"), format!("{reader}x"), "made.up.token".to_owned()] {
        let request = app.request(reqwest::Method::GET, "/me").bearer_auth(token);
        app.send(request).await.expect_problem(401, "unauthenticated");
    }
    let opening = app.request(reqwest::Method::POST, "/tickets").bearer_auth(&reader);
    let opening = opening.json(&json!({"title": "T", "description": "D"}));
    app.send(opening).await.expect_problem(403, "insufficient-scope");
    let guess = json!({"current_password": "wrong", "new_password": "another good one"});
    app.call(Some(&ada), "PUT", "/me/password", Some(&guess)).await.expect(422);

    let kinds = "kind=sign_in_failed,token_refused,api_key_refused,access_denied,identity_not_confirmed";
    let mut refused = summaries(&entries(&app, &root, kinds, 9).await);
    refused.sort();
    assert_eq!(
        refused,
        [
            "access_denied ada by -: forbidden, GET /api/v1/users",
            "access_denied ada by -: insufficient-scope, POST /api/v1/tickets",
            "api_key_refused ada by -: wrong_secret, -",
            "identity_not_confirmed ada by -: wrong_password, -",
            "sign_in_failed - by -: unknown_login, -",
            "sign_in_failed ada by -: wrong_password, -",
            "sign_in_failed erin by -: account_suspended, -",
            "token_refused - by -: invalid_or_expired, -",
            "token_refused erin by -: session_ended, -",
        ]
    );
    app.finish().await;
}

#[tokio::test]
async fn a_flood_of_refusals_makes_few_entries() {
    let app = TestApp::start().await;
    let (root, base) = (app.superadmin().await, app.base());
    let sent: u64 = 300;
    for _ in 0..sent {
        let request = app.client.get(format!("{base}/api/v1/me")).bearer_auth("made.up.token");
        app.send(request).await.expect(401);
    }
    // The clock of the desk does not move: all of them came within a minute. The first entry is stored soon, the second at the end.
    app.wait(time::Duration::minutes(2));
    let until = std::time::Instant::now() + std::time::Duration::from_secs(30);
    loop {
        let page = app.get(&root, "/admin/security-events?kind=token_refused").await.expect(200);
        let entries = page["data"].as_array().unwrap();
        assert!(entries.len() <= 2, "{entries:#?}");
        if entries.iter().map(|entry| entry["count"].as_u64().unwrap()).sum::<u64>() == sent {
            break;
        }
        assert!(std::time::Instant::now() < until, "{entries:#?}");
        tokio::task::yield_now().await;
    }
    app.finish().await;
}
