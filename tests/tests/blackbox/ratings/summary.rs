use serde_json::{Value, json};
use time::Duration;

use super::{four_stars, rate, rating, resolved};
use crate::support::{Person, TestApp, path_of};

/// Count, average, and how many have so many stars.
fn figures(ratings: &Value) -> (u64, Option<f64>, [u64; 5]) {
    let by_stars = ["1", "2", "3", "4", "5"].map(|stars| ratings["by_stars"][stars].as_u64().unwrap());
    (ratings["count"].as_u64().unwrap(), ratings["average_stars"].as_f64(), by_stars)
}

/// Of all that happened until now.
async fn summary(app: &TestApp, who: &Person) -> Value {
    app.wait(Duration::seconds(1));
    app.get(who, "/reports/summary").await.expect(200)
}

#[tokio::test]
async fn a_summary_counts_the_ratings_of_the_period_for_all_and_for_each_engineer() {
    let app = TestApp::start().await;
    let (bob, ada, root) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    assert_eq!(figures(&summary(&app, &root).await["ratings"]), (0, None, [0; 5]));
    let mut last = Value::Null;
    for stars in [1, 4, 5] {
        last = resolved(&app, &ada, &bob).await;
        rate(&app, &ada, &last, json!({"stars": stars})).await.expect(200);
    }
    let expected = (3, Some(3.33), [1, 0, 0, 1, 1]);
    for who in [&root, &bob] {
        let summary = summary(&app, who).await;
        assert_eq!(figures(&summary["ratings"]), expected, "{}", who.username);
        assert_eq!(figures(&summary["engineers"][0]["ratings"]), expected, "{}", who.username);
    }
    rate(&app, &ada, &last, json!({"stars": 4})).await.expect(200);
    assert_eq!(figures(&summary(&app, &root).await["ratings"]), (3, Some(3.0), [1, 0, 0, 2, 0]), "the newest counts");
    let before = app.get(&root, "/reports/summary?from=2000-01-01T00:00:00Z&to=2001-01-01T00:00:00Z").await.expect(200);
    assert_eq!(figures(&before["ratings"]), (0, None, [0; 5]));
    app.finish().await;
}

#[tokio::test]
async fn an_engineer_reads_no_ratings_of_tickets_that_they_only_follow() {
    let app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let ticket = resolved(&app, &ada, &bob).await;
    let carl = app.engineer("carl").await;
    app.put(&ada, &format!("{}/followers/carl", path_of(&ticket))).await.expect(204);
    rate(&app, &ada, &ticket, json!({"stars": 2})).await.expect(200);
    let summary = summary(&app, &carl).await;
    assert_eq!((figures(&summary["ratings"]), &summary["resolved"]), ((0, None, [0; 5]), &json!(1)));
    app.finish().await;
}

#[tokio::test]
async fn a_deleted_ticket_takes_its_rating_along_and_the_words_of_a_removed_person_stay() {
    let app = TestApp::start().await;
    let (bob, ada, root) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let (kept, deleted) = (resolved(&app, &ada, &bob).await, resolved(&app, &ada, &bob).await);
    for ticket in [&kept, &deleted] {
        rate(&app, &ada, ticket, four_stars()).await.expect(200);
    }
    app.delete(&root, &path_of(&deleted)).await.expect(204);
    app.delete(&root, "/users/ada").await.expect(204);
    assert_eq!(summary(&app, &root).await["ratings"]["count"], 1);
    assert_eq!(rating(&app, &root, &kept).await, Some((4, json!("Quick and friendly."))));
    app.finish().await;
}
