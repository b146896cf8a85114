use super::running::{Desk, before};
use deskhand_domain::incoming::LeftBehind;
use deskhand_tests::imap::{Faults, ScriptedServer};

async fn with_three_mails(faults: Faults) -> (ScriptedServer, Desk) {
    let server = ScriptedServer::start(faults).await;
    for text in ["one\r\n", "two\r\n", "three\r\n"] {
        server.arrives(text);
    }
    (server, Desk::default())
}

#[tokio::test(start_paused = true)]
async fn of_a_mail_that_fails_three_times_the_header_is_taken_and_the_rest_goes_on() {
    for faults in [
        Faults { bad_uid: Some(2), ..Faults::default() },
        Faults { nil_uid: Some(2), ..Faults::default() },
        Faults { literal: Some((2, 500_000_000)), ..Faults::default() },
        Faults { stops_in: Some((2, 3, u32::MAX)), ..Faults::default() },
    ] {
        let (server, desk) = with_three_mails(faults.clone()).await;
        let running = desk.read(&server, "");
        running.observer.read_to_its_end(1).await;
        assert_eq!(desk.intake.texts(), ["one\r\n", "", "three\r\n"], "{faults:?}");
        let left = desk.intake.mails().remove(1).left;
        assert!(matches!(left, Some(LeftBehind::Unfetched { .. })), "{left:?}");
        assert_eq!(server.count("UID FETCH 2 (UID BODY.PEEK[])"), 3);
        assert_eq!(server.state("INBOX"), [(1, true), (2, false), (3, true)]);
        assert_eq!(running.stop().await, before(4));
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_stops_in_the_middle_of_a_mail_is_given_up_and_the_mail_fetched_again() {
    let (server, desk) = with_three_mails(Faults { stops_in: Some((2, 3, 2)), ..Faults::default() }).await;
    let running = desk.read(&server, "");
    running.observer.read_to_its_end(1).await;
    assert_eq!(desk.intake.texts(), ["one\r\n", "two\r\n", "three\r\n"]);
    assert_eq!(server.count("LOGIN"), 3);
}

#[tokio::test(start_paused = true)]
async fn of_a_mail_that_is_longer_or_shorter_than_announced_the_header_is_taken() {
    // Of the literal the end is missing, or what follows it is no answer.
    for announced in [60, 4] {
        let (server, desk) = with_three_mails(Faults { literal: Some((2, announced)), ..Faults::default() }).await;
        let running = desk.read(&server, "");
        running.observer.read_to_its_end(1).await;
        assert_eq!(desk.intake.texts(), ["one\r\n", "", "three\r\n"], "{announced}");
    }
}
