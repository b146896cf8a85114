//! What people who only ever see the mails get, over a real SMTP conversation, and what happens when it fails.

use deskhand_tests::smtp::{Misbehavior, Moment, Security, SmtpServer};
use serde_json::json;
use time::Duration;

use crate::support::{Mail, TestApp, TestAppBuilder};

fn to<'a>(mails: &'a [Mail], recipient: &str) -> Vec<&'a Mail> {
    mails.iter().filter(|mail| mail.to == recipient).collect()
}

#[tokio::test]
async fn the_mails_of_a_ticket_form_one_thread_under_one_subject_for_life() {
    let mut app = TestApp::start().await;
    let engineer = app.engineer("bob").await;
    let customer = app.customer("ada").await;
    app.mails().await;

    let key = format!("/tickets/{}", app.open_ticket(&customer, "No paper").await["number"]);
    app.patch(&customer, &key, json!({"title": "No paper, and no toner"})).await.expect(200);
    app.post(&engineer, &format!("{key}/messages"), json!({"body": "Refilled."})).await.expect(201);
    app.patch(&engineer, &key, json!({"status": "resolved"})).await.expect(200);
    app.post(&customer, &format!("{key}/messages"), json!({"body": "Still empty!"})).await.expect(201);

    let mails = app.mails().await;
    assert!(mails.len() >= 6, "{mails:#?}");
    let root = mails[0].header("references").to_owned();
    assert!(root.starts_with("<ticket-") && root.ends_with("@desk.example.com>"), "{root}");
    let mut ids = std::collections::BTreeSet::new();
    for mail in &mails {
        assert_eq!(mail.subject, "[#1] No paper");
        assert_eq!((mail.header("references"), mail.header("in-reply-to")), (root.as_str(), root.as_str()));
        assert!(ids.insert(mail.message_id.clone()), "every mail has its own Message-ID");
        assert!(mail.text.contains("https://desk.example.com/"), "links begin with the public address");
        assert!(!mail.text.contains("127.0.0.1"));
        assert!(mail.html.contains("<html"), "an HTML part stands beside the text");
    }
    app.finish().await;
}

#[tokio::test]
async fn nobody_gets_mail_about_their_own_doing_but_for_the_receipt() {
    let mut app = TestApp::start().await;
    let engineer = app.engineer("bob").await;
    let customer = app.customer("ada").await;
    app.open_ticket(&customer, "No paper").await;
    app.mails().await;

    app.post(&engineer, "/tickets/1/messages", json!({"body": "Which floor?"})).await.expect(201);
    let mails = app.mails().await;
    assert_eq!(mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), [customer.email.as_str()]);
    app.post(&customer, "/tickets/1/messages", json!({"body": "The third."})).await.expect(201);
    let mails = app.mails().await;
    assert_eq!(mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), [engineer.email.as_str()]);
    app.finish().await;
}

#[tokio::test]
async fn a_note_reaches_staff_only() {
    let mut app = TestApp::start().await;
    let engineer = app.engineer("bob").await;
    let customer = app.customer("ada").await;
    let admin = app.admin("eve").await;
    app.open_ticket(&customer, "No paper").await;
    app.mails().await;
    app.post(&admin, "/tickets/1/messages", json!({"body": "canary-4711", "kind": "note"})).await.expect(201);
    app.post(&engineer, "/tickets/1/messages", json!({"body": "canary-4712", "kind": "note"})).await.expect(201);
    let mails = app.mails().await;
    assert_eq!(to(&mails, &engineer.email).len(), 1);
    assert_eq!(to(&mails, &admin.email).len(), 1, "who wrote a note hears of the next one");
    assert_eq!(mails.len(), 2, "{mails:#?}");
    app.finish().await;
}

#[tokio::test]
async fn people_hear_what_becomes_of_their_account() {
    let mut app = TestApp::start().await;
    app.sign_up("bob", "engineer").await.expect(201);
    let mails = app.mails().await;
    let to_admin = to(&mails, "admin@desk.example.com");
    assert_eq!((to_admin.len(), mails.len()), (1, 2), "the admins hear of a new engineer: {mails:#?}");
    assert!(to_admin[0].text.contains("bob the engineer"), "{}", to_admin[0].text);
    app.verify_address("bob").await;

    let admin = app.superadmin().await;
    for (status, words) in [("approved", "approved"), ("suspended", "suspended"), ("rejected", "not approved")] {
        app.patch(&admin, "/users/bob", json!({"status": status})).await.expect(200);
        let mails = app.mails().await;
        assert_eq!(mails.len(), 1, "{status}: {mails:#?}");
        assert_eq!(mails[0].to, "bob@example.com");
        assert!(mails[0].text.contains(words), "{status}: {}", mails[0].text);
        assert_eq!(mails[0].header("list-id"), "", "account mails belong to no list");
    }
    app.finish().await;
}

#[tokio::test]
async fn words_that_would_be_markup_or_headers_stay_words() {
    let mut app = TestApp::start().await;
    let customer = app.customer("ada").await;
    app.mails().await;
    let title = "<img src=x onerror=alert(1)> Bcc: eve@example.com =?utf-8?q?x?=";
    let body = "First\r\n.\r\nMAIL FROM:<eve@example.com>\r\n<script>alert(1)</script>";
    app.post(&customer, "/tickets", json!({"title": title, "description": body})).await.expect(201);
    let mails = app.mails().await;
    assert_eq!(mails.len(), 2, "a receipt and the admin's");
    for mail in &mails {
        assert!(!mail.html.contains("<img") && !mail.html.contains("<script"), "{}", mail.html);
        assert!(mail.text.contains("MAIL FROM:<eve@example.com>"), "{}", mail.text);
        assert_eq!(mail.header("bcc"), "");
        assert!(mail.to != "eve@example.com");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_mail_server_that_is_down_and_comes_up_loses_nothing_and_repeats_nothing() {
    let mut app = TestApp::start().await;
    app.engineer("bob").await;
    let customer = app.customer("ada").await;
    app.mails().await;
    // The admin was told of an engineer. Of more than five within ten minutes, a digest would tell.
    app.wait(Duration::minutes(10));
    app.smtp.stop().await;

    for n in 1..=5 {
        app.open_ticket(&customer, &format!("Problem {n}")).await;
    }
    assert!(app.mails().await.is_empty());
    let waiting = app.running().desk().mail().count().await.unwrap();
    assert_eq!((waiting.pending, waiting.dead), (15, 0), "three recipients for each of five tickets");

    app.smtp.start_again().await.unwrap();
    assert!(app.mails().await.is_empty(), "not before their time");
    app.wait(Duration::seconds(7));
    let mails = app.mails().await;
    assert_eq!(mails.len(), 15);
    let ids: std::collections::BTreeSet<_> = mails.iter().map(|mail| &mail.message_id).collect();
    assert_eq!(ids.len(), 15, "nothing twice");
    app.wait(Duration::days(2));
    assert!(app.mails().await.is_empty());
    app.finish().await;
}

#[tokio::test]
async fn a_temporary_refusal_is_tried_again_and_a_final_one_is_given_up() {
    let mut app = TestApp::start().await;
    let customer = app.customer("ada").await;
    app.mails().await;
    app.smtp.once(Moment::Data, Misbehavior::answer(451, "try later"));
    app.smtp.always_for("admin@desk.example.com", Misbehavior::answer(550, "no such user"));
    app.open_ticket(&customer, "No paper").await;
    let first = app.mails().await.len();
    app.wait(Duration::minutes(1));
    let second = app.mails().await;
    assert_eq!(first + second.len(), 1, "the receipt arrives once");
    let counts = app.running().desk().mail().count().await.unwrap();
    assert_eq!((counts.pending, counts.dead), (0, 1), "the admin's mail is given up");
    app.stop().await;
}

#[tokio::test]
async fn a_mail_that_cannot_be_read_holds_up_no_other_and_is_given_up_in_the_end() {
    let mut app = TestApp::start().await;
    app.sign_up("bob", "engineer").await.expect(201);
    app.rows_of("UPDATE outbox SET kind = 'poem' WHERE kind = 'engineer_signed_up' RETURNING kind").await;
    app.rows_of(
        "UPDATE outbox SET created_at = created_at - 1, due_at = due_at - 1 WHERE kind = 'poem' RETURNING kind",
    )
    .await;
    let mails = app.mails().await;
    assert_eq!(mails.len(), 1, "the link to show the address to be theirs: {mails:#?}");
    for _ in 0..11 {
        app.wait(Duration::hours(10));
        assert!(app.mails().await.is_empty());
    }
    let counts = app.running().desk().mail().count().await.unwrap();
    assert_eq!((counts.pending, counts.dead), (0, 1));
    let why = app.rows_of("SELECT last_answer FROM outbox WHERE state = 'dead'").await;
    assert!(why[0].contains("kind") && !why[0].contains("poem"), "{why:?}");
    app.stop().await;
}

#[tokio::test]
async fn a_connection_cut_after_the_final_dot_repeats_with_the_same_message_id() {
    let mut app = TestApp::start().await;
    app.smtp.once(Moment::FinalDot, Misbehavior::Cut);
    app.sign_up("bob", "engineer").await.expect(201);
    let first = app.mails().await;
    assert_eq!(first.len(), 2, "both were delivered, though of one nobody said so");
    app.wait(Duration::minutes(10));
    assert!(app.mails().await.is_empty(), "an uncertain outcome waits longer");
    app.wait(Duration::minutes(6));
    let second = app.mails().await;
    assert_eq!(second.len(), 1);
    assert!(first.iter().any(|mail| (&mail.to, &mail.message_id) == (&second[0].to, &second[0].message_id)));
    app.finish().await;
}

#[tokio::test]
async fn starttls_and_a_sign_in_protect_the_conversation() {
    for (security, scheme, query) in [(Security::StartTls, "smtp", "?tls=required"), (Security::Implicit, "smtps", "")]
    {
        let server = SmtpServer::start_with_login(security, "desk", "s3cret!").await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let ca_file = folder.path().join("ca.pem");
        std::fs::write(&ca_file, server.ca_pem()).unwrap();
        let url = |password: &str| format!("{scheme}://desk:{password}@127.0.0.1:{}{query}", server.port());

        let builder = |password: &str| {
            TestAppBuilder::default()
                .setting("mail.smtp_url", url(password))
                .setting("mail.ca_file", ca_file.to_str().unwrap())
        };
        let app = builder("s3cret%21").start().await;
        app.sign_up("bob", "engineer").await.expect(201);
        app.running().mail_worker().drain().await.unwrap();
        assert_eq!(server.mails().len(), 2, "{security:?}");
        app.finish().await;

        let mut app = builder("wrong").start().await;
        app.sign_up("bob", "engineer").await.expect(201);
        app.running().mail_worker().drain().await.unwrap();
        let counts = app.running().desk().mail().count().await.unwrap();
        assert_eq!((counts.pending, counts.dead), (2, 0), "a wrong password in the settings costs no mail");
        assert_eq!(server.mails().len(), 2);
        app.stop().await;
    }
}

#[tokio::test]
async fn the_worker_sends_by_itself_as_soon_as_something_is_committed() {
    let app = TestAppBuilder::default().setting("mail.poll_interval", "1h").mail_by_itself().start().await;
    app.sign_up("bob", "engineer").await.expect(201);
    assert_eq!(app.smtp.wait_for_mails(2).await.len(), 2);
    app.finish().await;
}

#[tokio::test]
async fn a_mail_server_that_hangs_on_one_recipient_holds_up_nobody_elses_letters() {
    let mut app = TestAppBuilder::default().setting("mail.poll_interval", "1h").mail_by_itself().start().await;
    let unlucky = app.customer("ada").await;
    // The one that asks whether the address is theirs.
    assert_eq!(app.smtp.wait_for_mails(1).await.len(), 1);
    app.smtp.always_for(&unlucky.email, Misbehavior::Silence);
    for n in 1..=5 {
        app.open_ticket(&unlucky, &format!("Problem {n}")).await;
    }
    // The admin's five arrive, though each ticket has a letter to the unlucky one as well.
    let mails = app.smtp.wait_for_mails(1 + 5).await;
    assert!(mails[1..].iter().all(|mail| mail.to == ["admin@desk.example.com"]), "{mails:#?}");
    app.smtp.behave();
    app.smtp.stop().await;
    app.stop().await;
}

#[tokio::test]
async fn mails_that_were_waiting_are_sent_after_a_restart() {
    let mut app = TestApp::start().await;
    app.sign_up("bob", "engineer").await.expect(201);
    app.stop().await;
    app.start_again().await;
    assert_eq!(app.mails().await.len(), 2);
    app.finish().await;
}

#[tokio::test]
async fn whoever_was_removed_or_rejected_meanwhile_gets_nothing() {
    let mut app = TestApp::start().await;
    let admin = app.superadmin().await;
    for (name, path) in [("ada", "remove"), ("cyn", "reject")] {
        let customer = app.customer(name).await;
        app.mails().await;
        app.open_ticket(&customer, "No paper").await;
        match path {
            "remove" => app.delete(&admin, &format!("/users/{name}")).await.expect(204),
            _ => app.patch(&admin, &format!("/users/{name}"), json!({"status": "rejected"})).await.expect(200),
        };
    }
    let mails = app.mails().await;
    assert!(to(&mails, "ada@example.com").is_empty());
    let to_rejected = to(&mails, "cyn@example.com");
    assert_eq!(to_rejected.len(), 1, "only that they were rejected");
    assert_eq!(to_rejected[0].subject, "News about your account");
    app.finish().await;
}
