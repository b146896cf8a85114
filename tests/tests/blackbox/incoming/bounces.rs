use deskhand_domain::people::EmailAddress;
use serde_json::{Value, json};

use super::scene::{DESK, Scene, scene};
use super::{Letter, answerable};
use crate::support::{Mail, TestApp};

/// A report that says what became of a letter (RFC 3464).
struct Report<'a> {
    /// Where it comes to.
    to: &'a str,
    action: &'a str,
    status: &'a str,
    /// What is sent back of the letter.
    returned: &'a str,
}

impl Report<'_> {
    /// The raw report. `n` tells it from others.
    fn raw(&self, n: u32) -> Vec<u8> {
        let Self { to, action, status, returned } = self;
        format!(
            "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.client.example\r\nTo: {to}\r\nSubject: Undelivered Mail\r\n\
             Message-ID: <{n}@mx.client.example>\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nIt did not arrive.\r\n--b\r\n\
             Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.client.example\r\n\r\n\
             Final-Recipient: rfc822; ada@example.com\r\nAction: {action}\r\nStatus: {status}\r\n\r\n--b\r\n\
             Content-Type: text/rfc822-headers\r\n\r\n{returned}\r\n--b--\r\n"
        )
        .into_bytes()
    }
}

fn failed(to: &str) -> Report<'_> {
    Report { to, action: "failed", status: "5.1.1", returned: "Subject: x" }
}

async fn report(app: &TestApp, report: &Report<'_>, n: u32) -> Value {
    let rcpt = EmailAddress::parse(report.to).unwrap();
    let path = format!("/mail?mail_from=&rcpt={}", rcpt.as_str().replace('+', "%2B"));
    let taken = app.deliver_raw(&path, report.raw(n)).await.expect(201);
    app.running().intake_worker().drain().await.unwrap();
    app.incoming(&app.superadmin().await, &taken).await.expect(200)
}

fn to<'m>(mails: &'m [Mail], address: &str) -> Vec<&'m Mail> {
    mails.iter().filter(|mail| mail.to == address).collect()
}

#[tokio::test]
async fn a_letter_that_comes_back_is_noted_and_after_the_second_no_more_are_sent_until_the_address_works_again() {
    let mut app = answerable().start().await;
    let Scene { ada, lin, ticket, to_ada, .. } = scene(&mut app).await;
    let root = app.superadmin().await;
    assert!(to_ada.sender.starts_with("support+b"), "a letter has an envelope address of its own: {}", to_ada.sender);
    let mail = report(&app, &failed(&to_ada.sender), 1).await;
    assert_eq!((&mail["reason"], &mail["kind"]), (&json!("bounce"), &json!("bounce")), "{mail}");
    let letters = app.mails().await;
    assert_eq!(letters.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), [lin.email.as_str()]);
    assert!(letters[0].text.contains("ada the customer") && letters[0].text.contains("5.1.1"), "{}", letters[0].text);
    let is_noted = |history: Vec<String>| history.iter().filter(|line| line.starts_with("mail_bounced")).count();
    assert_eq!((is_noted(app.history(&lin, &ticket).await), is_noted(app.history(&ada, &ticket).await)), (1, 0));
    let bounced = app.rows(&root, "/admin/outbox?state=bounced").await;
    assert_eq!((bounced.len(), &bounced[0]["last_answer"]), (1, &json!("5.1.1")), "{bounced:?}");
    report(&app, &failed(&to_ada.sender), 2).await;
    assert_eq!(
        app.get(&root, "/users/ada").await.expect(200)["unreachable_since"],
        Value::Null,
        "it is the same letter"
    );

    app.say(&lin, &ticket, "Press the button.").await.expect(201);
    let letters = app.mails().await;
    report(&app, &failed(&to(&letters, &ada.email)[0].sender), 3).await;
    assert_ne!(app.get(&root, "/users/ada").await.expect(200)["unreachable_since"], Value::Null);
    assert!(app.mails().await.is_empty(), "Lin hears of it once an hour");
    app.say(&lin, &ticket, "And turn it off.").await.expect(201);
    assert!(to(&app.mails().await, &ada.email).is_empty());
    let dropped = app.rows(&root, "/admin/outbox?state=dropped").await;
    assert_eq!(dropped[0]["last_answer"], "letters to the recipient's address come back");

    app.patch(&root, "/users/ada", json!({"reachable": false})).await.expect_problem(422, "invalid-fields");
    let ada_now = app.patch(&root, "/users/ada", json!({"reachable": true})).await.expect(200);
    assert_eq!(ada_now["unreachable_since"], Value::Null);
    app.say(&lin, &ticket, "Done?").await.expect(201);
    assert_eq!(to(&app.mails().await, &ada.email).len(), 1);
    app.finish().await;
}

#[tokio::test]
async fn an_answer_shows_that_an_address_works_again() {
    let mut app = answerable().start().await;
    let Scene { ada, lin, ticket, to_ada, .. } = scene(&mut app).await;
    app.say(&lin, &ticket, "Press the button.").await.expect(201);
    let letters = app.mails().await;
    report(&app, &failed(&to_ada.sender), 1).await;
    report(&app, &failed(&to(&letters, &ada.email)[0].sender), 2).await;
    let root = app.superadmin().await;
    assert_ne!(app.get(&root, "/users/ada").await.expect(200)["unreachable_since"], Value::Null);
    let answer = app.receive(&Letter::new(&ada.email, &super::reply_to(&to_ada))).await;
    assert_eq!(answer["reason"], "posted");
    assert_eq!(app.get(&root, "/users/ada").await.expect(200)["unreachable_since"], Value::Null);
    app.finish().await;
}

#[tokio::test]
async fn a_report_counts_by_the_id_of_the_letter_and_without_one_has_no_effect() {
    let mut app = answerable().start().await;
    let Scene { to_ada, .. } = scene(&mut app).await;
    let root = app.superadmin().await;
    let id = format!("Message-ID: {}", to_ada.header("message-id"));
    let delayed = Report { action: "delayed", status: "4.4.1", ..failed(&to_ada.sender) };
    assert_eq!(report(&app, &delayed, 1).await["reason"], "recorded");
    let forged =
        Report { returned: "Message-ID: <0190a8e2-0000-7000-8000-00000000002a@desk.example.com>", ..failed(DESK) };
    assert_eq!(report(&app, &forged, 2).await["reason"], "recorded", "no letter has that id");
    assert_eq!(report(&app, &failed(DESK), 3).await["reason"], "recorded", "only the address of Ada is named");
    let (tag, domain) = to_ada.sender.split_once('@').unwrap();
    let end = if tag.ends_with('0') { "1" } else { "0" };
    let altered = format!("{}{end}@{domain}", &tag[..tag.len() - 1]);
    assert_eq!(report(&app, &failed(&altered), 4).await["reason"], "recorded", "it is no address of a letter");
    assert!(app.rows(&root, "/admin/outbox?state=bounced").await.is_empty());
    assert_eq!(report(&app, &Report { returned: &id, ..failed(DESK) }, 5).await["reason"], "bounce");
    assert_eq!(app.rows(&root, "/admin/outbox?state=bounced").await.len(), 1);
    app.finish().await;
}

#[tokio::test]
async fn an_automatic_answer_to_the_envelope_address_is_noted_at_its_ticket() {
    let mut app = answerable().start().await;
    let Scene { ada, lin, ticket, to_ada, .. } = scene(&mut app).await;
    let away = Letter::new(&ada.email, &to_ada.sender).header("Auto-Submitted: auto-replied");
    assert_eq!(app.receive(&away).await["reason"], "recorded");
    assert!(app.history(&lin, &ticket).await.iter().any(|line| line.starts_with("automatic_answer")));
    app.finish().await;
}
