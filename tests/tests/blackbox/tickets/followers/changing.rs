use serde_json::json;

use super::{follow, followers, scene, unfollow};
use crate::support::{Person, TestApp};

#[tokio::test]
async fn following_twice_is_following_once_and_a_follower_leaves_by_themselves() {
    let mut app = TestApp::start().await;
    let (bob, ada, finn, ticket) = scene(&mut app).await;
    let before = app.ticket(&ada, &ticket).await;
    follow(&app, &ada, &ticket, "FINN").await.expect(204);
    assert_eq!(app.ticket(&ada, &ticket).await, before, "no change, no event");
    follow(&app, &bob, &ticket, "bob").await.expect(204);
    assert_eq!(followers(&app, &finn, &ticket).await, ["bob", "finn"]);
    assert_eq!(app.ticket(&finn, &ticket).await["allowed_actions"]["unfollow"], json!({"allowed": true}));

    follow(&app, &finn, &ticket, "finn").await.expect_problem(403, "forbidden");
    unfollow(&app, &finn, &ticket, "bob").await.expect_problem(403, "forbidden");
    unfollow(&app, &finn, &ticket, "finn").await.expect(204);
    app.get(&finn, "/tickets/1").await.expect_problem(404, "not-found");
    unfollow(&app, &finn, &ticket, "finn").await.expect_problem(404, "not-found");
    for name in ["finn", "bob", "bob", "nobody"] {
        unfollow(&app, &ada, &ticket, name).await.expect(204);
    }
    assert!(followers(&app, &ada, &ticket).await.is_empty());
    let kinds: Vec<_> = app.history(&ada, &ticket).await;
    assert_eq!(kinds.iter().filter(|line| line.starts_with("follower_removed")).count(), 2, "{kinds:?}");
    app.finish().await;
}

#[tokio::test]
async fn who_may_not_follow_is_refused_and_names_that_exist_are_not_told() {
    let mut app = TestApp::start().await;
    let (_, ada, _, ticket) = scene(&mut app).await;
    let admin = app.superadmin().await;
    app.sign_up("pia", "engineer").await.expect(201);
    let refusal = async |who: &Person, name: &str| {
        let problem = follow(&app, who, &ticket, name).await.expect_problem(422, "not-followable");
        problem["detail"].clone()
    };
    assert_eq!(refusal(&ada, "pia").await, refusal(&ada, "nobody").await, "a pending account and none");
    assert!(refusal(&admin, "ada").await.as_str().unwrap().contains("reporter"));
    for n in 1..20 {
        let name = format!("friend-{n}");
        app.post(&admin, "/users", TestApp::account(&name, "customer")).await.expect(201);
        follow(&app, &admin, &ticket, &name).await.expect(204);
    }
    app.customer("late").await;
    follow(&app, &ada, &ticket, "late").await.expect_problem(409, "too-many-followers");
    follow(&app, &ada, &ticket, "finn").await.expect(204);
    unfollow(&app, &ada, &ticket, "finn").await.expect(204);
    follow(&app, &ada, &ticket, "late").await.expect(204);
    assert_eq!(followers(&app, &ada, &ticket).await.len(), 20);
    app.finish().await;
}
