use super::client::Server;

#[tokio::test]
async fn a_stop_ends_what_waits_and_finishes_the_mail_that_has_arrived() {
    let server = Server::start().await;
    let (mut idle, mut arriving, mut arrived) =
        (server.greeted().await, server.greeted().await, server.greeted().await);
    arriving.begin_mail().await;
    arriving.send("half\r\n").await;
    server.intake.close_gate();
    arrived.begin_mail().await;
    arrived.send("whole\r\n.\r\nNOOP\r\n").await;
    server.intake.tried(1).await;

    server.stop();
    assert_eq!(idle.answer().await, "421 4.3.2 Stopping; try again");
    assert_eq!(arriving.answer().await, "421 4.3.2 Stopping; try again");
    server.intake.open_gate();
    assert_eq!(arrived.answer().await, "250 2.0.0 Stored");
    assert_eq!(arrived.answer().await, "250 2.0.0 OK");
    assert_eq!(arrived.answer().await, "421 4.3.2 Stopping; try again");
    assert!(arrived.is_closed().await);
    assert_eq!(server.intake.texts(), ["whole\r\n"]);
    server.ended().await;
}
