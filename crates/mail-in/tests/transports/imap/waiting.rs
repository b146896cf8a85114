use std::time::Duration;

use tokio::time::Instant;

use super::running::Desk;
use deskhand_tests::imap::{Faults, ScriptedServer};

/// How long it takes until a new mail is noticed.
async fn noticed(faults: Faults) -> (Duration, ScriptedServer) {
    let (server, desk) = (ScriptedServer::start(faults).await, Desk::default());
    let running = desk.read(&server, "");
    running.observer.read_to_its_end(1).await;
    // Until the reader waits.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let start = Instant::now();
    server.arrives("one\r\n");
    desk.intake.tried(1).await;
    assert_eq!(server.count("LOGIN"), 1);
    (start.elapsed(), server)
}

#[tokio::test(start_paused = true)]
async fn a_server_that_idles_tells_of_new_mail_at_once() {
    let (time, server) = noticed(Faults::default()).await;
    assert!(time < Duration::from_secs(1), "{time:?}");
    server.received("DONE", 1).await;
}

#[tokio::test(start_paused = true)]
async fn a_server_that_idles_in_silence_is_asked_every_nine_minutes() {
    let (time, _server) = noticed(Faults { is_silent: true, ..Faults::default() }).await;
    assert!(Duration::from_secs(8 * 60) < time && time <= Duration::from_secs(9 * 60), "{time:?}");
}

#[tokio::test(start_paused = true)]
async fn a_server_that_cannot_idle_is_asked_in_the_poll_interval() {
    let (time, server) = noticed(Faults { cannot: vec!["IDLE"], ..Faults::default() }).await;
    assert!(Duration::from_secs(60) < time && time <= Duration::from_secs(120), "{time:?}");
    assert_eq!(server.count("IDLE"), 0);
}
