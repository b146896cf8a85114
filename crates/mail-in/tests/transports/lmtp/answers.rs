use super::client::Server;

#[tokio::test]
async fn each_command_has_its_answer() {
    let server = Server::start().await;
    let mut client = server.connect().await;
    assert_eq!(client.answer().await, "220 desk.example LMTP deskhand");
    for (command, answer) in [
        ("MAIL FROM:<ada@client.example>", "503 5.5.1 Say LHLO first"),
        ("EHLO relay.example", "500 5.5.1 This is LMTP: say LHLO"),
        ("HELO relay.example", "500 5.5.1 This is LMTP: say LHLO"),
        (
            "LHLO relay.example",
            "250-desk.example|250-PIPELINING|250-8BITMIME|250-SMTPUTF8|250-ENHANCEDSTATUSCODES|250 SIZE 10000",
        ),
        ("NOOP", "250 2.0.0 OK"),
        ("VRFY support", "252 2.5.0 Send a mail and see"),
        ("RCPT TO:<support@desk.example>", "503 5.5.1 Say MAIL first"),
        ("MAIL FROM:<ada@client.example> SIZE=10001", "552 5.3.4 A mail may have 10000 bytes"),
        ("MAIL FROM:<ada@client.example> SIZE=10000 BODY=8BITMIME SMTPUTF8", "250 2.1.0 OK"),
        ("MAIL FROM:<ada@client.example>", "503 5.5.1 There is a sender already; say RSET"),
        ("DATA", "503 5.5.1 There is no recipient"),
        ("RCPT TO:<sales@desk.example>", "550 5.1.1 There is no such mailbox here"),
        ("RCPT TO:<support>", "550 5.1.1 There is no such mailbox here"),
        ("RCPT TO:<Support+r42-tag@desk.example>", "250 2.1.5 OK"),
        ("RSET", "250 2.0.0 OK"),
        ("DATA", "503 5.5.1 There is no recipient"),
        ("STARTTLS", "500 5.5.2 I don't know this command"),
        ("QUIT", "221 2.0.0 Bye"),
    ] {
        assert_eq!(client.ask(command).await, answer, "{command}");
    }
    assert!(client.is_closed().await);
}

#[tokio::test]
async fn commands_that_are_sent_together_are_answered_in_order() {
    let server = Server::start().await;
    let mut client = server.connect().await;
    client.answer().await;
    client
        .send(
            "LHLO relay.example\r\nMAIL FROM:<>\r\nRCPT TO:<support@desk.example>\r\nRCPT TO:<sales@desk.example>\r\nRCPT \
             TO:<support+r42-tag@desk.example>\r\nDATA\r\n",
        )
        .await;
    for answer in ["250-", "250 2.1.0", "250 2.1.5", "550 5.1.1", "250 2.1.5", "354 "] {
        assert!(client.answer().await.starts_with(answer), "{answer}");
    }
    client.send("Subject: a\r\n\r\nb\r\n.\r\nQUIT\r\n").await;
    // One for each recipient that was accepted.
    for answer in ["250 2.0.0 Stored", "250 2.0.0 Stored", "221 2.0.0 Bye"] {
        assert_eq!(client.answer().await, answer);
    }
    let mails = server.intake.mails();
    let recipients: Vec<_> = mails[0].recipients.iter().map(ToString::to_string).collect();
    assert_eq!(recipients, ["support@desk.example", "support+r42-tag@desk.example"]);
    assert_eq!((mails.len(), mails[0].sender.as_deref()), (1, Some("")));
}
