use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::support::{Person, TestApp};

#[tokio::test]
async fn an_access_token_is_good_for_fifteen_minutes_and_not_a_second_longer() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;

    app.wait(Duration::minutes(15) - Duration::seconds(1));
    app.get(&ada, "/me").await.expect(200);
    app.wait(Duration::seconds(1));
    let answer = app.get(&ada, "/me").await;

    answer.expect_problem(401, "unauthenticated");
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    app.finish().await;
}

#[tokio::test]
async fn a_refresh_gives_new_keys_of_the_same_session() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.wait(Duration::hours(3));

    let again = Person::signed_in(&app.refresh(&ada.refresh_token).await.expect(200));

    assert_ne!((&again.token, &again.refresh_token), (&ada.token, &ada.refresh_token));
    assert_eq!(again.id, ada.id);
    app.get(&again, "/me").await.expect(200);
    app.get(&ada, "/me").await.expect_problem(401, "unauthenticated");
    app.finish().await;
}

#[tokio::test]
async fn a_refresh_token_is_good_for_seven_days_from_its_last_use() {
    let app = TestApp::start().await;
    let used = app.customer("ada").await;
    let unused = app.customer("bea").await;

    app.wait(Duration::days(7) - Duration::seconds(1));
    let used = Person::signed_in(&app.refresh(&used.refresh_token).await.expect(200));
    app.wait(Duration::seconds(1));
    app.refresh(&unused.refresh_token).await.expect_problem(401, "unauthenticated");
    app.wait(Duration::days(7) - Duration::seconds(2));
    let used = Person::signed_in(&app.refresh(&used.refresh_token).await.expect(200));
    app.wait(Duration::days(7));
    app.refresh(&used.refresh_token).await.expect_problem(401, "unauthenticated");
    app.finish().await;
}

#[tokio::test]
async fn a_refresh_token_that_comes_twice_ends_the_session_and_no_other() {
    let app = TestApp::start().await;
    let first = app.customer("ada").await;
    let other_device = app.sign_in("ada").await;
    let second = Person::signed_in(&app.refresh(&first.refresh_token).await.expect(200));
    let third = Person::signed_in(&app.refresh(&second.refresh_token).await.expect(200));
    app.get(&third, "/me").await.expect(200);
    app.wait(Duration::seconds(10));

    app.refresh(&first.refresh_token).await.expect_problem(401, "unauthenticated");

    for stolen in [&first, &second, &third] {
        app.get(stolen, "/me").await.expect_problem(401, "unauthenticated");
        app.refresh(&stolen.refresh_token).await.expect_problem(401, "unauthenticated");
    }
    app.get(&other_device, "/me").await.expect(200);
    app.refresh(&other_device.refresh_token).await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn two_windows_that_refresh_together_get_the_same_successor_and_stay_signed_in() {
    let app = TestApp::start().await;
    let first = app.customer("ada").await;
    let one = Person::signed_in(&app.refresh(&first.refresh_token).await.expect(200));
    app.wait(Duration::seconds(9));
    let other = Person::signed_in(&app.refresh(&first.refresh_token).await.expect(200));

    assert_eq!(one.refresh_token, other.refresh_token);
    app.get(&one, "/me").await.expect(200);
    app.get(&other, "/me").await.expect(200);
    let next = Person::signed_in(&app.refresh(&other.refresh_token).await.expect(200));

    // Ten seconds after its first use, a copy of the old token is a theft.
    app.wait(Duration::seconds(1));
    app.refresh(&first.refresh_token).await.expect_problem(401, "unauthenticated");
    app.get(&next, "/me").await.expect_problem(401, "unauthenticated");
    app.refresh(&next.refresh_token).await.expect_problem(401, "unauthenticated");
    app.finish().await;
}

#[tokio::test]
async fn twenty_refreshes_at_once_get_one_successor_and_it_is_good_once() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let body = json!({"refresh_token": ada.refresh_token});
    let requests = (0..20).map(|_| app.request(Method::POST, "/auth/refresh").json(&body)).collect();

    let answers = app.send_all_at_once(requests).await;

    let keys: Vec<_> = answers.iter().map(|answer| Person::signed_in(&answer.expect(200))).collect();
    assert!(keys.iter().all(|one| one.refresh_token == keys[0].refresh_token), "{keys:?}");
    app.get(&keys[0], "/me").await.expect(200);
    app.refresh(&keys[0].refresh_token).await.expect(200);
    app.wait(Duration::seconds(10));
    app.refresh(&keys[1].refresh_token).await.expect_problem(401, "unauthenticated");
    app.get(&keys[0], "/me").await.expect_problem(401, "unauthenticated");
    app.finish().await;
}

#[tokio::test]
async fn a_suspended_person_gets_no_successor_again() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.refresh(&ada.refresh_token).await.expect(200);
    let root = app.superadmin().await;
    app.change_user(&root, "ada", json!({"status": "suspended"})).await;
    app.refresh(&ada.refresh_token).await.expect_problem(401, "unauthenticated");
    app.finish().await;
}

#[tokio::test]
async fn a_session_is_refreshed_by_the_rules_of_a_sign_in() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.unverify_address("ada").await;
    app.mails().await;
    app.stop().await;
    app.set("workflow.require_verified_email", true);
    app.start_again().await;
    app.refresh(&ada.refresh_token).await.expect_problem(401, "unauthenticated");
    app.finish().await;
}

#[tokio::test]
async fn a_session_ends_after_thirty_days_however_often_it_is_used() {
    let app = TestApp::start().await;
    let mut ada = app.customer("ada").await;
    for _ in 0..5 {
        app.wait(Duration::days(6) - Duration::seconds(1));
        ada = Person::signed_in(&app.refresh(&ada.refresh_token).await.expect(200));
    }
    let last = app.refresh(&ada.refresh_token).await.expect(200);
    assert_eq!(last["expires_in"], 5, "the access token does not outlive the session");
    let ada = Person::signed_in(&last);
    app.wait(Duration::seconds(4));
    app.get(&ada, "/me").await.expect(200);
    app.wait(Duration::seconds(1));
    app.get(&ada, "/me").await.expect_problem(401, "unauthenticated");
    app.refresh(&ada.refresh_token).await.expect_problem(401, "unauthenticated");
    app.sign_in("ada").await;
    app.finish().await;
}

#[tokio::test]
async fn signing_out_ends_the_session_at_once_and_only_this_one() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let other_device = app.sign_in("ada").await;
    let sign_out = |token: &str| app.request(Method::POST, "/auth/signout").json(&json!({"refresh_token": token}));

    let answer = app.send(sign_out(&ada.refresh_token)).await;
    answer.expect(204);
    assert_eq!(answer.body, "");
    app.get(&ada, "/me").await.expect_problem(401, "unauthenticated");
    app.refresh(&ada.refresh_token).await.expect_problem(401, "unauthenticated");
    app.get(&other_device, "/me").await.expect(200);

    app.send(sign_out(&ada.refresh_token)).await.expect(204);
    app.send(sign_out("a token that nobody has")).await.expect(204);
    app.get(&other_device, "/me").await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn signing_out_with_an_old_token_of_the_session_ends_it_too() {
    let app = TestApp::start().await;
    let first = app.customer("ada").await;
    let second = Person::signed_in(&app.refresh(&first.refresh_token).await.expect(200));

    app.post_anonymously("/auth/signout", json!({"refresh_token": first.refresh_token})).await.expect(204);

    app.get(&second, "/me").await.expect_problem(401, "unauthenticated");
    app.refresh(&second.refresh_token).await.expect_problem(401, "unauthenticated");
    app.finish().await;
}
