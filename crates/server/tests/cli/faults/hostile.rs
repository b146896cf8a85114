//! Clients that occupy connections, and connect again whenever they are cut off.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{sleep, sleep_until, timeout};

/// What a client does on its connection.
#[derive(Clone, Copy, Debug)]
pub(super) enum Hostile {
    /// Nothing.
    Silent,
    /// Sends half a head.
    HalfAHead,
    /// Sends a request, reads the answer, and sends half a head.
    HalfASecondHead,
    /// Sends a chunked body that does not end.
    EndlessChunks,
    /// Sends a long body, a little at a time.
    EndlessLength,
    /// Sends many requests and reads no answer.
    ReadsNothing,
}

const PACE: Duration = Duration::from_millis(100);

impl Hostile {
    pub(super) const ALL: [Self; 6] = [
        Self::Silent,
        Self::HalfAHead,
        Self::HalfASecondHead,
        Self::EndlessChunks,
        Self::EndlessLength,
        Self::ReadsNothing,
    ];

    /// Goes on until then, and returns the last connection, still open on this side.
    pub(super) async fn go_on(self, address: String, until: Instant) -> Option<TcpStream> {
        let mut last = None;
        while Instant::now() < until {
            let Ok(mut stream) = connect(&address).await else {
                sleep(PACE).await;
                continue;
            };
            // It ends with an error when the server cuts it off.
            let _ = timeout(until.saturating_duration_since(Instant::now()), self.occupy(&mut stream, until)).await;
            last = Some(stream);
            sleep(PACE).await;
        }
        last
    }

    async fn occupy(self, stream: &mut TcpStream, until: Instant) -> std::io::Result<()> {
        stream.write_all(self.beginning().as_bytes()).await?;
        match self {
            Self::Silent | Self::HalfAHead => until_cut_off(stream).await,
            Self::HalfASecondHead => {
                let mut answer = [0; 4096];
                while !answer.windows(6).any(|end| end == b"\r\n\r\n{\"") && stream.read(&mut answer).await? > 0 {}
                stream.write_all(b"GET /healthz HTT").await?;
                until_cut_off(stream).await
            }
            Self::EndlessChunks => trickle(stream, format!("400\r\n{}\r\n", "a".repeat(1024)).as_bytes()).await,
            Self::EndlessLength => trickle(stream, &[b' '; 64]).await,
            Self::ReadsNothing => {
                sleep_until(until.into()).await;
                Ok(())
            }
        }
    }

    fn beginning(self) -> String {
        let post = "POST /api/v1/auth/signin HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\n";
        match self {
            Self::Silent => String::new(),
            Self::HalfAHead => "GET /healthz HTTP/1.1\r\nHost: de".to_owned(),
            Self::HalfASecondHead => "GET /healthz HTTP/1.1\r\nHost: desk\r\n\r\n".to_owned(),
            Self::EndlessChunks => format!("{post}Transfer-Encoding: chunked\r\n\r\n"),
            Self::EndlessLength => format!("{post}Content-Length: 60000\r\n\r\n"),
            Self::ReadsNothing => "GET /openapi.json HTTP/1.1\r\nHost: desk\r\n\r\n".repeat(400),
        }
    }
}

/// Sends many requests, and reads a little of the answers at a time, until the server cuts it off.
pub(super) async fn read_a_little(address: &str) -> std::io::Result<()> {
    let mut stream = connect(address).await?;
    stream.write_all(Hostile::ReadsNothing.beginning().as_bytes()).await?;
    let mut answer = [0; 2048];
    while stream.read(&mut answer).await? > 0 {
        sleep(PACE).await;
    }
    Ok(())
}

/// With a small buffer: what the system stores for a client that does not read must not hide that the server waits for it.
async fn connect(address: &str) -> std::io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.set_recv_buffer_size(4096)?;
    socket.connect(address.parse().unwrap()).await
}

async fn until_cut_off(stream: &mut TcpStream) -> std::io::Result<()> {
    let mut answer = [0; 4096];
    while stream.read(&mut answer).await? > 0 {}
    Ok(())
}

async fn trickle(stream: &mut TcpStream, piece: &[u8]) -> std::io::Result<()> {
    loop {
        stream.write_all(piece).await?;
        sleep(PACE).await;
    }
}
