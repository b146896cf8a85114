use serde_json::{Value, json};

use crate::support::TestApp;

#[tokio::test]
async fn a_superior_removes_the_factor_of_somebody_who_lost_it() {
    let mut app = TestApp::start().await;
    let (root, agnes) = (app.superadmin().await, app.admin("agnes").await);
    let (emil, ada) = (app.engineer("emil").await, app.customer("ada").await);
    for person in [&agnes, &emil, &ada] {
        app.set_up_factor(person).await;
    }
    app.mails().await;
    app.delete(&agnes, "/users/ada/second-factor").await.expect(204);
    app.delete(&agnes, "/users/emil/second-factor").await.expect(204);
    app.delete(&agnes, "/users/ada/second-factor").await.expect_problem(409, "no-second-factor");
    app.delete(&agnes, "/users/agnes/second-factor").await.expect_problem(403, "forbidden");
    let ada = app.sign_in("ada").await;
    app.delete(&ada, "/users/agnes/second-factor").await.expect_problem(404, "not-found");
    app.delete(&root, "/users/agnes/second-factor").await.expect(204);
    app.get(&agnes, "/me").await.expect_problem(401, "unauthenticated");
    app.sign_in("agnes").await;

    let mut letters: Vec<_> = app.mails().await.into_iter().map(|mail| (mail.to, mail.subject)).collect();
    letters.sort_unstable();
    let removed = |name: &str| (format!("{name}@example.com"), "Your second factor was removed".to_owned());
    assert_eq!(letters, [removed("ada"), removed("agnes"), removed("emil")]);
    app.finish().await;
}

#[tokio::test]
async fn whether_somebody_has_a_second_factor_is_shown_to_themselves_and_to_admins() {
    let app = TestApp::with("workflow.engineers_list_users", true).start().await;
    let (root, emil, ada) = (app.superadmin().await, app.engineer("emil").await, app.customer("ada").await);
    app.set_up_factor(&ada).await;
    assert_eq!(app.get(&ada, "/me").await.expect(200)["second_factor"], true);
    assert_eq!(app.get(&ada, "/users/ada").await.expect(200)["second_factor"], true);
    assert_eq!(app.get(&root, "/users/ada").await.expect(200)["second_factor"], true);
    assert_eq!(app.get(&root, "/users/emil").await.expect(200)["second_factor"], false);
    assert_eq!(app.get(&emil, "/users/ada").await.expect(200)["second_factor"], Value::Null);
    assert_eq!(app.get(&emil, "/users/emil").await.expect(200)["second_factor"], false);
    for person in app.rows(&emil, "/users").await {
        let expected = if person["username"] == "emil" { json!(false) } else { Value::Null };
        assert_eq!(person["second_factor"], expected, "{person}");
    }
    app.finish().await;
}

#[tokio::test]
async fn nothing_of_the_factor_outlives_the_person() {
    let app = TestApp::start().await;
    let (root, ada, bea) = (app.superadmin().await, app.customer("ada").await, app.customer("bea").await);
    app.set_up_factor(&ada).await;
    app.set_up_factor(&bea).await;
    app.challenge("ada").await;
    app.delete(&root, "/users/ada").await.expect(204);
    for (table, left) in [("second_factors", "1"), ("recovery_codes", "10"), ("sign_in_challenges", "0")] {
        assert_eq!(app.count_rows(table).await, left, "{table}");
    }
    app.finish().await;
}
