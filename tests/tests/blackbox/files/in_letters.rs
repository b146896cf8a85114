//! Letters bring the files of the messages that they quote.

use deskhand_tests::smtp::{Misbehavior, Moment};
use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use super::verbs::{file_path, some_bytes};
use crate::support::{Mail, Person, TestApp};

/// Bob, and ada with a ticket on which bob works; their letters so far are read.
async fn scene(app: &mut TestApp) -> (Person, Person, Value) {
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let ticket = app.open_ticket(&ada, "No paper").await;
    app.mails().await;
    (bob, ada, ticket)
}

fn to<'m>(mails: &'m [Mail], who: &Person) -> &'m Mail {
    let theirs: Vec<_> = mails.iter().filter(|mail| mail.to == who.email).collect();
    assert_eq!(theirs.len(), 1, "{theirs:#?}");
    theirs[0]
}

/// The links to files in a letter, below the root.
fn links(mail: &Mail) -> Vec<String> {
    let root = "https://desk.example.com/f/";
    mail.text.lines().filter_map(|line| Some(format!("/f/{}", line.trim().strip_prefix(root)?))).collect()
}

async fn follow(app: &TestApp, link: &str) -> (u16, Vec<u8>) {
    let read = app.bytes_of(app.request(Method::GET, &format!("/{link}"))).await;
    (read.status, read.body)
}

#[tokio::test]
async fn a_file_arrives_byte_for_byte_in_the_letters_of_all_but_the_one_who_sent_it() {
    let mut app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    app.mails().await;
    let bytes = some_bytes(3_000_000);
    let scan = app.uploaded(&ada, "Seite \u{e4}.pdf", bytes.clone()).await;
    let body = json!({"title": "T", "description": "D", "attachments": [scan["id"]]});
    let ticket = app.post(&ada, "/tickets", body).await.expect(201);
    let mails = app.mails().await;
    assert_eq!(to(&mails, &ada).files, [], "her receipt");
    assert_eq!(to(&mails, &bob).files, [("Seite \u{e4}.pdf".to_owned(), bytes.clone())]);
    let admin = mails.iter().find(|mail| mail.to == "admin@desk.example.com").unwrap();
    assert_eq!(admin.files, [("Seite \u{e4}.pdf".to_owned(), bytes)]);
    assert!(admin.text.contains("Files:\n- Seite \u{e4}.pdf (3 MB)\n\n#1 T"), "{}", admin.text);

    let (first, second) = (app.uploaded(&bob, "a.txt", "first").await, app.uploaded(&bob, "a.txt", "").await);
    app.say_with(&bob, &ticket, None, &[&first, &second]).await.expect(201);
    let mails = app.mails().await;
    let file = |bytes: &str| ("a.txt".to_owned(), bytes.as_bytes().to_vec());
    assert_eq!(to(&mails, &ada).files, [file("first"), file("")]);
    app.finish().await;
}

#[tokio::test]
async fn what_has_no_room_in_a_letter_is_a_link_for_thirty_days_that_ends_with_the_file() {
    let mut app = TestApp::with("files.attach_up_to", "10B").start().await;
    let (bob, ada, ticket) = scene(&mut app).await;
    let (large, small) =
        (app.uploaded(&bob, "large.txt", "eleven bytes").await, app.uploaded(&bob, "b.txt", "small").await);
    app.say_with(&bob, &ticket, None, &[&large, &small]).await.expect(201);
    let mails = app.mails().await;
    let mail = to(&mails, &ada);
    assert_eq!(mail.files, [("b.txt".to_owned(), b"small".to_vec())]);
    assert!(mail.text.contains("The links are good until 2026-02-04 at 09:00 UTC"), "{}", mail.text);
    let [link] = &links(mail)[..] else { panic!("{}", mail.text) };
    app.wait(Duration::days(30) - Duration::SECOND);
    assert_eq!(follow(&app, link).await, (200, b"eleven bytes".to_vec()));
    app.wait(Duration::SECOND);
    assert_eq!(follow(&app, link).await.0, 404);

    let (bob, root) = (app.sign_in("bob").await, app.superadmin().await);
    let other = app.uploaded(&bob, "other.txt", "more than ten").await;
    app.say_with(&bob, &ticket, None, &[&other]).await.expect(201);
    let mails = app.mails().await;
    let [link] = &links(to(&mails, &ada))[..] else { panic!("no link") };
    assert_eq!(follow(&app, link).await.0, 200);
    app.delete(&root, &file_path(&ticket, &other)).await.expect(204);
    assert_eq!(follow(&app, link).await.0, 404);
    app.finish().await;
}

#[tokio::test]
async fn a_file_that_was_removed_before_the_letter_went_is_not_in_it() {
    let mut app = TestApp::start().await;
    let (bob, ada, ticket) = scene(&mut app).await;
    let root = app.superadmin().await;
    let file = app.uploaded(&bob, "secret.txt", "by mistake").await;
    app.say_with(&bob, &ticket, None, &[&file]).await.expect(201);
    app.delete(&root, &file_path(&ticket, &file)).await.expect(204);
    let mails = app.mails().await;
    let mail = to(&mails, &ada);
    assert!(mail.files.is_empty() && !mail.text.contains("secret.txt"), "{}", mail.text);
    app.finish().await;
}

#[tokio::test]
async fn the_files_of_a_note_reach_staff_only() {
    let mut app = TestApp::start().await;
    let (bob, ada, ticket) = scene(&mut app).await;
    let root = app.superadmin().await;
    let file = app.uploaded(&root, "internal.txt", "among us").await;
    app.say_with(&root, &ticket, Some("note"), &[&file]).await.expect(201);
    app.say(&bob, &ticket, "We look into it.").await.expect(201);
    let mails = app.mails().await;
    assert_eq!(to(&mails, &bob).files, [("internal.txt".to_owned(), b"among us".to_vec())]);
    let hers = to(&mails, &ada);
    assert!(hers.files.is_empty() && !hers.text.contains("internal"), "{}", hers.text);
    app.finish().await;
}

#[tokio::test]
async fn a_link_ends_with_the_right_of_its_reader() {
    let mut app = TestApp::with("files.attach_up_to", "1B").start().await;
    let (bob, ada, ticket) = scene(&mut app).await;
    let root = app.superadmin().await;
    let (internal, public) = (app.uploaded(&root, "in.txt", "in").await, app.uploaded(&root, "out.txt", "out").await);
    app.say_with(&root, &ticket, Some("note"), &[&internal]).await.expect(201);
    app.say_with(&root, &ticket, None, &[&public]).await.expect(201);
    let mails = app.mails().await;
    let ([his], [hers]) = (&links(to(&mails, &bob))[..], &links(to(&mails, &ada))[..]) else { panic!("{mails:#?}") };
    assert_eq!((follow(&app, his).await.0, follow(&app, hers).await.0), (200, 200));
    app.change_user(&root, "bob", json!({"role": "customer"})).await;
    app.change_user(&root, "ada", json!({"status": "suspended"})).await;
    assert_eq!((follow(&app, his).await.0, follow(&app, hers).await.0), (404, 404));
    app.change_user(&root, "ada", json!({"status": "approved"})).await;
    assert_eq!(follow(&app, hers).await.0, 200);
    let forged = hers.replace(&ada.id.replace('-', ""), &bob.id.replace('-', ""));
    assert!(forged != *hers && follow(&app, &forged).await.0 == 404);
    app.finish().await;
}

#[tokio::test]
async fn a_recipient_whom_the_mail_server_refuses_is_not_tried_again_without_the_files() {
    let mut app = TestApp::start().await;
    let (bob, ada, ticket) = scene(&mut app).await;
    let file = app.uploaded(&bob, "a.txt", "words").await;
    app.smtp.once(Moment::Recipient, Misbehavior::answer(550, "no such user"));
    app.say_with(&bob, &ticket, None, &[&file]).await.expect(201);
    assert!(app.mails().await.iter().all(|mail| mail.to != ada.email));
    let root = app.superadmin().await;
    let [dead] = &app.rows(&root, "/admin/outbox?state=dead").await[..] else { panic!("one letter is given up") };
    app.post(&root, &format!("/admin/outbox/{}/retry", dead["id"].as_str().unwrap()), json!({})).await.expect(200);
    assert_eq!(to(&app.mails().await, &ada).files.len(), 1);
    app.finish().await;
}

#[tokio::test]
async fn a_mail_server_that_refuses_the_files_gets_the_words_with_links() {
    let mut app = TestApp::start().await;
    let (bob, ada, ticket) = scene(&mut app).await;
    let file = app.uploaded(&bob, "tool.exe", "MZ").await;
    app.smtp.once(Moment::FinalDot, Misbehavior::answer(552, "5.7.0 this file is not welcome"));
    app.say_with(&bob, &ticket, None, &[&file]).await.expect(201);
    let mails = app.mails().await;
    let mail = to(&mails, &ada);
    assert!(mail.files.is_empty() && mail.text.contains("> See the file."), "{}", mail.text);
    let [link] = &links(mail)[..] else { panic!("{}", mail.text) };
    assert_eq!(follow(&app, link).await, (200, b"MZ".to_vec()));
    let receipts = app.rows(&app.superadmin().await, "/tickets/1/notifications").await;
    assert!(receipts.iter().all(|receipt| receipt["state"] == "sent"), "{receipts:#?}");
    app.finish().await;
}

#[tokio::test]
async fn a_letter_of_a_day_about_several_tickets_links_to_their_files() {
    let mut app = TestApp::start().await;
    let (bob, ada, ticket) = scene(&mut app).await;
    let second = app.open_ticket(&ada, "No toner").await;
    app.mails().await;
    app.patch(&ada, "/me", json!({"digests": {"response_posted": "daily"}})).await.expect(200);
    for (ticket, words) in [(&ticket, "first"), (&second, "second")] {
        let file = app.uploaded(&bob, &format!("{words}.txt"), words).await;
        app.say_with(&bob, ticket, None, &[&file]).await.expect(201);
    }
    app.wait(Duration::DAY);
    let mails = app.mails().await;
    let mail = to(&mails, &ada);
    assert_eq!(mail.files, []);
    let links = links(mail);
    assert_eq!(links.len(), 2, "{}", mail.text);
    assert_eq!(follow(&app, &links[1]).await, (200, b"second".to_vec()));
    app.finish().await;
}
