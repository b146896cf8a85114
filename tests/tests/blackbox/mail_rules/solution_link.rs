use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::support::{Answer, Mail, Person, TestApp};

/// The token of the two links in a letter about a solution; `None` in others.
fn token_in(mail: &Mail) -> Option<String> {
    let urls = || mail.text.lines().filter(|line| line.contains("/solved?token="));
    let token = urls().next()?.split_once("token=").unwrap().1.split('&').next().unwrap().to_owned();
    let ends: Vec<_> = urls().map(|url| url.rsplit_once('&').unwrap().1).collect();
    assert_eq!(ends, ["answer=solved", "answer=not_solved"]);
    assert!(mail.html.contains(&format!("/solved?token={token}&amp;answer=not_solved")), "{}", mail.html);
    Some(token)
}

async fn look(app: &TestApp, token: &str) -> Answer {
    app.send(app.request(Method::GET, &format!("//solved?token={token}&answer=not_solved"))).await
}

async fn press(app: &TestApp, token: &str, answer: &str, words: &str) -> Answer {
    let form = format!("token={token}&answer={answer}&words={}", words.replace(' ', "+"));
    let request = app.request(Method::POST, "//solved");
    app.send(request.header("content-type", "application/x-www-form-urlencoded").body(form)).await
}

async fn status(app: &TestApp, who: &Person) -> Value {
    app.get(who, "/tickets/1").await.expect(200)["status"].clone()
}

/// The engineer answers and resolves; returns the token in the letter to the reporter.
async fn resolve(app: &mut TestApp, bob: &Person, ada: &Person) -> String {
    app.wait(Duration::seconds(1));
    app.post(bob, "/tickets/1/messages", json!({"body": "Try tray 2."})).await.expect(201);
    app.patch(bob, "/tickets/1", json!({"status": "resolved"})).await.expect(200);
    let mails = app.mails().await;
    let of_others = mails.iter().filter(|mail| mail.to != ada.email);
    assert_eq!(of_others.filter_map(token_in).count(), 0, "only the reporter says whether it is solved");
    mails.iter().filter(|mail| mail.to == ada.email).find_map(token_in).unwrap()
}

async fn opened(app: &mut TestApp) -> (Person, Person) {
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    app.open_ticket(&ada, "No paper & toner").await;
    app.mails().await;
    (bob, ada)
}

#[tokio::test]
async fn the_reporter_closes_a_resolved_ticket_by_a_button_in_the_letter() {
    let mut app = TestApp::start().await;
    let (bob, ada) = opened(&mut app).await;
    let token = resolve(&mut app, &bob, &ada).await;

    let page = look(&app, &token).await;
    assert!(page.status == 200 && page.body.contains("No paper &#38; toner"), "{}", page.body);
    assert_eq!(status(&app, &ada).await, "resolved", "to look at the page changes nothing");
    for _ in 0..2 {
        assert_eq!(press(&app, &token, "solved", "").await.status, 200);
        assert_eq!(status(&app, &ada).await, "closed");
    }
    let closings = app.rows(&ada, "/tickets/1/history").await;
    let closings = closings.iter().filter(|event| event["kind"] == "status_changed" && event["after"] == "closed");
    let by: Vec<_> = closings.map(|event| event["by"]["username"].clone()).collect();
    assert_eq!(by, ["ada"], "once, by the reporter");
    app.finish().await;
}

#[tokio::test]
async fn what_is_not_solved_is_open_again_with_the_words_of_the_reporter() {
    let mut app = TestApp::start().await;
    let (bob, ada) = opened(&mut app).await;
    let first = resolve(&mut app, &bob, &ada).await;

    let page = press(&app, &first, "not_solved", "%E2%80%8B").await;
    assert!(page.status == 200 && page.body.contains("class=\"wrong\""), "{}", page.body);
    assert_eq!(press(&app, &first, "not_solved", &"x".repeat(70_000)).await.status, 413);
    assert_eq!(status(&app, &ada).await, "resolved");

    assert_eq!(press(&app, &first, "not_solved", "It still jams.").await.status, 200);
    assert_eq!(status(&app, &ada).await, "open");
    let last = app.rows(&bob, "/tickets/1/messages").await.pop().unwrap();
    assert_eq!((&last["kind"], &last["body"]), (&json!("request"), &json!("It still jams.")));
    assert_eq!((look(&app, &first).await.status, press(&app, &first, "solved", "").await.status), (422, 422));

    let second = resolve(&mut app, &bob, &ada).await;
    assert_ne!(first, second);
    assert_eq!(press(&app, &first, "solved", "").await.status, 422, "a link is about one solution");
    assert_eq!(press(&app, &second, "not_solved", "").await.status, 200);
    assert_eq!(status(&app, &ada).await, "open");
    app.finish().await;
}

/// A double click, also where two instances get one press each.
#[tokio::test]
async fn two_presses_at_once_say_once_that_it_is_not_solved() {
    let mut app = TestApp::start().await;
    let (bob, ada) = opened(&mut app).await;
    let token = resolve(&mut app, &bob, &ada).await;
    let before = app.rows(&bob, "/tickets/1/messages").await.len();

    let presses = (0..8).map(|_| press(&app, &token, "not_solved", "It still jams."));
    let mut answers: Vec<_> = join_all(presses).await.iter().map(|answer| answer.status).collect();
    answers.sort_unstable();
    assert_eq!(answers, [200, 422, 422, 422, 422, 422, 422, 422]);
    assert_eq!(app.rows(&bob, "/tickets/1/messages").await.len(), before + 1);
    app.finish().await;
}

#[tokio::test]
async fn a_link_that_was_altered_or_whose_ticket_is_gone_does_nothing() {
    let mut app = TestApp::start().await;
    let (bob, ada) = opened(&mut app).await;
    let token = resolve(&mut app, &bob, &ada).await;
    let (ids, check) = token.rsplit_once('.').unwrap();
    let (ticket, person) = ids.split_once('.').unwrap();
    let bobs = bob.id.replace('-', "");
    let altered = if check.starts_with('0') { check.replacen('0', "1", 1) } else { format!("0{}", &check[1..]) };
    for wrong in ["", "x", ids, &format!("{ids}."), &format!("{ids}.{altered}"), &format!("{ticket}.{bobs}.{check}")] {
        assert_eq!(look(&app, wrong).await.status, 422, "{wrong}");
        assert_eq!(press(&app, wrong, "solved", "").await.status, 422, "{wrong}");
    }
    assert_eq!((look(&app, &token).await.status, status(&app, &ada).await, person.len()), (200, json!("resolved"), 32));
    let root = app.superadmin().await;
    app.delete(&root, "/tickets/1").await.expect(204);
    assert_eq!(press(&app, &token, "solved", "").await.status, 422);
    app.finish().await;
}
