use super::running::Desk;
use deskhand_tests::imap::{Faults, ScriptedServer};

/// What became of two mails, of which a third party marked the second as deleted, and the commands that changed something.
async fn after(after: &str, faults: Faults) -> (ScriptedServer, Vec<String>) {
    let (server, desk) = (ScriptedServer::start(faults).await, Desk::default());
    server.arrives("one\r\n");
    let running = desk.read(&server, after);
    running.observer.read_to_its_end(1).await;
    running.stop().await;
    assert_eq!(desk.intake.texts(), ["one\r\n"]);
    let is_change = |command: &String| ["STORE", "MOVE", "EXPUNGE"].iter().any(|word| command.contains(word));
    let changes = server.commands().into_iter().filter(is_change).collect();
    (server, changes)
}

#[tokio::test(start_paused = true)]
async fn a_mail_is_marked_moved_or_deleted_by_its_own_number() {
    let (server, changes) = after("?after=seen", Faults::default()).await;
    assert_eq!(
        (server.state("INBOX"), changes),
        (vec![(1, true)], vec!["UID STORE 1 +FLAGS.SILENT (\\Seen)".to_owned()])
    );
    let (server, changes) = after("?after=move:Done", Faults::default()).await;
    assert_eq!((server.state("Done"), changes), (vec![(1, false)], vec!["UID MOVE 1 \"Done\"".to_owned()]));
    let (server, changes) = after("?after=delete", Faults::default()).await;
    assert_eq!(server.state("INBOX"), []);
    assert_eq!(changes, ["UID STORE 1 +FLAGS.SILENT (\\Deleted)", "UID EXPUNGE 1"]);
}

#[tokio::test(start_paused = true)]
async fn where_the_server_cannot_do_that_the_mail_is_marked_as_read() {
    for (wanted, lacks) in [("?after=move:Done", "MOVE"), ("?after=delete", "UIDPLUS")] {
        let (server, changes) = after(wanted, Faults { cannot: vec![lacks], ..Faults::default() }).await;
        assert_eq!(server.state("INBOX"), [(1, true)]);
        assert_eq!(changes, ["UID STORE 1 +FLAGS.SILENT (\\Seen)"]);
    }
}
