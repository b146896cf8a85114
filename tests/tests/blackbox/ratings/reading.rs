use serde_json::{Value, json};

use super::{four_stars, rate, rated, rating, resolved};
use crate::support::feed::{poll_all, until_in_feed};
use crate::support::{TestApp, path_of};

/// The events about ratings in the feed.
fn in_feed(events: Vec<Value>) -> Vec<Value> {
    events.into_iter().filter(|event| event["kind"] == "rated").collect()
}

#[tokio::test]
async fn the_reporter_and_staff_read_a_rating_and_a_follower_learns_that_there_is_one() {
    let app = TestApp::start().await;
    let (bob, ada, finn) = (app.engineer("bob").await, app.customer("ada").await, app.customer("finn").await);
    let (carl, root) = (app.engineer("carl").await, app.superadmin().await);
    let ticket = resolved(&app, &ada, &bob).await;
    for follower in ["finn", "carl"] {
        app.put(&ada, &format!("{}/followers/{follower}", path_of(&ticket))).await.expect(204);
    }
    rate(&app, &ada, &ticket, four_stars()).await.expect(200);
    let given = Some((4, json!("Quick and friendly.")));
    for who in [&ada, &bob, &root] {
        assert_eq!(rating(&app, who, &ticket).await, given, "{}", who.username);
        assert_eq!(rated(&app, who, &ticket).await, ["rated: - > 4 by ada"], "{}", who.username);
        let listed = app.rows(who, "/tickets").await;
        assert_eq!(listed[0]["rating"]["stars"], 4, "{}", who.username);
    }
    for who in [&finn, &carl] {
        assert_eq!(rating(&app, who, &ticket).await, None, "{}", who.username);
        assert_eq!(rated(&app, who, &ticket).await, ["rated: - > - by ada"], "{}", who.username);
        assert_eq!(app.rows(who, "/tickets").await[0]["rating"], Value::Null, "{}", who.username);
    }
    app.finish().await;
}

#[tokio::test]
async fn the_feed_says_that_a_ticket_was_rated_but_not_how() {
    let app = TestApp::start().await;
    let (bob, ada, finn) = (app.engineer("bob").await, app.customer("ada").await, app.customer("finn").await);
    let (stranger, root) = (app.customer("cyril").await, app.superadmin().await);
    let ticket = resolved(&app, &ada, &bob).await;
    app.put(&ada, &format!("{}/followers/finn", path_of(&ticket))).await.expect(204);
    rate(&app, &ada, &ticket, json!({"stars": 2})).await.expect(200);
    rate(&app, &ada, &ticket, json!({"stars": 5})).await.expect(200);
    until_in_feed(&app, &root, &ticket).await;
    for who in [&ada, &bob, &finn, &root] {
        let events = in_feed(poll_all(&app, who, 100).await);
        assert_eq!(events.len(), 2, "{}", who.username);
        for event in events {
            assert_eq!((&event["before"], &event["after"]), (&Value::Null, &Value::Null), "{}", who.username);
            assert_eq!((&event["ticket"]["id"], &event["by"]["username"]), (&ticket["id"], &json!("ada")));
        }
    }
    assert_eq!(in_feed(poll_all(&app, &stranger, 100).await), Vec::<Value>::new());
    app.finish().await;
}
