use reqwest::Method;
use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn the_last_superadmin_stays_whatever_is_tried() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    // Superadmins who are not in use do not count.
    app.appoint("sleeping", "superadmin").await;
    app.patch(&root, "/users/sleeping", json!({"status": "suspended"})).await.expect(200);
    let before = app.everything(&root).await;

    for change in [
        json!({"role": "admin"}),
        json!({"role": "customer", "status": "approved"}),
        json!({"status": "suspended"}),
        json!({"status": "rejected"}),
        json!({"status": "pending"}),
        json!({"name": "Renamed", "status": "suspended"}),
    ] {
        for name in ["admin", &root.id] {
            let answer = app.patch(&root, &format!("/users/{name}"), change.clone()).await;
            answer.expect_problem(409, "last-superadmin");
        }
    }
    app.delete(&root, "/users/admin").await.expect_problem(409, "last-superadmin");

    assert_eq!(app.everything(&root).await, before);
    app.patch(&root, "/users/admin", json!({"name": "Still here"})).await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn with_another_superadmin_one_may_go() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    app.appoint("second", "superadmin").await;
    let second = app.sign_in("second").await;

    app.patch(&root, "/users/admin", json!({"role": "customer"})).await.expect(200);

    app.get(&root, "/me").await.expect_problem(401, "unauthenticated");
    app.delete(&second, "/users/second").await.expect_problem(409, "last-superadmin");
    let list = app.get(&second, "/users?role=superadmin&count=true").await.expect(200);
    assert_eq!(list["page"]["total"], 1);
    app.finish().await;
}

#[tokio::test]
async fn of_two_superadmins_who_turn_on_each_other_one_is_left() {
    let app = TestApp::start().await;
    for round in 0..6 {
        let first = app.superadmin().await;
        app.appoint(&format!("rival-{round}"), "superadmin").await;
        let rival = app.sign_in(&format!("rival-{round}")).await;
        let attack = |by: &str, whom: &str| match round % 3 {
            0 => {
                app.request(Method::PATCH, &format!("/users/{whom}")).bearer_auth(by).json(&json!({"role": "customer"}))
            }
            1 => app
                .request(Method::PATCH, &format!("/users/{whom}"))
                .bearer_auth(by)
                .json(&json!({"status": "suspended"})),
            _ => app.request(Method::DELETE, &format!("/users/{whom}")).bearer_auth(by),
        };
        let both = vec![attack(&rival.token, &first.username), attack(&first.token, &rival.username)];
        let both = if round % 2 == 0 { both } else { both.into_iter().rev().collect() };

        let answers = app.send_all_at_once(both).await;

        let won = answers.iter().filter(|answer| answer.status < 300).count();
        assert_eq!(won, 1, "{answers:?}");
        let lost = answers.iter().find(|answer| answer.status >= 300).unwrap();
        assert!([401, 403, 404, 409].contains(&lost.status), "{lost:?}");
        let (left, gone) = if app.get(&first, "/me").await.status == 200 { (&first, &rival) } else { (&rival, &first) };
        app.get(gone, "/me").await.expect_problem(401, "unauthenticated");
        let list = app.get(left, "/users?role=superadmin&status=approved&count=true").await.expect(200);
        assert_eq!(list["page"]["total"], 1);
        if left.id == rival.id {
            // The next round needs the first one again.
            if round % 3 == 2 {
                let mut account = TestApp::account("admin", "superadmin");
                account["email"] = json!(format!("again-{round}@example.com"));
                app.post(left, "/users", account).await.expect(201);
            } else {
                let back = json!({"role": "superadmin", "status": "approved"});
                app.patch(left, "/users/admin", back).await.expect(200);
            }
            let again = app.superadmin().await;
            app.delete(&again, &format!("/users/{}", rival.username)).await.expect(204);
        }
    }
    app.finish().await;
}
