use std::time::Duration;

use super::client::Server;

#[tokio::test(start_paused = true)]
async fn a_client_that_says_nothing_for_five_minutes_is_sent_away() {
    let server = Server::start().await;
    let mut client = server.greeted().await;
    tokio::time::sleep(Duration::from_secs(299)).await;
    assert_eq!(client.ask("NOOP").await, "250 2.0.0 OK");
    client.send("NOOP").await;
    assert_eq!(client.answer().await, "421 4.4.2 Nothing came for too long");
    assert!(client.is_closed().await);
}

#[tokio::test(start_paused = true)]
async fn a_mail_that_trickles_for_ten_minutes_is_cut_off() {
    let server = Server::start().await;
    let mut client = server.greeted().await;
    client.begin_mail().await;
    for _ in 0..9 {
        client.send("a").await;
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
    client.send("a").await;
    assert_eq!(client.answer().await, "421 4.4.2 Nothing came for too long");
    assert_eq!(server.intake.mails().len(), 0);
}

#[tokio::test]
async fn after_ten_errors_the_session_ends() {
    let server = Server::start().await;
    let mut client = server.greeted().await;
    assert_eq!(client.ask(&"a".repeat(2047)).await, "500 5.5.2 The line is too long");
    assert_eq!(client.ask(&format!("NOOP {}", "a".repeat(2041))).await, "250 2.0.0 OK");
    for _ in 0..9 {
        assert_eq!(client.ask("DATA").await, "503 5.5.1 There is no recipient");
    }
    assert_eq!(client.answer().await, "421 4.7.0 Too many errors");
    assert!(client.is_closed().await);
}

#[tokio::test]
async fn a_mail_has_up_to_a_hundred_recipients() {
    let server = Server::start().await;
    let mut client = server.greeted().await;
    client.ask("MAIL FROM:<ada@client.example>").await;
    for number in 0..100 {
        assert_eq!(client.ask(&format!("RCPT TO:<support+{number}@desk.example>")).await, "250 2.1.5 OK");
    }
    assert_eq!(client.ask("RCPT TO:<support@desk.example>").await, "452 4.5.3 Too many recipients");
}

#[tokio::test]
async fn the_connection_beyond_twenty_is_turned_away_and_a_free_place_is_used_again() {
    let server = Server::start().await;
    let mut clients = Vec::new();
    for _ in 0..20 {
        clients.push(server.greeted().await);
    }
    let mut late = server.connect().await;
    assert_eq!(late.answer().await, "421 4.3.2 Too many connections; try again later");
    assert!(late.is_closed().await);
    clients[0].ask("QUIT").await;
    assert!(clients[0].is_closed().await);
    // The server learns of the free place at the same time as the client.
    loop {
        let mut next = server.connect().await;
        if next.answer().await.starts_with("220") {
            break;
        }
    }
}
