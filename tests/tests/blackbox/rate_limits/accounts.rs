use serde_json::json;

use super::{Instance, limited, too_often};
use crate::support::PASSWORD;

const HERE: &str = "203.0.113.1";

#[tokio::test]
async fn every_way_to_write_the_login_of_an_account_counts_as_one() {
    let app = limited().setting("limits.sign_in", "6/1m").start().await;
    app.customer("ada").await;
    let desk = Instance::of(&app);
    let spellings =
        ["ada", " ADA ", "ada@example.com", "Ada@EXAMPLE.com", "ada@exam\u{ad}ple.com", "ada@\u{ad}example.c\u{ad}om"];
    for login in spellings {
        desk.sign_in_from(HERE, login).await.expect_problem(401, "wrong-credentials");
    }
    for login in spellings {
        too_often(&desk.sign_in_from(HERE, login).await);
    }
    // What is no account counts by what it would be, so that the limit does not show which logins exist.
    let unknown = ["eve@example.com", "EVE@example.com", "eve@exam\u{ad}ple.com"];
    for login in unknown.iter().cycle().take(6) {
        desk.sign_in_from(HERE, login).await.expect_problem(401, "wrong-credentials");
    }
    too_often(&desk.sign_in_from(HERE, unknown[0]).await);
    app.finish().await;
}

#[tokio::test]
async fn many_addresses_together_do_not_guess_faster_and_do_not_lock_the_owner_out() {
    let app = limited().setting("limits.sign_in_account", "10/1h").start().await;
    let ada = app.sign_up("ada", "customer").await.expect(201);
    let desk = Instance::of(&app);
    let right = json!({"login": "ada", "password": PASSWORD});
    desk.post_from(HERE, "/auth/signin", &right).await.expect(200);
    let logins = ["ada", ada["email"].as_str().unwrap()];
    for n in 0..9 {
        let answer = desk.sign_in_from(&format!("198.51.100.{n}"), logins[n % 2]).await;
        answer.expect_problem(401, "wrong-credentials");
        assert!(!answer.header("ratelimit").contains("account"), "nobody sees how often others signed in");
    }
    for n in 10..20 {
        assert_eq!(too_often(&desk.sign_in_from(&format!("198.51.100.{n}"), logins[n % 2]).await), 360);
    }
    too_often(&desk.post_from("198.51.100.99", "/auth/signin", &right).await);
    // From an address of which the log knows a sign-in, the owner still gets in, after any number of guesses of others.
    desk.post_from(HERE, "/auth/signin", &right).await.expect(200);
    desk.sign_in_from(HERE, "ada").await.expect_problem(401, "wrong-credentials");
    desk.sign_in_from("198.51.100.99", "bea").await.expect_problem(401, "wrong-credentials");
    app.wait(time::Duration::minutes(6));
    desk.sign_in_from("198.51.100.100", "ada").await.expect_problem(401, "wrong-credentials");
    too_often(&desk.sign_in_from("198.51.100.101", "ada").await);
    app.finish().await;
}
