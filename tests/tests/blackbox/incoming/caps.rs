use std::ops::Range;

use deskhand_domain::time::Duration;

use super::scene::{DESK, Scene, scene};
use super::{Letter, answerable, reply_to};
use crate::support::{Mail, Person, TestApp};

#[tokio::test]
async fn a_robot_without_marks_that_answers_each_receipt_opens_twenty_tickets_and_gets_one_receipt() {
    let mut app = answerable().start().await;
    let root = app.superadmin().await;
    app.mails().await;
    for n in 0..60 {
        let letter = Letter::new("robot@client.example", DESK).subject("Your message was received");
        app.receive(&letter.header(&format!("Message-ID: <{n}@client.example>"))).await;
        app.wait(Duration::SECOND);
    }
    let mails = app.rows(&root, "/mail/in").await;
    let count = |field: &str, word: &str| mails.iter().filter(|mail| mail[field] == word).count();
    assert_eq!((count("reason", "opened"), count("reason", "storm")), (20, 40));
    let receipts = app.mails().await.iter().filter(|mail| mail.to == "robot@client.example").count();
    assert_eq!(receipts, 1);
    app.receive(&Letter::new("eve@client.example", DESK)).await;
    assert!(app.mails().await.iter().any(|mail| mail.to == "eve@client.example"), "others are unharmed");
    app.wait(Duration::HOUR);
    let later = app.receive(&Letter::new("robot@client.example", DESK)).await;
    assert_eq!(later["reason"], "opened", "an hour later there is room again: {later}");
    app.finish().await;
}

#[tokio::test]
async fn answers_to_a_canceled_ticket_open_twenty_tickets_an_hour_and_of_a_machine_without_receipts() {
    let mut app = answerable().start().await;
    let Scene { ada, ticket, to_ada, .. } = scene(&mut app).await;
    app.move_to(&ada, &ticket, "canceled").await.expect(200);
    app.mails().await;
    let mut reasons = Vec::new();
    for n in 0..22 {
        let letter = Letter::new(&ada.email, &reply_to(&to_ada)).header("Auto-Submitted: auto-generated");
        let letter = letter.header(&format!("Message-ID: <{n}@client.example>"));
        reasons.push(app.receive(&letter).await["reason"].as_str().unwrap().to_owned());
    }
    let count = |reason: &str| reasons.iter().filter(|of| *of == reason).count();
    assert_eq!((count("followed_up"), count("storm")), (20, 2), "{reasons:?}");
    assert!(app.mails().await.iter().all(|mail| mail.to != ada.email), "no receipt goes to a machine");
    app.finish().await;
}

#[tokio::test]
async fn a_ticket_takes_thirty_mails_an_hour_and_of_a_machine_ten() {
    let mut app = answerable().start().await;
    let Scene { ada, to_ada, .. } = scene(&mut app).await;
    let send = async |n: u32, mark: &str| {
        let letter = Letter::new(&ada.email, &reply_to(&to_ada)).header(&format!("Message-ID: <{n}@client.example>"));
        let mail = app.receive(&if mark.is_empty() { letter } else { letter.header(mark) }).await;
        app.wait(Duration::SECOND);
        mail["reason"] == "posted"
    };
    for n in 0..10 {
        assert!(send(n, "Auto-Submitted: auto-generated").await, "{n}");
    }
    assert!(!send(10, "Auto-Submitted: auto-generated").await);
    for n in 11..31 {
        assert!(send(n, "").await, "{n}");
    }
    assert!(!send(31, "").await);
    app.finish().await;
}

#[tokio::test]
async fn mails_that_are_read_at_the_same_time_pass_no_cap() {
    let mut app = answerable().start().await;
    let Scene { ada, to_ada, .. } = scene(&mut app).await;
    receive_at_once(&app, &ada, &to_ada, 0..40).await;
    let mails = app.rows(&app.superadmin().await, "/mail/in").await;
    let count = |reason: &str| mails.iter().filter(|mail| mail["reason"] == reason).count();
    assert_eq!((count("posted"), count("storm")), (30, 10));
    app.finish().await;
}

#[tokio::test]
async fn mails_that_are_read_at_the_same_time_open_a_ticket_again_once() {
    let mut app = answerable().start().await;
    let Scene { lin, ada, ticket, to_ada, .. } = scene(&mut app).await;
    app.say(&lin, &ticket, "Press the button.").await.expect(201);
    app.move_to(&lin, &ticket, "resolved").await.expect(200);
    receive_at_once(&app, &ada, &to_ada, 0..8).await;
    // A ticket is opened again by mail five times a day.
    for n in 8..12 {
        app.move_to(&lin, &ticket, "resolved").await.expect(200);
        let letter = answer(&ada, &to_ada, n);
        assert_eq!(app.receive(&letter).await["reason"], "posted", "{n}");
    }
    app.move_to(&lin, &ticket, "resolved").await.expect(200);
    assert_eq!(app.receive(&answer(&ada, &to_ada, 12)).await["reason"], "storm");
    app.finish().await;
}

fn answer(from: &Person, letter: &Mail, n: u32) -> Letter {
    Letter::new(&from.email, &reply_to(letter)).header(&format!("Message-ID: <{n}@client.example>"))
}

/// Has all of these answers to a letter read at the same time, by two instances where there are two.
async fn receive_at_once(app: &TestApp, from: &Person, letter: &Mail, numbers: Range<u32>) {
    let count = numbers.len();
    for n in numbers {
        app.deliver(&answer(from, letter, n)).await.expect(201);
    }
    let (one, another) = (app.running().intake_worker(), app.running().intake_worker());
    let (one, another) = tokio::join!(one.drain(), another.drain());
    assert_eq!(one.unwrap() + another.unwrap(), count);
}
