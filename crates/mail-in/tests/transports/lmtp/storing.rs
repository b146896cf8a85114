use std::time::Duration;

use deskhand_domain::incoming::Transport;
use deskhand_mail_in::IntakeError;
use tokio::io::AsyncWriteExt;

use super::client::Server;

#[tokio::test(start_paused = true)]
async fn a_mail_is_acknowledged_only_when_it_is_stored() {
    let server = Server::start().await;
    let mut client = server.greeted().await;
    server.intake.close_gate();
    client.begin_mail().await;
    client.send("a\r\n.\r\n").await;
    server.intake.tried(1).await;
    let early = tokio::time::timeout(Duration::from_secs(3600), client.answer()).await;
    assert!(early.is_err(), "{early:?}");
    server.intake.open_gate();
    assert_eq!(client.answer().await, "250 2.0.0 Stored");
    let mail = server.intake.mails().remove(0);
    assert_eq!((mail.sender.as_deref(), mail.transport), (Some("ada@client.example"), Transport::Lmtp));
}

#[tokio::test]
async fn a_mail_that_cannot_be_stored_stays_with_the_mail_server() {
    let server = Server::start().await;
    let mut client = server.greeted().await;
    server.intake.fail_next([IntakeError::Later("the disk is full".to_owned()), IntakeError::TooLarge]);
    assert_eq!(client.mail("a\r\n.\r\n").await, "452 4.3.1 The mail can't be stored now; try again later");
    assert_eq!(client.mail("a\r\n.\r\n").await, "552 5.3.4 The mail is too large");
    assert_eq!(client.mail("a\r\n.\r\n").await, "250 2.0.0 Stored");
    // The mail server did not hear the last answer.
    assert_eq!(client.mail("a\r\n.\r\n").await, "250 2.0.0 Stored");
    assert_eq!(server.intake.texts(), ["a\r\n"]);
}

#[tokio::test]
async fn half_a_mail_is_none() {
    let server = Server::start().await;
    let mut client = server.greeted().await;
    client.begin_mail().await;
    client.send("Subject: half\r\n\r\nof it\r\n.\r").await;
    client.0.shutdown().await.unwrap();
    assert!(client.is_closed().await);
    assert_eq!(server.greeted().await.mail("whole\r\n.\r\n").await, "250 2.0.0 Stored");
    assert_eq!(server.intake.texts(), ["whole\r\n"]);
}
