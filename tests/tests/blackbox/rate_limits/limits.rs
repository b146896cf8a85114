use reqwest::Method;
use serde_json::json;
use time::Duration;

use super::{Instance, limited, too_often};
use crate::support::PASSWORD;

const HERE: &str = "203.0.113.1";
const THERE: &str = "203.0.113.2";

#[tokio::test]
async fn after_ten_sign_ins_a_minute_the_eleventh_waits_and_only_for_that_login_from_there() {
    let app = limited().start().await;
    let desk = Instance::of(&app);
    for left in (0..10).rev() {
        let answer = desk.sign_in_from(HERE, "ada").await;
        answer.expect_problem(401, "wrong-credentials");
        let expected = format!("\"signin-address\";r={};t=1, \"signin\";r={left};t=6", 90 + left);
        assert_eq!(answer.header("ratelimit"), expected);
        assert_eq!(answer.header("ratelimit-policy"), "\"signin-address\";q=100;w=60, \"signin\";q=10;w=60");
    }
    let refused = desk.sign_in_from(HERE, "ada").await;
    let wait = too_often(&refused);
    assert_eq!(wait, 6);
    assert!(refused.header("ratelimit").ends_with("\"signin\";r=0;t=6"), "{}", refused.header("ratelimit"));
    too_often(&desk.sign_in_from(HERE, " ADA ").await);

    desk.sign_in_from(THERE, "ada").await.expect_problem(401, "wrong-credentials");
    desk.sign_in_from(HERE, "bea").await.expect_problem(401, "wrong-credentials");
    app.wait(Duration::seconds(wait - 1));
    too_often(&desk.sign_in_from(HERE, "ada").await);
    app.wait(Duration::seconds(1));
    desk.sign_in_from(HERE, "ada").await.expect_problem(401, "wrong-credentials");
    too_often(&desk.sign_in_from(HERE, "ada").await);
    app.finish().await;
}

#[tokio::test]
async fn a_right_password_is_let_in_again_after_the_wait() {
    let app = limited().setting("limits.sign_in", "2/1m").start().await;
    let desk = Instance::of(&app);
    let right = json!({"login": "admin", "password": PASSWORD});
    for _ in 0..2 {
        desk.sign_in_from(HERE, "admin").await.expect_problem(401, "wrong-credentials");
    }
    too_often(&desk.post_from(HERE, "/auth/signin", &right).await);
    app.wait(Duration::seconds(30));
    desk.post_from(HERE, "/auth/signin", &right).await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn one_address_with_many_logins_is_held_up_too() {
    let app = limited().setting("limits.sign_in_address", "20/1m").start().await;
    let desk = Instance::of(&app);
    for n in 0..20 {
        desk.sign_in_from(HERE, &format!("login-{n}")).await.expect_problem(401, "wrong-credentials");
    }
    let answer = desk.sign_in_from(HERE, "one-more").await;
    assert_eq!(too_often(&answer), 3);
    assert_eq!(answer.header("ratelimit"), "\"signin-address\";r=0;t=3");
    desk.sign_in_from(THERE, "one-more").await.expect_problem(401, "wrong-credentials");
    app.finish().await;
}

#[tokio::test]
async fn every_route_for_strangers_has_its_limit_and_says_so_whatever_it_answers() {
    let routes = [
        ("/auth/signup", "sign_up", "signup"),
        ("/auth/refresh", "refresh", "refresh"),
        ("/auth/signout", "refresh", "refresh"),
        ("/auth/email/resend", "mail", "mail"),
        ("/auth/password/forgot", "mail", "mail"),
        ("/auth/email/verify", "link", "link"),
        ("/auth/password/reset", "link", "link"),
    ];
    for (path, setting, name) in routes {
        let app = limited().setting(&format!("limits.{setting}"), "3/1m").start().await;
        let desk = Instance::of(&app);
        for left in (0..3).rev() {
            let answer = desk.post_from(HERE, path, &json!({})).await;
            assert_eq!(answer.status, 422, "{path}: {}", answer.body);
            assert_eq!(answer.header("ratelimit-policy"), format!("\"{name}\";q=3;w=60"), "{path}");
            assert_eq!(answer.header("ratelimit"), format!("\"{name}\";r={left};t=20"), "{path}");
        }
        too_often(&desk.post_from(HERE, path, &json!({})).await);
        desk.post_from(THERE, path, &json!({})).await.expect(422);
        app.wait(Duration::seconds(20));
        desk.post_from(HERE, path, &json!({})).await.expect(422);
        app.finish().await;
    }
}

#[tokio::test]
async fn changes_are_limited_for_each_person_with_their_programs_and_reads_are_not() {
    let app = limited().setting("limits.writes", "4/1m").start().await;
    let (ada, bea) = (app.customer("ada").await, app.customer("bea").await);
    let desk = Instance::of(&app);
    let rename = json!({"name": "Ada"});
    let program = desk.call(&ada.token, Method::POST, "/api-keys", &json!({"name": "N", "scopes": ["write"]})).await;
    let program = program.expect(201)["key"].as_str().unwrap().to_owned();
    for token in [&ada.token, &program, &ada.token] {
        let ticket = json!({"title": "T", "description": "D"});
        desk.call(token, Method::POST, "/tickets", &ticket).await.expect(201);
    }
    let refused = desk.call(&ada.token, Method::PATCH, "/me", &rename).await;
    assert_eq!(too_often(&refused), 15);
    assert_eq!(refused.header("ratelimit-policy"), "\"writes\";q=4;w=60");
    too_often(&desk.call(&program, Method::POST, "/tickets", &json!({})).await);

    desk.call(&bea.token, Method::PATCH, "/me", &rename).await.expect(200);
    let read = app.client.get(format!("{}/api/v1/me", desk.base)).bearer_auth(&ada.token);
    let read = app.send(read).await;
    read.expect(200);
    assert_eq!(read.header("ratelimit"), "");
    app.wait(Duration::seconds(15));
    desk.call(&ada.token, Method::PATCH, "/me", &rename).await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn the_current_password_cannot_be_guessed_in_an_open_session() {
    let app = limited().start().await;
    let ada = app.customer("ada").await;
    let desk = Instance::of(&app);
    let guess = json!({"current_password": "wrong", "new_password": "another good one"});
    for _ in 0..10 {
        desk.call(&ada.token, Method::PUT, "/me/password", &guess).await.expect_problem(422, "invalid-fields");
    }
    too_often(&desk.call(&ada.token, Method::PUT, "/me/password", &guess).await);
    desk.call(&ada.token, Method::PATCH, "/me", &json!({"name": "Ada"})).await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn a_limit_that_is_off_limits_nothing_and_says_nothing() {
    let app = limited().setting("limits.sign_in", "off").setting("limits.sign_in_address", "off").start().await;
    let desk = Instance::of(&app);
    for _ in 0..30 {
        let answer = desk.sign_in_from(HERE, "ada").await;
        answer.expect_problem(401, "wrong-credentials");
        assert_eq!((answer.header("ratelimit"), answer.header("ratelimit-policy")), (String::new(), String::new()));
    }
    app.finish().await;
}
