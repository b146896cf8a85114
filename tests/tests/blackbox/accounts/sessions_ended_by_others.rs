use serde_json::{Value, json};

use crate::support::{PASSWORD, Person, TestApp};

async fn is_out(app: &TestApp, person: &Person) {
    app.get(person, "/me").await.expect_problem(401, "unauthenticated");
    app.get(person, "/tickets").await.expect_problem(401, "unauthenticated");
    app.refresh(&person.refresh_token).await.expect_problem(401, "unauthenticated");
}

async fn change(app: &TestApp, superadmin: &Person, username: &str, change: Value) -> Value {
    app.patch(superadmin, &format!("/users/{username}"), change).await.expect(200)
}

#[tokio::test]
async fn a_change_of_status_or_role_ends_all_sessions_at_once_and_they_stay_ended() {
    let app = TestApp::start().await;
    let superadmin = app.superadmin().await;
    let changes = [
        json!({"status": "suspended"}),
        json!({"status": "rejected"}),
        json!({"status": "pending"}),
        json!({"role": "engineer"}),
        json!({"role": "engineer", "status": "approved"}),
        json!({"role": "admin", "status": "approved"}),
    ];

    for (index, what) in changes.into_iter().enumerate() {
        let name = format!("ada-{index}");
        let devices = [app.customer(&name).await, app.sign_in(&name).await];
        let other = app.customer(&format!("bea-{index}")).await;

        let changed = change(&app, &superadmin, &name, what.clone()).await;

        for device in &devices {
            is_out(&app, device).await;
        }
        app.get(&other, "/me").await.expect(200);
        let back = json!({"role": "customer", "status": "approved"});
        change(&app, &superadmin, &name, back).await;
        for device in &devices {
            is_out(&app, device).await;
        }
        assert_eq!(app.sign_in(&name).await.id, changed["id"], "{what}");
    }
    app.get(&superadmin, "/me").await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn what_does_not_concern_the_account_leaves_its_sessions_alone() {
    let app = TestApp::start().await;
    let superadmin = app.superadmin().await;
    let bob = app.engineer("bob").await;

    for what in [
        json!({}),
        json!({"name": "Robert"}),
        json!({"availability": "away"}),
        json!({"capacity": 2}),
        json!({"status": "approved"}),
        json!({"role": "engineer"}),
    ] {
        change(&app, &superadmin, "bob", what).await;
        app.get(&bob, "/me").await.expect(200);
    }
    app.refresh(&bob.refresh_token).await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn a_removed_person_is_out_at_once_and_for_good() {
    let app = TestApp::start().await;
    let superadmin = app.superadmin().await;
    let ada = app.customer("ada").await;

    app.delete(&superadmin, "/users/ada").await.expect(204);

    is_out(&app, &ada).await;
    app.try_sign_in("ada", PASSWORD).await.expect_problem(401, "wrong-credentials");
    app.finish().await;
}
