use serde_json::json;

use super::{follow, followers, recipients, scene, unfollow};
use crate::support::{TestApp, path_of};

#[tokio::test]
async fn what_a_follower_writes_is_a_request_that_awaits_staff_and_reopens() {
    let mut app = TestApp::start().await;
    let (bob, ada, finn, ticket) = scene(&mut app).await;
    app.say(&bob, &ticket, "Try tray 2.").await.expect(201);
    app.move_to(&bob, &ticket, "resolved").await.expect(200);
    app.mails().await;
    let message = app.say(&finn, &ticket, "It is empty, too.").await.expect(201);
    assert_eq!((&message["kind"], &message["author"]["username"]), (&json!("request"), &json!("finn")));
    let seen = app.ticket(&ada, &ticket).await;
    assert_eq!((&seen["awaiting"], &seen["status"]), (&json!("staff"), &json!("open")));
    assert_eq!(recipients(&app.mails().await), ["ada@example.com", "bob@example.com"], "not to who wrote it");
    app.note(&finn, &ticket, "Psst").await.expect_problem(403, "forbidden");
    for change in [
        json!({"title": "Mine"}),
        json!({"priority": "high"}),
        json!({"status": "closed"}),
        json!({"status": "canceled"}),
        json!({"status": "resolved"}),
        json!({"assignee": null}),
    ] {
        let answer = app.change_ticket(&finn, &ticket, change.clone()).await;
        assert_eq!(answer.status, 403, "{change}: {}", answer.body);
    }
    app.delete(&finn, &path_of(&ticket)).await.expect_problem(403, "forbidden");
    app.finish().await;
}

#[tokio::test]
async fn a_follower_gets_what_the_reporter_gets_and_may_mute_it() {
    let mut app = TestApp::start().await;
    let (bob, ada, finn, ticket) = scene(&mut app).await;
    app.note(&bob, &ticket, "Among us").await.expect(201);
    assert!(app.mails().await.is_empty(), "no note");
    app.say(&bob, &ticket, "Which floor?").await.expect(201);
    let mails = app.mails().await;
    assert_eq!(recipients(&mails), ["ada@example.com", "finn@example.com"]);
    let to_finn = mails.iter().find(|mail| mail.to == finn.email).unwrap();
    assert!(to_finn.text.contains("you follow this ticket"), "{}", to_finn.text);
    app.say(&ada, &ticket, "The third.").await.expect(201);
    assert_eq!(recipients(&app.mails().await), ["bob@example.com", "finn@example.com"]);

    app.put(&finn, &format!("{}/mute", path_of(&ticket))).await.expect(204);
    app.move_to(&bob, &ticket, "resolved").await.expect(200);
    assert_eq!(recipients(&app.mails().await), ["ada@example.com"]);
    app.delete(&finn, &format!("{}/mute", path_of(&ticket))).await.expect(204);

    app.move_to(&bob, &ticket, "closed").await.expect(200);
    unfollow(&app, &ada, &ticket, "finn").await.expect(204);
    assert_eq!(recipients(&app.mails().await), ["ada@example.com"], "what waited is not sent any more");
    app.finish().await;
}

#[tokio::test]
async fn a_removed_person_follows_nothing_and_a_suspended_one_hears_nothing() {
    let mut app = TestApp::start().await;
    let (bob, ada, _, ticket) = scene(&mut app).await;
    let admin = app.superadmin().await;
    app.customer("gus").await;
    follow(&app, &ada, &ticket, "gus").await.expect(204);
    app.change_user(&admin, "gus", json!({"status": "suspended"})).await;
    app.delete(&admin, "/users/finn").await.expect(204);
    app.mails().await;
    assert_eq!(followers(&app, &ada, &ticket).await, ["gus"]);
    app.say(&bob, &ticket, "Which floor?").await.expect(201);
    assert_eq!(recipients(&app.mails().await), ["ada@example.com"]);
    app.finish().await;
}
