//! A client that sends arbitrary bytes at arbitrary times.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

pub(super) struct Wire(TcpStream);

impl Wire {
    pub(super) async fn to(address: &str) -> Self {
        Self(TcpStream::connect(address).await.unwrap())
    }

    /// Sends bytes; returns false if the connection is closed.
    pub(super) async fn send(&mut self, text: &str) -> bool {
        self.0.write_all(text.as_bytes()).await.is_ok()
    }

    /// Reads until this text came; fails if it does not.
    pub(super) async fn read_until(&mut self, words: &str, limit: Duration) -> String {
        let mut read = Vec::new();
        let reading = async {
            while !String::from_utf8_lossy(&read).contains(words) {
                let count = self.0.read_buf(&mut read).await.unwrap();
                assert!(count > 0, "it ended before {words:?}");
            }
        };
        let in_time = timeout(limit, reading).await.is_ok();
        let read = String::from_utf8_lossy(&read).into_owned();
        assert!(in_time, "no {words:?} within {limit:?}: {read}");
        read
    }

    /// Reads until the server closes or resets the connection; fails if it does neither.
    pub(super) async fn read_to_end(&mut self, limit: Duration) -> String {
        let mut read = Vec::new();
        let ended = timeout(limit, self.0.read_to_end(&mut read)).await;
        assert!(ended.is_ok(), "it is not ended within {limit:?}: {}", String::from_utf8_lossy(&read));
        String::from_utf8_lossy(&read).into_owned()
    }
}

/// The head of a request with a body of this length, including the empty line.
pub(super) fn head(method: &str, path: &str, token: &str, headers: &str, length: usize) -> String {
    format!(
        "{method} /api/v1{path} HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n{headers}\r\n"
    )
}
