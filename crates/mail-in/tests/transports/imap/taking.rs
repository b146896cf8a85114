use deskhand_domain::incoming::Transport;
use deskhand_mail_in::IntakeError;

use super::running::{Desk, before};
use crate::fake_intake::MOST_BYTES;
use deskhand_domain::incoming::LeftBehind;
use deskhand_tests::imap::{Faults, ScriptedServer};

#[tokio::test(start_paused = true)]
async fn mails_are_taken_in_order_each_once_and_without_marking_them_by_reading() {
    let (server, desk) = (ScriptedServer::start(Faults::default()).await, Desk::default());
    server.arrives("one\r\n");
    server.arrives("two\r\n");
    let running = desk.read(&server, "");
    desk.intake.tried(2).await;
    server.arrives("three\r\n");
    desk.intake.tried(3).await;
    running.observer.read_to_its_end(2).await;
    assert_eq!(desk.intake.texts(), ["one\r\n", "two\r\n", "three\r\n"]);
    let mail = desk.intake.mails().remove(0);
    assert_eq!((mail.sender, mail.recipients, mail.transport), (None, vec![], Transport::Imap));
    assert_eq!(server.count("UID FETCH 1 (UID BODY.PEEK[])"), 1);
    assert_eq!(running.stop().await, before(4));

    let running = desk.read(&server, "");
    running.observer.read_to_its_end(1).await;
    assert_eq!(desk.intake.mails().len(), 3, "another start goes on where the first one stopped");
}

#[tokio::test(start_paused = true)]
async fn mails_are_found_by_their_numbers_and_not_by_their_flags() {
    let faults = Faults { marks_read: true, ..Faults::default() };
    let (server, desk) = (ScriptedServer::start(faults).await, Desk::default());
    server.arrives("one\r\n");
    server.mailbox().mails[0].is_seen = true;
    server.arrives("two\r\n");
    let running = desk.read(&server, "");
    running.observer.read_to_its_end(1).await;
    assert_eq!(desk.intake.texts(), ["one\r\n", "two\r\n"]);
}

#[tokio::test(start_paused = true)]
async fn when_the_server_numbers_anew_all_mails_are_read_and_none_is_doubled() {
    let (server, desk) = (ScriptedServer::start(Faults::default()).await, Desk::default());
    server.arrives("one\r\n");
    server.arrives("two\r\n");
    let running = desk.read(&server, "");
    running.observer.read_to_its_end(1).await;
    running.stop().await;
    server.mailbox().uid_validity = 8;
    server.mailbox().mails[0].uid = 2;
    server.mailbox().mails[1].uid = 1;
    server.arrives("three\r\n");
    let running = desk.read(&server, "");
    running.observer.read_to_its_end(1).await;
    assert_eq!(desk.intake.texts(), ["one\r\n", "two\r\n", "three\r\n"]);
    let cursor = running.stop().await.unwrap();
    assert_eq!((cursor.uid_validity, cursor.next_uid), (8, 4));
}

#[tokio::test(start_paused = true)]
async fn a_mail_that_cannot_be_stored_stays_and_is_taken_later() {
    let (server, desk) = (ScriptedServer::start(Faults::default()).await, Desk::default());
    server.arrives("one\r\n");
    desk.intake.fail_next([(); 5].map(|()| IntakeError::Later("the disk is full".to_owned())));
    let running = desk.read(&server, "?after=delete");
    desk.intake.tried(5).await;
    assert_eq!(server.state("INBOX"), [(1, false)]);
    running.observer.read_to_its_end(1).await;
    assert_eq!((desk.intake.texts(), server.state("INBOX")), (vec!["one\r\n".to_owned()], vec![]));
}

#[tokio::test(start_paused = true)]
async fn of_a_mail_that_is_too_large_the_header_is_taken_and_the_next_is_taken_whole() {
    let (server, desk) = (ScriptedServer::start(Faults::default()).await, Desk::default());
    let most = usize::try_from(MOST_BYTES).unwrap();
    server.arrives(format!("Subject: large\r\n\r\n{}", "a".repeat(most)));
    server.arrives("b".repeat(most));
    server.arrives("refused\r\n");
    server.arrives("last\r\n");
    let running = desk.read(&server, "?after=delete");
    desk.intake.tried(2).await;
    desk.intake.fail_next([IntakeError::TooLarge]);
    running.observer.read_to_its_end(1).await;
    assert_eq!(desk.intake.texts(), ["Subject: large\r\n\r\n", &"b".repeat(most), "last\r\n"]);
    let size = MOST_BYTES + "Subject: large\r\n\r\n".len() as u64;
    assert_eq!(
        desk.intake.mails().iter().map(|mail| mail.left.clone()).collect::<Vec<_>>(),
        [Some(LeftBehind::TooLarge { size }), None, None]
    );
    assert_eq!(server.state("INBOX"), [(1, false), (3, false)]);
    assert_eq!(server.count("UID FETCH 1 (UID BODY.PEEK[])"), 0, "the whole of it is not even fetched");
    assert_eq!(running.stop().await, before(5));
}

#[tokio::test(start_paused = true)]
async fn a_mail_that_is_deleted_meanwhile_is_no_failure() {
    let faults = Faults { deletes_uid: Some(2), ..Faults::default() };
    let (server, desk) = (ScriptedServer::start(faults).await, Desk::default());
    for text in ["one\r\n", "two\r\n", "three\r\n"] {
        server.arrives(text);
    }
    let running = desk.read(&server, "?after=move:Done");
    running.observer.read_to_its_end(1).await;
    assert_eq!(desk.intake.texts(), ["one\r\n", "three\r\n"]);
    assert_eq!((server.state("Done"), server.count("LOGIN")), (vec![(1, false), (3, false)], 1));
}
