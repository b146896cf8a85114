use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use super::{rate, rated, rating, resolve, resolved};
use crate::support::{Answer, Mail, Person, TestApp, path_of};

/// The token of the five links in a letter; `None` in letters without.
fn token_in(mail: &Mail) -> Option<String> {
    let urls = || mail.text.lines().filter(|line| line.contains("/rate?token="));
    let token = urls().next()?.split_once("token=").unwrap().1.split('&').next().unwrap().to_owned();
    let ends: Vec<_> = urls().map(|url| url.rsplit_once('&').unwrap().1).collect();
    assert_eq!(ends, ["stars=1", "stars=2", "stars=3", "stars=4", "stars=5"]);
    for stars in 1..=5 {
        assert!(mail.html.contains(&format!("/rate?token={token}&#38;stars={stars}\"")), "{}", mail.html);
    }
    Some(token)
}

/// The token in the letter to this person, and no other letter has one.
async fn token_for(app: &mut TestApp, who: &Person) -> String {
    let mails = app.mails().await;
    let (theirs, others): (Vec<_>, Vec<_>) = mails.iter().partition(|mail| mail.to == who.email);
    assert_eq!(others.into_iter().filter_map(token_in).count(), 0, "only the reporter rates");
    theirs.into_iter().find_map(token_in).unwrap()
}

async fn look(app: &TestApp, token: &str, stars: &str) -> Answer {
    app.send(app.request(Method::GET, &format!("//rate?token={token}&stars={stars}"))).await
}

async fn press(app: &TestApp, token: &str, stars: &str, words: &str) -> Answer {
    let form = format!("token={token}&stars={stars}&words={}", words.replace(' ', "+"));
    let request = app.request(Method::POST, "//rate");
    app.send(request.header("content-type", "application/x-www-form-urlencoded").body(form)).await
}

/// A resolved ticket with a follower, and the token in the letter to its reporter.
async fn desk() -> (TestApp, [Person; 3], Value, String) {
    let mut app = TestApp::start().await;
    let (bob, ada, finn) = (app.engineer("bob").await, app.customer("ada").await, app.customer("finn").await);
    let ticket = app.open_ticket(&ada, "No paper & toner").await;
    app.put(&ada, &format!("{}/followers/finn", path_of(&ticket))).await.expect(204);
    app.mails().await;
    resolve(&app, &bob, &ticket).await;
    let token = token_for(&mut app, &ada).await;
    (app, [bob, ada, finn], ticket, token)
}

#[tokio::test]
async fn the_reporter_rates_by_a_button_behind_a_link_in_the_letter_and_once() {
    let (app, [_, ada, _], ticket, token) = desk().await;
    let page = look(&app, &token, "4").await;
    assert!(page.status == 200 && page.body.contains("No paper &#38; toner"), "{}", page.body);
    assert!(page.body.contains("value=\"4\" required checked") && page.body.matches(" checked").count() == 1);
    assert!(page.header("content-security-policy").contains("default-src 'none'"));
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    for odd in ["", "0", "6", "x"] {
        assert_eq!(look(&app, &token, odd).await.body.matches(" checked").count(), 0, "{odd}");
    }
    assert_eq!(rating(&app, &ada, &ticket).await, None, "to look at the page changes nothing");

    // Another number than that of the link, and words.
    for _ in 0..2 {
        let thanks = press(&app, &token, "5", "Thank you.").await;
        assert!(thanks.status == 200 && thanks.body.contains("Your rating: 5 of 5."), "{}", thanks.body);
    }
    assert_eq!(rating(&app, &ada, &ticket).await, Some((5, json!("Thank you."))));
    for (stars, words) in [("1", ""), ("5", "Other words.")] {
        let page = press(&app, &token, stars, words).await;
        assert!(page.status == 200 && page.body.contains("This link does not change it."), "{}", page.body);
    }
    assert!(look(&app, &token, "1").await.body.contains("Your rating: 5 of 5."));
    assert_eq!(rating(&app, &ada, &ticket).await, Some((5, json!("Thank you."))));
    assert_eq!(rated(&app, &ada, &ticket).await, ["rated: - > 5 by ada"]);
    app.finish().await;
}

#[tokio::test]
async fn what_is_wrong_in_the_form_is_said_beside_what_was_typed() {
    let (app, [_, ada, _], ticket, token) = desk().await;
    for stars in ["", "0", "6", "five"] {
        let page = press(&app, &token, stars, "Some words").await;
        assert!(page.status == 200 && page.body.contains("Choose a number"), "{stars}: {}", page.body);
        assert!(page.body.contains(">Some words</textarea>"), "{}", page.body);
    }
    let page = press(&app, &token, "2", &"x".repeat(1_001)).await;
    assert!(page.status == 200 && page.body.contains("must have at most 1000 characters"), "{}", page.body);
    assert!(page.body.contains("value=\"2\" required checked"), "{}", page.body);
    assert_eq!(rating(&app, &ada, &ticket).await, None);
    assert_eq!(press(&app, &token, "2", "+").await.status, 200);
    assert_eq!(rating(&app, &ada, &ticket).await, Some((2, Value::Null)));
    app.finish().await;
}

#[tokio::test]
async fn an_old_link_does_nothing_to_a_ticket_that_was_opened_again_or_rated_otherwise() {
    let (mut app, [bob, ada, _], ticket, first) = desk().await;
    app.move_to(&ada, &ticket, "open").await.expect(200);
    assert_eq!((look(&app, &first, "1").await.status, press(&app, &first, "1", "").await.status), (422, 422));

    resolve(&app, &bob, &ticket).await;
    let second = token_for(&mut app, &ada).await;
    let page = press(&app, &first, "1", "").await;
    assert!(page.status == 422 && page.body.contains("Nothing was changed."), "{}", page.body);
    rate(&app, &ada, &ticket, json!({"stars": 3})).await.expect(200);
    assert!(press(&app, &second, "1", "").await.body.contains("Your rating: 3 of 5."));
    assert_eq!(rating(&app, &ada, &ticket).await, Some((3, Value::Null)));

    // A closed ticket is rated by the link of its solution.
    app.move_to(&ada, &ticket, "open").await.expect(200);
    resolve(&app, &bob, &ticket).await;
    let third = token_for(&mut app, &ada).await;
    app.wait(Duration::seconds(1));
    app.move_to(&ada, &ticket, "closed").await.expect(200);
    assert!(press(&app, &third, "4", "").await.body.contains("Your rating: 4 of 5."));
    assert_eq!(rated(&app, &ada, &ticket).await, ["rated: - > 3 by ada", "rated: 3 > 4 by ada"]);
    app.finish().await;
}

#[tokio::test]
async fn a_link_that_was_altered_or_is_for_something_else_rates_nothing() {
    let (app, [bob, ada, _], ticket, token) = desk().await;
    let (ids, check) = token.rsplit_once('.').unwrap();
    let (id, _) = ids.split_once('.').unwrap();
    let bobs = bob.id.replace('-', "");
    let altered = if check.starts_with('0') { check.replacen('0', "1", 1) } else { format!("0{}", &check[1..]) };
    for wrong in ["", "x", ids, &format!("{ids}."), &format!("{ids}.{altered}"), &format!("{id}.{bobs}.{check}")] {
        assert_eq!(look(&app, wrong, "1").await.status, 422, "{wrong}");
        assert_eq!(press(&app, wrong, "1", "").await.status, 422, "{wrong}");
        assert_eq!(press(&app, wrong, "", "").await.status, 422, "{wrong}");
    }
    let solved = app.send(app.request(Method::GET, &format!("//solved?token={token}"))).await;
    assert_eq!(solved.status, 422, "it answers no other question");
    assert_eq!(rating(&app, &ada, &ticket).await, None);

    let root = app.superadmin().await;
    app.change_user(&root, "ada", json!({"status": "suspended"})).await;
    assert_eq!(press(&app, &token, "1", "").await.status, 403);
    app.delete(&root, &path_of(&ticket)).await.expect(204);
    assert_eq!(press(&app, &token, "1", "").await.status, 422);
    app.finish().await;
}

#[tokio::test]
async fn a_letter_asks_for_no_rating_that_there_is_or_that_its_reader_cannot_give() {
    let mut app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let ticket = resolved(&app, &ada, &bob).await;
    rate(&app, &ada, &ticket, json!({"stars": 3})).await.expect(200);
    assert_eq!(app.mails().await.iter().filter_map(token_in).count(), 0, "it is rated");

    app.move_to(&ada, &ticket, "open").await.expect(200);
    app.move_to(&bob, &ticket, "unresolved").await.expect(200);
    assert_eq!(app.mails().await.iter().filter_map(token_in).count(), 0, "it has no solution");
    app.finish().await;
}
