use deskhand_domain::DeliveryId;
use deskhand_domain::webhooks::WebhookUrl;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use uuid::Uuid;

use super::*;
use crate::answer::MOST_BYTES;

fn request(url: &str) -> WebhookRequest {
    WebhookRequest {
        url: WebhookUrl::parse(url).unwrap(),
        id: DeliveryId::new(Uuid::from_u128(7)),
        timestamp: 1_700_000_000,
        signatures: vec!["v1,abc=".to_owned(), "v1,def=".to_owned()],
        body: "{\"type\":\"webhook.test\"}".to_owned(),
    }
}

fn sender(allow_private: bool) -> HttpSender {
    HttpSender::new(Duration::from_secs(2), allow_private).unwrap()
}

/// Answers one request with these bytes. Returns its own URL, and what it was asked.
async fn receiver(answer: &'static str) -> (String, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hooks?a=1", listener.local_addr().unwrap());
    let asked = tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        let mut asked = Vec::new();
        while !asked.ends_with(b"}") {
            let mut bytes = [0; 1000];
            let read = connection.read(&mut bytes).await.unwrap();
            asked.extend_from_slice(&bytes[..read]);
        }
        connection.write_all(answer.as_bytes()).await.unwrap();
        String::from_utf8(asked).unwrap()
    });
    (url, asked)
}

#[tokio::test]
async fn a_delivery_has_the_headers_of_the_standard() {
    let (url, asked) = receiver("HTTP/1.1 204 No Content\r\n\r\n").await;
    let answer = sender(true).send(request(&url)).await.unwrap();
    assert_eq!(answer, WebhookAnswer { status: 204, retry_after: None, text: String::new() });
    let asked = asked.await.unwrap();
    assert!(asked.starts_with("POST /hooks?a=1 HTTP/1.1\r\n"), "{asked}");
    for line in [
        "content-type: application/json\r\n",
        "webhook-id: 00000000-0000-0000-0000-000000000007\r\n",
        "webhook-timestamp: 1700000000\r\n",
        "webhook-signature: v1,abc= v1,def=\r\n",
        "content-length: 23\r\n",
        "\r\n\r\n{\"type\":\"webhook.test\"}",
    ] {
        assert!(asked.contains(line), "{line} is not in {asked}");
    }
}

#[tokio::test]
async fn an_answer_says_its_status_its_wait_and_its_first_words() {
    let (url, _asked) = receiver("HTTP/1.1 503 Busy\r\nretry-after: 120\r\ncontent-length: 4\r\n\r\nlate").await;
    let answer = sender(true).send(request(&url)).await.unwrap();
    let wait = Some(time::Duration::seconds(120));
    assert_eq!(answer, WebhookAnswer { status: 503, retry_after: wait, text: "late".to_owned() });
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_is_not_followed() {
    let (elsewhere, asked_elsewhere) = receiver("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    let answer = format!("HTTP/1.1 307 Moved\r\nlocation: {elsewhere}\r\ncontent-length: 0\r\n\r\n");
    let (url, _asked) = receiver(Box::leak(answer.into_boxed_str())).await;
    assert_eq!(sender(true).send(request(&url)).await.unwrap().status, 307);
    assert!(!asked_elsewhere.is_finished());
}

#[tokio::test]
async fn own_networks_are_not_asked_by_address_nor_by_name() {
    let (url, asked) = receiver("HTTP/1.1 200 OK\r\n\r\n").await;
    let by_name = url.replace("127.0.0.1", "localhost");
    let mapped = url.replace("127.0.0.1", "[::ffff:127.0.0.1]");
    for url in [url, by_name, mapped] {
        let refused = sender(false).send(request(&url)).await.unwrap_err();
        assert!(
            refused.contains("is no public address; the operator can allow it with webhooks.allow_private"),
            "{refused}"
        );
    }
    assert!(!asked.is_finished(), "no connection is made");
}

#[tokio::test]
async fn a_receiver_that_is_silent_or_away_is_named_so() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let silent = HttpSender::new(Duration::from_millis(50), true).unwrap();
    assert_eq!(silent.send(request(&url)).await.unwrap_err(), "the receiver did not answer within 0.05 s");
    drop(listener);
    let away = sender(true).send(request(&url)).await.unwrap_err();
    assert!(away.contains("refused"), "{away}");
    // A receiver without TLS behind https.
    let (url, _asked) = receiver("HTTP/1.1 200 OK\r\n\r\n").await;
    assert!(sender(true).send(request(&url.replace("http:", "https:"))).await.is_err());
}

#[tokio::test]
async fn an_endless_answer_is_read_to_its_first_words_only() {
    let words = "x".repeat(10_000);
    let answer = format!("HTTP/1.1 400 Bad\r\ncontent-length: 99999999\r\n\r\n{words}");
    let (url, _asked) = receiver(Box::leak(answer.into_boxed_str())).await;
    let answer = sender(true).send(request(&url)).await.unwrap();
    assert_eq!((answer.status, answer.text.len()), (400, MOST_BYTES));
}
