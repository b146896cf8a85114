use super::client::Server;
use crate::fake_intake::MOST_BYTES;

/// Row 40 of the cases: a client that hides a second mail behind something that other servers take for the end.
#[tokio::test]
async fn a_second_mail_cannot_be_smuggled() {
    for end in ["\n.\r\n", "\n.\n", "\r.\r", "\r\n.\n", "\r\n.\r", "\r\n.\r\r\n"] {
        let server = Server::start().await;
        let hidden = "MAIL FROM:<boss@desk.example>\r\nRCPT TO:<support@desk.example>\r\nDATA\r\nSubject: forged\r\n";
        let content = format!("Subject: true\r\n\r\nbefore{end}{hidden}");
        let answer = server.greeted().await.mail(&format!("{content}\r\n.\r\n")).await;
        assert_eq!(answer, "250 2.0.0 Stored");
        let texts = server.intake.texts();
        // A dot at the start of a line is taken off, whatever follows.
        let kept = content.replace("\r\n.", "\r\n") + "\r\n";
        assert_eq!(texts, [kept], "{end:?}");
    }
}

#[tokio::test]
async fn dots_at_line_starts_are_taken_off_and_all_other_bytes_stay() {
    let server = Server::start().await;
    let mut client = server.greeted().await;
    assert_eq!(client.mail("..\r\n.. a\r\n\r\nstra\u{df}e\0\r\n.\r\n").await, "250 2.0.0 Stored");
    assert_eq!(client.mail(".\r\n").await, "250 2.0.0 Stored");
    assert_eq!(server.intake.texts(), [".\r\n. a\r\n\r\nstra\u{df}e\0\r\n", ""]);
}

#[tokio::test]
async fn a_mail_that_is_too_large_is_refused_for_each_recipient_and_the_next_one_is_taken() {
    let server = Server::start().await;
    let mut client = server.greeted().await;
    client.ask("MAIL FROM:<ada@client.example>").await;
    client.ask("RCPT TO:<support@desk.example>").await;
    client.ask("RCPT TO:<support+a@desk.example>").await;
    client.ask("DATA").await;
    let most = usize::try_from(MOST_BYTES).unwrap();
    client.send(&format!("{}\r\n.\r\n", "a".repeat(most - 1))).await;
    assert_eq!(client.answer().await, "552 5.3.4 The mail is too large");
    assert_eq!(client.answer().await, "552 5.3.4 The mail is too large");
    assert_eq!(client.mail(&format!("{}\r\n.\r\n", "b".repeat(most - 2))).await, "250 2.0.0 Stored");
    assert_eq!(server.intake.texts(), [format!("{}\r\n", "b".repeat(most - 2))]);
}
