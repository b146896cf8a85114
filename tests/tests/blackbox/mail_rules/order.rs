use std::time::{Duration, Instant};

use deskhand_domain::history::EventKind;
use deskhand_domain::notification::{Frequency, Mail, MailKind, MailLine, Reason};
use deskhand_domain::ports::{Clock, Storage};
use deskhand_domain::ticket::{TicketNumber, TicketRef, Title};
use deskhand_domain::{EventId, MailId, PersonId};
use deskhand_persistence::{Database, DatabaseOptions};
use deskhand_tests::smtp::ReceivedMail;
use serde_json::{Value, json};

use crate::support::{Person, TestApp, TestAppBuilder};

fn id(n: usize) -> uuid::Uuid {
    uuid::Uuid::from_u128(0x019b_8d26_3280_7fff_8000_0000_0000_0000 + n as u128)
}

/// Queues this many notices about a ticket to its reporter, as if one engineer had caused them just now.
async fn backlog(app: &TestApp, reporter: &Person, ticket: &Value, count: usize) {
    let database = Database::connect(&app.database_url(), &DatabaseOptions::default()).await.unwrap();
    let now = app.clock.now();
    let title = Title::parse("No paper").unwrap();
    let number = TicketNumber::new(ticket["number"].as_u64().unwrap()).unwrap();
    let about =
        TicketRef { id: ticket["id"].as_str().unwrap().parse().unwrap(), number, title: title.clone(), subject: title };
    let mail = |n: usize| Mail {
        id: MailId::new(id(n)),
        recipient: reporter.person_id(),
        address: None,
        reason: Reason::Reporter,
        kind: MailKind::TicketChanged,
        event: EventId::new(id(n)),
        ticket: Some(about.clone()),
        glance: None,
        by_name: "Bob".to_owned(),
        by_role: None,
        about_name: None,
        lines: vec![MailLine {
            kind: EventKind::StatusChanged,
            before: Some("open".to_owned()),
            after: Some("blocked".to_owned()),
            text: None,
            message: None,
        }],
        created_at: now,
        author: Some(PersonId::new(id(7))),
        turn: now + time::Duration::seconds(i64::try_from(n).unwrap()),
        due_at: now,
        frequency: Frequency::AtOnce,
        joins: None,
    };
    let mails: Vec<Mail> = (0..count).map(mail).collect();
    for some in mails.chunks(500) {
        let mut uow = database.begin().await.unwrap();
        uow.outbox().enqueue(some).await.unwrap();
        uow.commit().await.unwrap();
    }
    database.close().await.unwrap();
}

#[tokio::test]
async fn a_reset_letter_overtakes_a_backlog_of_five_thousand() {
    let mut app = TestAppBuilder::default().mail_by_itself().start().await;
    let (ada, carl) = (app.customer("ada").await, app.customer("carl").await);
    let ticket = app.open_ticket(&ada, "No paper").await;
    app.until_nothing_is_under_way().await;
    backlog(&app, &ada, &ticket, 5000).await;
    app.post(&ada, "/tickets/1/messages", json!({"body": "Any news?"})).await.expect(201);
    let before = app.smtp.mails().len();
    app.smtp.wait_for_mails(before + 1).await;

    app.post_anonymously("/auth/password/forgot", json!({"email": carl.email})).await;
    let asked = app.smtp.mails().len();
    let arrived = async {
        loop {
            let mails = app.smtp.mails();
            let is_it = |mail: &ReceivedMail| mail.to == [carl.email.as_str()] && is_reset(&mail.data);
            match mails.iter().position(is_it) {
                Some(place) => return place.saturating_sub(asked),
                None => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    };
    let others_first = tokio::time::timeout(Duration::from_secs(60), arrived).await.unwrap();
    let pending = app.running().desk().mail().count().await.unwrap().pending;
    assert!(pending > 1000, "the backlog is still there: {pending}");
    assert!(others_first < 500, "{others_first} of the backlog went first");
    app.stop().await;
}

fn is_reset(mail: &[u8]) -> bool {
    String::from_utf8_lossy(mail).contains("Subject: Choose a new password")
}

#[tokio::test]
async fn a_flood_of_one_author_does_not_delay_the_letters_of_others() {
    let mut app = TestApp::start().await;
    let (ada, carl) = (app.customer("ada").await, app.customer("carl").await);
    let bob = app.engineer("bob").await;
    for (who, title) in [(&ada, "Flood"), (&carl, "Other")] {
        app.open_ticket(who, title).await;
    }
    app.mails().await;
    app.wait(time::Duration::minutes(1));
    for n in 0..30 {
        app.post(&ada, "/tickets/1/messages", json!({"body": format!("Flood {n}")})).await.expect(201);
    }
    app.wait(time::Duration::seconds(2));
    app.post(&carl, "/tickets/2/messages", json!({"body": "Any news?"})).await.expect(201);
    let mails = app.mails().await;
    let order: Vec<_> = mails.iter().filter(|mail| mail.to == bob.email).map(|mail| mail.subject.as_str()).collect();
    let place = order.iter().position(|subject| subject.contains("Other")).unwrap();
    assert!(order.len() == 31 && place < 8, "{place} of {order:?}");
    app.finish().await;
}

#[tokio::test]
async fn mail_that_is_resumed_by_another_process_is_sent_within_a_second_or_two() {
    let mut app = TestAppBuilder::default().setting("mail.poll_interval", "1h").mail_by_itself().start().await;
    app.execute("INSERT INTO mail_pauses (id, since) VALUES (1, 0)").await;
    app.sign_up("ada", "customer").await.expect(201);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(app.smtp.mails().is_empty());
    app.execute("DELETE FROM mail_pauses").await;
    let resumed = Instant::now();
    app.smtp.wait_for_mails(1).await;
    assert!(resumed.elapsed() < Duration::from_secs(60), "and not after the interval of an hour");
    app.stop().await;
}
