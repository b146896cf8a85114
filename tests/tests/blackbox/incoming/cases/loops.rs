//! Cases 20 to 25: mail that no person wrote.

use deskhand_domain::time::Duration;
use deskhand_tests::mail::{Part, part, typed};
use serde_json::{Value, json};

use super::desk::{MailDesk, letter, outcome, says, titled};
use super::transport::{Delivery, Transport};
use crate::incoming::reply_to;
use crate::incoming::scene::{DESK, Scene};
use crate::support::Person;

pub(super) async fn vacation(by: Transport) {
    let (mut desk, Scene { ada, lin, ticket, to_ada, .. }) = MailDesk::with_scene(by).await;
    desk.app.say(&lin, &ticket, "Press the button.").await.expect(201);
    desk.app.move_to(&lin, &ticket, "resolved").await.expect(200);
    desk.hear().await;
    let away = letter(&ada.email, &reply_to(&to_ada)).line("Auto-Submitted: auto-replied (vacation)");
    let mail = desk.receive(says(away, "I am away.")).await;
    assert_eq!((outcome(&mail), &mail["kind"]), (("settled", "recorded"), &json!("automatic_answer")), "{mail}");
    assert_eq!(desk.app.ticket(&ada, &ticket).await["status"], "resolved");
    assert_eq!(desk.hear().await, Vec::<String>::new());
    assert!(
        noted(&desk, &lin, &ticket, "automatic_answer").await && !noted(&desk, &ada, &ticket, "automatic_answer").await
    );
    desk.finish().await;
}

async fn noted(desk: &MailDesk, who: &Person, ticket: &Value, kind: &str) -> bool {
    desk.app.history(who, ticket).await.iter().any(|line| line.starts_with(kind))
}

pub(super) async fn own_letter(by: Transport) {
    let (mut desk, Scene { ada, lin, ticket, to_ada, .. }) = MailDesk::with_scene(by).await;
    let mark = format!("X-Deskhand-Loop: {}", to_ada.header("x-deskhand-loop"));
    let id = format!("Message-ID: {}", to_ada.header("message-id"));
    for (what, line) in [("mark", mark), ("id", id)] {
        let mail = part().line("From: Help desk <desk@desk.example.com>").line("To: all@client.example").line(line);
        let mail = mail.line(format!("Subject: {}", to_ada.subject));
        let mail = desk.receive(Delivery::from(says(mail, &format!("{what}\r\n{}", to_ada.text))).rcpt(DESK)).await;
        assert_eq!((outcome(&mail), &mail["kind"]), (("settled", "dropped"), &json!("own")), "{what}: {mail}");
    }
    assert_eq!((desk.messages(&ada, &ticket).await.len(), desk.hear().await), (1, vec![]));
    assert_eq!(desk.app.rows(&lin, "/tickets").await.len(), 1);
    desk.finish().await;
}

/// Over HTTP a thousand mails; what is more than some differs by the transport no further.
pub(super) async fn storm(by: Transport) {
    let mut desk = MailDesk::start(by).await;
    desk.hear().await;
    let count = if by == Transport::Http { 1_000 } else { 30 };
    for n in 0..count {
        let robot = titled("robot@client.example", DESK, "Your message was received");
        let mail = says(robot, "Thank you.").into();
        desk.carrier.bring(&desk.app, &mail).await.unwrap();
        // Beyond the cap it does not matter with how many others a mail is looked at.
        if n < 30 || n % 20 == 0 {
            desk.app.running().intake_worker().drain().await.unwrap();
        }
        desk.app.wait(Duration::SECOND);
    }
    desk.app.running().intake_worker().drain().await.unwrap();
    let reasons = desk.app.rows_of("SELECT reason FROM incoming_mails").await;
    let of = |reason: &str| reasons.iter().filter(|found| *found == reason).count();
    assert_eq!((of("opened"), of("storm")), (20, count - 20));
    assert_eq!(desk.hear().await.iter().filter(|to| *to == "robot@client.example").count(), 1);
    let mut metrics = String::new();
    for base in desk.app.bases() {
        metrics += &desk.app.client.get(format!("{base}/metrics")).send().await.unwrap().text().await.unwrap();
    }
    assert!(metrics.contains(r#"deskhand_mail_in_settled_total{verdict="storm"}"#), "{metrics}");

    let other = says(titled("eve@client.example", DESK, "The door"), "It is stuck.").into();
    desk.carrier.bring(&desk.app, &other).await.unwrap();
    desk.app.running().intake_worker().drain().await.unwrap();
    assert!(desk.hear().await.contains(&"eve@client.example".to_owned()), "others are unharmed");
    desk.finish().await;
}

/// A report about a letter to Ada (RFC 3464), with what is sent back of it.
fn report(to: &str, action: &str, status: &str, returned: &str) -> Part {
    let about = format!(
        "Reporting-MTA: dns; mx.client.example\r\n\r\nFinal-Recipient: rfc822; ada@example.com\r\nAction: {action}\r\n\
         Status: {status}\r\n"
    );
    let parts = [
        typed("text/plain", "It did not arrive."),
        typed("message/delivery-status", about),
        typed("text/rfc822-headers", returned),
    ];
    titled("MAILER-DAEMON@mx.client.example", to, "Undelivered Mail").multipart(
        "report; report-type=delivery-status",
        "b",
        &parts,
    )
}

/// As it comes: from nobody, to this recipient of the envelope.
fn reported(mail: Part, to: &str) -> Delivery {
    Delivery::from(mail).rcpt(to).of_no_sender()
}

pub(super) async fn bounce(by: Transport) {
    let (mut desk, Scene { ada, lin, ticket, to_ada, .. }) = MailDesk::with_scene(by).await;
    let root = desk.app.superadmin().await;
    let failed = |to: &str| reported(report(to, "failed", "5.1.1", "Subject: x"), to);
    let mail = desk.receive(failed(&to_ada.sender)).await;
    assert_eq!((outcome(&mail), &mail["kind"]), (("settled", "bounce"), &json!("bounce")), "{mail}");
    assert_eq!(desk.hear().await, [lin.email.as_str()]);
    assert!(noted(&desk, &lin, &ticket, "mail_bounced").await && !noted(&desk, &ada, &ticket, "mail_bounced").await);
    assert_eq!(desk.app.rows(&root, "/admin/outbox?state=bounced").await.len(), 1);

    desk.app.say(&lin, &ticket, "Press the button.").await.expect(201);
    let second = desk.letter_to(&ada.email).await;
    desk.receive(failed(&second.sender)).await;
    assert_ne!(desk.app.get(&root, "/users/ada").await.expect(200)["unreachable_since"], Value::Null);
    assert_eq!(desk.hear().await, Vec::<String>::new(), "Lin hears of it once an hour");
    desk.app.say(&lin, &ticket, "And turn it off.").await.expect(201);
    assert!(!desk.hear().await.contains(&ada.email));
    let dropped = desk.app.rows(&root, "/admin/outbox?state=dropped").await;
    assert_eq!(dropped[0]["last_answer"], "letters to the recipient's address come back");
    desk.finish().await;
}

pub(super) async fn other_reports(by: Transport) {
    let (mut desk, Scene { ada, lin, ticket, to_ada, .. }) = MailDesk::with_scene(by).await;
    let root = desk.app.superadmin().await;
    let id = format!("Message-ID: {}", to_ada.header("message-id"));
    let text_only = titled("postmaster@mx.client.example", DESK, "Undeliverable");
    let text_only = says(text_only, "ada@example.com: no such user (#5.1.1)");
    let recorded = [
        ("without an id", reported(report(DESK, "failed", "5.1.1", "Subject: x"), DESK)),
        ("delayed", reported(report(&to_ada.sender, "delayed", "4.4.1", "Subject: x"), &to_ada.sender)),
        ("text only", reported(text_only, DESK)),
    ];
    for (what, mail) in recorded {
        let mail = desk.receive(mail).await;
        assert_eq!(outcome(&mail), ("settled", "recorded"), "{what}: {mail}");
    }
    assert!(desk.app.rows(&root, "/admin/outbox?state=bounced").await.is_empty());
    assert_eq!(desk.app.get(&root, "/users/ada").await.expect(200)["unreachable_since"], Value::Null);
    assert_eq!((desk.messages(&ada, &ticket).await.len(), desk.hear().await), (1, vec![]));

    let by_header = desk.receive(reported(report(DESK, "failed", "5.1.1", &id), DESK)).await;
    assert_eq!(outcome(&by_header), ("settled", "bounce"), "{by_header}");
    assert_eq!(desk.hear().await, [lin.email.as_str()]);
    desk.finish().await;
}
