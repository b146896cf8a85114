use deskhand_mail_in::imap::FirstRun;

use super::running::{Desk, before};
use deskhand_tests::imap::{Faults, ScriptedServer};

/// What is taken of an old mail that was read, an old one that was not, and a new one.
async fn taken(first_run: FirstRun) -> Vec<String> {
    let (server, desk) = (ScriptedServer::start(Faults::default()).await, Desk::default());
    server.arrives("read\r\n");
    server.mailbox().mails[0].is_seen = true;
    server.arrives("unread\r\n");
    let running = desk.read_as(1, &server, "", first_run);
    running.observer.read_to_its_end(1).await;
    server.arrives("new\r\n");
    running.observer.read_to_its_end(2).await;
    assert_eq!(running.stop().await, before(4));
    desk.intake.texts()
}

#[tokio::test(start_paused = true)]
async fn the_first_run_takes_what_the_settings_say() {
    assert_eq!(taken(FirstRun::New).await, ["new\r\n"]);
    assert_eq!(taken(FirstRun::Unseen).await, ["unread\r\n", "new\r\n"]);
    assert_eq!(taken(FirstRun::All).await, ["read\r\n", "unread\r\n", "new\r\n"]);
}

#[tokio::test(start_paused = true)]
async fn a_first_run_that_was_broken_off_still_leaves_out_what_was_read() {
    let faults = Faults { stops_in: Some((2, 1, 1)), ..Faults::default() };
    let (server, desk) = (ScriptedServer::start(faults).await, Desk::default());
    for _ in 0..3 {
        let uid = server.arrives("");
        server.mailbox().mails[uid as usize - 1].raw = format!("{uid}\r\n").into_bytes();
    }
    server.mailbox().mails[2].is_seen = true;
    let running = desk.read_as(1, &server, "", FirstRun::Unseen);
    running.observer.read_to_its_end(1).await;
    assert_eq!(desk.intake.texts(), ["1\r\n", "2\r\n"]);
    assert_eq!(running.stop().await, before(4));
}

#[tokio::test(start_paused = true)]
async fn an_empty_folder_is_read_from_its_first_mail_on() {
    for first_run in [FirstRun::New, FirstRun::Unseen, FirstRun::All] {
        let (server, desk) = (ScriptedServer::start(Faults::default()).await, Desk::default());
        let running = desk.read_as(1, &server, "", first_run);
        running.observer.read_to_its_end(1).await;
        server.arrives("new\r\n");
        running.observer.read_to_its_end(2).await;
        assert_eq!((desk.intake.texts(), running.stop().await), (vec!["new\r\n".to_owned()], before(2)));
    }
}

#[tokio::test(start_paused = true)]
async fn a_first_run_reads_more_mails_than_are_listed_at_once() {
    for (first_run, count) in [(FirstRun::Unseen, 1100), (FirstRun::All, 2200)] {
        let (server, desk) = (ScriptedServer::start(Faults::default()).await, Desk::default());
        for number in 0..2200 {
            let uid = server.arrives(format!("{number}\r\n"));
            server.mailbox().mails[number].is_seen = uid % 2 == 0;
        }
        let running = desk.read_as(1, &server, "", first_run);
        running.observer.read_to_its_end(1).await;
        assert_eq!((desk.intake.texts().len(), running.stop().await), (count, before(2201)));
    }
}
