use std::io;
use std::time::Duration;

use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::time::timeout;

/// The answers to the client. They are sent together when it is the client's turn: so commands may be sent without waiting for
/// the answers (PIPELINING).
pub(super) struct Output<W> {
    writer: W,
    waiting: String,
}

impl<W: AsyncWrite + Unpin> Output<W> {
    pub(super) const fn new(writer: W) -> Self {
        Self { writer, waiting: String::new() }
    }

    /// Adds a line.
    pub(super) fn say(&mut self, line: &str) {
        self.waiting.push_str(line);
        self.waiting.push_str("\r\n");
    }

    /// Sends what was said.
    pub(super) async fn send(&mut self, limit: Duration) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let lines = std::mem::take(&mut self.waiting);
        let sending = async {
            self.writer.write_all(lines.as_bytes()).await?;
            self.writer.flush().await
        };
        timeout(limit, sending).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }
}
