use std::net::SocketAddr;
use std::sync::Arc;

use deskhand_mail_in::lmtp::{Limits, ListenAddress, LmtpListener, LmtpServer};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::fake_intake::FakeIntake;

/// A server with a fake intake, on a free port.
pub(super) struct Server {
    pub(super) intake: Arc<FakeIntake>,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    running: JoinHandle<()>,
}

impl Server {
    pub(super) async fn start() -> Self {
        let listener = LmtpListener::bind(&ListenAddress::parse("127.0.0.1:0").unwrap()).await.unwrap();
        let intake = Arc::new(FakeIntake::default());
        let address = listener.tcp_address().unwrap();
        let (stop, stopped) = watch::channel(false);
        let server = LmtpServer::new("desk.example", Arc::clone(&intake) as _, Limits::default());
        let running = tokio::spawn(server.run(listener, stopped));
        Self { intake, address, stop, running }
    }

    pub(super) async fn connect(&self) -> Client<TcpStream> {
        Client(BufReader::new(TcpStream::connect(self.address).await.unwrap()))
    }

    /// A client that was greeted.
    pub(super) async fn greeted(&self) -> Client<TcpStream> {
        let mut client = self.connect().await;
        assert_eq!(client.answer().await, "220 desk.example LMTP deskhand");
        assert!(client.ask("LHLO relay.example").await.starts_with("250"));
        client
    }

    pub(super) fn stop(&self) {
        self.stop.send(true).unwrap();
    }

    /// Waits until the server has ended.
    pub(super) async fn ended(self) {
        self.running.await.unwrap();
    }
}

/// Speaks as the test says, whether or not it is LMTP.
pub(super) struct Client<S>(pub(super) BufReader<S>);

impl<S: AsyncRead + AsyncWrite + Unpin> Client<S> {
    pub(super) async fn send(&mut self, bytes: &str) {
        self.0.write_all(bytes.as_bytes()).await.unwrap();
    }

    /// Sends a command, and returns the answer to it.
    pub(super) async fn ask(&mut self, command: &str) -> String {
        self.send(&format!("{command}\r\n")).await;
        self.answer().await
    }

    /// The next answer, its lines joined by `|`; empty at the end of the connection.
    pub(super) async fn answer(&mut self) -> String {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).await.unwrap();
            let line = line.trim_end().to_owned();
            let is_last = line.as_bytes().get(3) != Some(&b'-');
            lines.push(line);
            if is_last {
                return lines.join("|");
            }
        }
    }

    /// Begins a mail to one recipient, up to the answer to DATA.
    pub(super) async fn begin_mail(&mut self) {
        assert_eq!(self.ask("MAIL FROM:<ada@client.example>").await, "250 2.1.0 OK");
        assert_eq!(self.ask("RCPT TO:<support@desk.example>").await, "250 2.1.5 OK");
        assert!(self.ask("DATA").await.starts_with("354 "));
    }

    /// Sends a mail, dot and all, and returns the answer.
    pub(super) async fn mail(&mut self, content: &str) -> String {
        self.begin_mail().await;
        self.send(content).await;
        self.answer().await
    }

    pub(super) async fn is_closed(&mut self) -> bool {
        self.0.read_u8().await.is_err()
    }
}
