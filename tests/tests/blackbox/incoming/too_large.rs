use deskhand_domain::incoming::{ArrivedMail, LeftBehind, Transport};
use serde_json::{Value, json};
use time::Duration;

use super::scene::{DESK, Scene, scene};
use super::{Letter, answerable, reply_to};
use crate::support::{Mail, Person, TestApp};

const SIZE: u64 = 31_457_280;

/// What a mailbox gives of a mail that is too large.
async fn leave(app: &TestApp, letter: &Letter) -> Value {
    let arrived = ArrivedMail {
        raw: letter.clone().text("").raw(),
        sender: None,
        recipients: Vec::new(),
        transport: Transport::Imap,
        left: Some(LeftBehind::TooLarge { size: SIZE }),
    };
    let taken = app.running().desk().incoming_mail().take_in(arrived).await.unwrap();
    let root = app.superadmin().await;
    app.get(&root, &format!("/mail/in/{}", taken.id())).await.expect(200)
}

fn to<'m>(mails: &'m [Mail], who: &Person) -> Vec<&'m Mail> {
    mails.iter().filter(|mail| mail.to == who.email).collect()
}

#[tokio::test]
async fn staff_see_that_a_mail_is_too_large_and_its_sender_hears_of_it_once_a_day() {
    let mut app = answerable().start().await;
    let Scene { ada, lin, to_ada, .. } = scene(&mut app).await;
    let photos = Letter::new(&ada.email, &reply_to(&to_ada)).subject("Photos of the printer");
    let mail = leave(&app, &photos).await;
    assert_eq!((&mail["state"], &mail["reason"]), (&json!("held"), &json!("too_large")), "{mail}");
    assert_eq!((&mail["ticket"]["number"], &mail["subject"]), (&json!(1), &json!("Photos of the printer")));
    assert!(mail["last_error"].as_str().unwrap().contains("31457280 bytes"), "{mail}");
    let mails = app.mails().await;
    let [hers] = to(&mails, &ada)[..] else { panic!("{mails:#?}") };
    assert_eq!(hers.subject, "Your mail was too large");
    assert!(hers.text.contains("“Photos of the printer”") && hers.text.contains("up to 25 MB"), "{}", hers.text);
    assert!(to(&mails, &lin)[0].text.contains("stays in the mailbox"), "{mails:#?}");

    let retry = format!("/mail/in/{}/retry", mail["id"].as_str().unwrap());
    app.post(&lin, &retry, json!({})).await.expect_problem(409, "mail-incomplete");
    app.decide(&lin, &mail, json!({"decision": "take"})).await.expect_problem(409, "mail-incomplete");
    let again = leave(&app, &photos).await;
    assert_eq!(again["id"], mail["id"], "the same mail");
    app.decide(&lin, &mail, json!({"decision": "reject"})).await.expect(200);
    leave(&app, &Letter::new(&ada.email, DESK).subject("More of them")).await;
    assert_eq!(to(&app.mails().await, &ada).len(), 0);
    app.wait(Duration::DAY);
    leave(&app, &Letter::new(&ada.email, DESK).subject("The last ones")).await;
    assert_eq!(to(&app.mails().await, &ada).len(), 1);
    app.finish().await;
}

#[tokio::test]
async fn machines_and_strangers_hear_nothing_of_a_mail_that_is_too_large() {
    let mut app = answerable().start().await;
    let ada = app.customer("ada").await;
    app.mails().await;
    for letter in [
        Letter::new(&ada.email, DESK).header("Auto-Submitted: auto-generated"),
        Letter::new(&ada.email, DESK).header("X-Auto-Response-Suppress: All"),
        Letter::new("eve@client.example", DESK),
    ] {
        assert_eq!(leave(&app, &letter).await["reason"], "too_large");
    }
    let root = app.superadmin().await;
    assert!(app.mails().await.iter().all(|mail| mail.to == root.email));
    app.finish().await;
}
