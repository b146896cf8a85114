use std::sync::Arc;

use deskhand_domain::MailboxReaderId;
use deskhand_domain::testing::TestClock;
use deskhand_domain::use_cases::MailboxAccess;
use deskhand_mail_in::imap::{FirstRun, ImapSettings};
use uuid::Uuid;

use super::running::{Desk, before};
use deskhand_tests::imap::{Faults, ScriptedServer};

#[tokio::test(start_paused = true)]
async fn of_two_instances_one_reads_and_the_other_takes_over() {
    let (server, desk) = (ScriptedServer::start(Faults::default()).await, Desk::default());
    server.arrives("one\r\n");
    let first = desk.read_as(1, &server, "", FirstRun::All);
    first.observer.read_to_its_end(1).await;
    let second = desk.read_as(2, &server, "", FirstRun::All);
    server.arrives("two\r\n");
    first.observer.read_to_its_end(2).await;
    assert_eq!(server.count("LOGIN"), 1, "the second does not even connect");
    first.stop().await;
    server.arrives("three\r\n");
    second.observer.read_to_its_end(1).await;
    assert_eq!(desk.intake.texts(), ["one\r\n", "two\r\n", "three\r\n"]);
    assert_eq!(server.count("UID FETCH 1 (UID BODY"), 1);
    assert_eq!(second.stop().await, before(4));
}

#[tokio::test(start_paused = true)]
async fn a_reader_whose_folder_was_given_to_another_stops_reading() {
    let (server, desk) = (ScriptedServer::start(Faults::default()).await, Desk::default());
    desk.intake.close_gate();
    server.arrives("one\r\n");
    server.arrives("two\r\n");
    let slow = desk.read(&server, "?after=delete");
    desk.intake.tried(1).await;
    let folder = ImapSettings::parse(&server.url("")).unwrap().mailbox_folder();
    let (slow_id, other) = (MailboxReaderId::new(Uuid::from_u128(1)), MailboxReaderId::new(Uuid::from_u128(2)));
    desk.desk.mailboxes().release(&folder, slow_id).await.unwrap();
    let taken = desk.desk.mailboxes().claim(&folder, other, time::Duration::DAY).await.unwrap();
    assert_eq!(taken, MailboxAccess::Granted(None));
    desk.intake.open_gate();
    server.received("UID FETCH", 2).await;
    tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
    assert_eq!(desk.intake.texts(), ["one\r\n"]);
    assert_eq!(server.state("INBOX"), [(1, false), (2, false)], "it neither reads on nor deletes");
    drop(slow);
}

#[tokio::test(start_paused = true)]
async fn a_reader_with_much_to_read_keeps_its_folder() {
    let clock = TestClock::new();
    let (server, desk) = (ScriptedServer::start(Faults::default()).await, Desk::with_clock(Arc::new(clock.clone())));
    desk.intake.close_gate();
    server.arrives("one\r\n");
    server.arrives("two\r\n");
    let running = desk.read(&server, "");
    desk.intake.tried(1).await;
    tokio::time::sleep(std::time::Duration::from_secs(120)).await;
    clock.advance(time::Duration::minutes(2));
    desk.intake.let_through(1);
    desk.intake.tried(2).await;
    clock.advance(time::Duration::minutes(2));
    let folder = ImapSettings::parse(&server.url("")).unwrap().mailbox_folder();
    let other = MailboxReaderId::new(Uuid::from_u128(2));
    let access = desk.desk.mailboxes().claim(&folder, other, time::Duration::MINUTE).await.unwrap();
    assert_eq!(access, MailboxAccess::Taken);
    desk.intake.open_gate();
    running.observer.read_to_its_end(1).await;
}

#[tokio::test(start_paused = true)]
async fn after_a_restore_nothing_is_fetched_until_mail_is_resumed() {
    let (server, desk) = (ScriptedServer::start(Faults::default()).await, Desk::default());
    server.arrives("one\r\n");
    desk.desk.maintenance().settle_after_restore().await.unwrap();
    let running = desk.read(&server, "");
    tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
    assert_eq!(server.commands(), [""; 0]);
    desk.desk.maintenance().resume_mail(false).await.unwrap_err();
    running.observer.read_to_its_end(1).await;
    assert_eq!(desk.intake.texts(), ["one\r\n"]);
}
