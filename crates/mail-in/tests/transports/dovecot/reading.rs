use std::time::Duration;

use deskhand_mail_in::imap::{FirstRun, ImapReport, ImapSettings};
use deskhand_tests::imap::Dovecot;

use crate::imap::running::Desk;

const FIRST: &str = "Subject: one\r\n\r\nstra\u{df}e {500000000}\r\n.\r\n";

#[tokio::test]
async fn a_mailbox_on_dovecot_is_read_and_its_mails_marked_moved_or_deleted() {
    let Some(dovecot) = Dovecot::running("mails on Dovecot are taken in") else { return };
    for (user, after, inbox, done) in [
        ("seen", "seen", vec!["(UID 1 FLAGS (\\Seen))", "(UID 2 FLAGS (\\Seen))"], vec![]),
        ("move", "move:Done", vec![], vec!["(UID 1 FLAGS ())", "(UID 2 FLAGS ())"]),
        ("delete", "delete", vec![], vec![]),
    ] {
        let (mut mailbox, desk) = (dovecot.mailbox(user).await, Desk::default());
        mailbox.append(FIRST).await;
        let running = desk.read_url(1, &dovecot.url(user, after), FirstRun::All);
        running.observer.read_to_its_end(1).await;
        // By now it waits, and hears of the next one by IDLE: far earlier than it would ask.
        mailbox.append("two\r\n").await;
        tokio::time::timeout(Duration::from_secs(60), running.observer.read_to_its_end(2)).await.unwrap();
        assert_eq!(desk.intake.texts(), [FIRST, "two\r\n"]);
        let cursor = running.stop().await.unwrap();
        assert_eq!(
            (mailbox.mails("INBOX").await, mailbox.mails("Done").await, cursor.next_uid),
            (owned(inbox), owned(done), 3)
        );
    }
}

#[tokio::test]
async fn of_two_instances_on_dovecot_one_reads_and_the_other_takes_over() {
    let Some(dovecot) = Dovecot::running("two instances read one mailbox on Dovecot") else { return };
    let (mut mailbox, desk) = (dovecot.mailbox("both").await, Desk::default());
    let url = dovecot.url("both", "seen");
    mailbox.append("one\r\n").await;
    let first = desk.read_url(1, &url, FirstRun::Unseen);
    first.observer.read_to_its_end(1).await;
    let second = desk.read_url(2, &url, FirstRun::Unseen);
    mailbox.append("two\r\n").await;
    first.observer.read_to_its_end(2).await;
    assert!(!second.observer.is_connected());
    first.stop().await;
    mailbox.append("three\r\n").await;
    tokio::time::timeout(Duration::from_secs(90), second.observer.read_to_its_end(1)).await.unwrap();
    assert_eq!(desk.intake.texts(), ["one\r\n", "two\r\n", "three\r\n"]);
    second.stop().await;
}

#[tokio::test]
async fn a_first_run_on_dovecot_leaves_old_mails_alone() {
    let Some(dovecot) = Dovecot::running("the first run on Dovecot") else { return };
    let (mut mailbox, desk) = (dovecot.mailbox("first").await, Desk::default());
    mailbox.append("old\r\n").await;
    let running = desk.read_url(1, &dovecot.url("first", "delete"), FirstRun::New);
    running.observer.read_to_its_end(1).await;
    mailbox.append("new\r\n").await;
    running.observer.read_to_its_end(2).await;
    running.stop().await;
    assert_eq!(
        (desk.intake.texts(), mailbox.mails("INBOX").await),
        (owned(vec!["new\r\n"]), owned(vec!["(UID 1 FLAGS ())"]))
    );
}

#[tokio::test]
async fn a_look_at_dovecot_says_what_works() {
    let Some(dovecot) = Dovecot::running("the check of doctor against Dovecot") else { return };
    let report = async |url: String| ImapReport::of(&ImapSettings::parse(&url).unwrap()).await;
    let found = report(dovecot.url("look", "move:Done")).await.unwrap();
    assert_eq!((found.mails, found.can_idle, found.warnings), (0, true, vec![]));
    let found = report(dovecot.url("look", "move:Gone")).await.unwrap();
    assert_eq!(found.warnings, ["there is no folder Gone to move mails to"]);
    let refused = report(dovecot.url("look", "seen").replace("hunter2", "hunter3")).await.unwrap_err();
    assert!(refused.contains("does not accept user name and password"), "{refused}");
    let missing = report(dovecot.url("look", "seen").replace("INBOX", "Spam")).await.unwrap_err();
    assert!(missing.contains("the folder Spam can't be opened"), "{missing}");
}

fn owned(texts: Vec<&str>) -> Vec<String> {
    texts.into_iter().map(str::to_owned).collect()
}
