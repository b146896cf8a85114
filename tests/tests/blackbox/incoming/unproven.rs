use std::collections::BTreeSet;

use deskhand_domain::people::LinkPurpose;
use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use super::scene::DESK;
use super::{Letter, answerable};
use crate::support::{Mail, PASSWORD, TestApp};

const ADA: &str = "Ada Lovelace <ada@example.com>";

/// Another person signed up with ada's address, and knows the password of that account.
async fn scene() -> TestApp {
    let mut app = answerable().start().await;
    app.sign_up("ada", "customer").await.expect(201);
    app.mails().await;
    app
}

/// The links to take the account over, with the mails that came since the last look.
async fn claims(app: &mut TestApp) -> Vec<String> {
    let link = |mail: &Mail| {
        let line = mail.text.lines().find(|line| line.contains("/account/claim?token="))?;
        assert_eq!(
            (mail.to.as_str(), mail.subject.as_str()),
            ("ada@example.com", "Your mail waits for your confirmation")
        );
        Some(line.strip_prefix("https://desk.example.com").unwrap().to_owned())
    };
    app.mails().await.iter().filter_map(link).collect()
}

async fn take_over(app: &TestApp, link: &str) {
    let form = format!("token={}&password=another+good+one", link.split_once('=').unwrap().1);
    let request = app.request(Method::POST, "//account/claim").body(form);
    let done = app.send(request.header("content-type", "application/x-www-form-urlencoded")).await;
    assert_eq!(done.status, 200, "{}", done.body);
}

fn reason(mail: &Value) -> &str {
    mail["reason"].as_str().unwrap()
}

#[tokio::test]
async fn the_owner_of_an_unproven_address_takes_the_account_over_and_their_mail_opens_its_ticket() {
    let mut app = scene().await;
    let first = app.receive(&Letter::new(ADA, DESK).subject("The door").text("It is locked.\n")).await;
    assert_eq!(reason(&first), "unproven_account", "{first}");
    let links = claims(&mut app).await;
    assert_eq!(links.len(), 1);
    app.receive(&Letter::new(ADA, DESK).subject("The window")).await;
    assert_eq!(claims(&mut app).await, [""; 0], "one letter a day");

    let page = app.send(app.request(Method::GET, &format!("/{}", links[0]))).await;
    assert!(page.status == 200 && page.body.contains("Take the account over"), "{}", page.body);
    take_over(&app, &links[0]).await;
    app.try_sign_in("ada", PASSWORD).await.expect(401);
    app.try_sign_in("ada", "another good one").await.expect(200);

    app.running().intake_worker().drain().await.unwrap();
    let root = app.superadmin().await;
    let taken = app.incoming(&root, &first).await.expect(200);
    assert_eq!(reason(&taken), "opened", "{taken}");
    let tickets = app.rows(&root, "/tickets?reporter=ada").await;
    let titles: BTreeSet<_> = tickets.iter().map(|ticket| ticket["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["The door", "The window"].into());
    app.finish().await;
}

#[tokio::test]
async fn a_mere_confirmation_of_the_address_gives_the_mail_to_no_one() {
    let mut app = scene().await;
    let mail = app.receive(&Letter::new(ADA, DESK).subject("The door")).await;
    app.mails().await;
    app.wait(LinkPurpose::PAUSE);
    app.post_anonymously("/auth/email/resend", json!({"email": "ada@example.com"})).await.expect(202);
    app.run_once().await;
    let mails = app.mails().await;
    let token = mails.iter().find_map(|mail| mail.text.lines().find_map(|line| line.split_once("verify-email?token=")));
    let token = token.expect("a link").1.to_owned();
    app.post_anonymously("/auth/email/verify", json!({"token": token})).await.expect(204);
    app.running().intake_worker().drain().await.unwrap();
    let root = app.superadmin().await;
    assert_eq!(reason(&app.incoming(&root, &mail).await.expect(200)), "unproven_account");
    app.finish().await;
}

#[tokio::test]
async fn who_takes_an_account_over_is_not_kept_out_by_a_second_factor() {
    let mut app = scene().await;
    let thief = app.sign_in("ada").await;
    app.set_up_factor(&thief).await;
    app.receive(&Letter::new(ADA, DESK)).await;
    let link = claims(&mut app).await.remove(0);
    take_over(&app, &link).await;
    app.try_sign_in("ada", "another good one").await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn who_knows_only_the_password_gets_nothing_of_the_mail() {
    let app = scene().await;
    let mail = app.receive(&Letter::new(ADA, DESK).subject("The door").text("It is locked.\n")).await;
    let thief = app.sign_in("ada").await;
    assert!(app.rows(&thief, "/tickets").await.is_empty());
    app.incoming(&thief, &mail).await.expect(403);
    app.finish().await;
}

#[tokio::test]
async fn machines_and_refuted_mails_get_no_link_and_a_day_later_there_is_another() {
    let mut app = scene().await;
    let robot = Letter::new("ada@example.com", DESK).header("Auto-Submitted: auto-generated");
    assert_eq!(reason(&app.receive(&robot).await), "machine");
    let refuted = Letter::new(ADA, DESK).header("Authentication-Results: mx.desk.example.com; dmarc=fail");
    assert_eq!(reason(&app.receive(&refuted).await), "refuted");
    let silent = Letter::new(ADA, DESK).subject("Silence").header("X-Auto-Response-Suppress: All");
    assert_eq!(reason(&app.receive(&silent).await), "unproven_account");
    assert_eq!(claims(&mut app).await, [""; 0]);
    for (subject, wait, links) in [("One", Duration::DAY, 1), ("Two", Duration::ZERO, 1), ("Three", Duration::ZERO, 0)]
    {
        app.receive(&Letter::new(ADA, DESK).subject(subject)).await;
        assert_eq!(claims(&mut app).await.len(), links, "{subject}");
        app.wait(wait);
    }
    app.finish().await;
}
