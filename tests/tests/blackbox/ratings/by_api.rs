use serde_json::{Value, json};

use super::{four_stars, rate, rated, rating, resolve, resolved};
use crate::support::{TestApp, path_of};

#[tokio::test]
async fn the_reporter_rates_a_resolved_ticket_and_changes_the_rating() {
    let mut app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let ticket = app.open_ticket(&ada, "No paper").await;
    rate(&app, &ada, &ticket, four_stars()).await.expect_problem(409, "not-rateable");
    resolve(&app, &bob, &ticket).await;
    app.mails().await;
    let before = app.ticket(&ada, &ticket).await;

    let answer = rate(&app, &ada, &ticket, four_stars()).await.expect(200);
    assert_eq!((&answer["rating"]["stars"], &answer["rating"]["comment"]), (&json!(4), &json!("Quick and friendly.")));
    assert_eq!(answer["version"].as_u64(), before["version"].as_u64().map(|version| version + 1));
    for same in ["status", "assignee", "awaiting", "message_count"] {
        assert_eq!(answer[same], before[same], "{same}");
    }
    let again = rate(&app, &ada, &ticket, four_stars()).await.expect(200);
    assert_eq!((&again["version"], &again["rating"]), (&answer["version"], &answer["rating"]), "said twice");

    app.wait(time::Duration::seconds(1));
    rate(&app, &ada, &ticket, json!({"stars": 2, "comment": null})).await.expect(200);
    assert_eq!(rating(&app, &bob, &ticket).await, Some((2, Value::Null)));
    assert_eq!(rated(&app, &bob, &ticket).await, ["rated: - > 4 by ada", "rated: 4 > 2 by ada"]);
    assert_eq!(app.mails().await.len(), 0, "a rating fills no mailbox");
    app.finish().await;
}

#[tokio::test]
async fn a_reopened_ticket_is_rated_anew_after_its_next_resolution() {
    let app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let ticket = resolved(&app, &ada, &bob).await;
    rate(&app, &ada, &ticket, json!({"stars": 2})).await.expect(200);
    app.move_to(&ada, &ticket, "open").await.expect(200);
    assert_eq!(rating(&app, &ada, &ticket).await, Some((2, Value::Null)), "it stays until the next one");
    rate(&app, &ada, &ticket, json!({"stars": 3})).await.expect_problem(409, "not-rateable");

    resolve(&app, &bob, &ticket).await;
    let first = app.ticket(&ada, &ticket).await["rating"]["at"].clone();
    app.wait(time::Duration::seconds(1));
    let second = rate(&app, &ada, &ticket, json!({"stars": 2})).await.expect(200);
    assert_ne!(second["rating"]["at"], first, "of another solution");
    assert_eq!(rated(&app, &ada, &ticket).await, ["rated: - > 2 by ada", "rated: 2 > 2 by ada"]);
    app.finish().await;
}

#[tokio::test]
async fn only_the_reporter_rates_a_ticket() {
    let app = TestApp::start().await;
    let (bob, ada, finn) = (app.engineer("bob").await, app.customer("ada").await, app.customer("finn").await);
    let (stranger, root) = (app.customer("cyril").await, app.superadmin().await);
    let ticket = resolved(&app, &ada, &bob).await;
    app.put(&ada, &format!("{}/followers/finn", path_of(&ticket))).await.expect(204);
    for who in [&bob, &root, &finn] {
        rate(&app, who, &ticket, four_stars()).await.expect_problem(403, "forbidden");
    }
    rate(&app, &stranger, &ticket, four_stars()).await.expect_problem(404, "not-found");
    assert_eq!(rating(&app, &root, &ticket).await, None);
    let allowed = |ticket: Value| ticket["allowed_actions"]["rate"]["allowed"].clone();
    assert_eq!(allowed(app.ticket(&ada, &ticket).await), true);
    assert_eq!(allowed(app.ticket(&finn, &ticket).await), false);
    app.finish().await;
}
