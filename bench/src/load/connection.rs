use std::net::SocketAddr;

use anyhow::Context;
use http_body_util::{BodyExt, Full};
use hyper::Response;
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{self, HeaderValue};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

use super::Call;

/// One connection that is kept open. Dropping it closes it.
pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
    driver: JoinHandle<()>,
    host: HeaderValue,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Reply {
    /// Its status.
    pub status: u16,
    /// Whether it says when to come back.
    pub says_when_to_come_back: bool,
    /// Its body.
    pub body: Bytes,
}

impl Reply {
    /// Whether the server did what was asked.
    #[must_use]
    pub const fn is_success(&self) -> bool {
        self.status >= 200 && self.status < 300
    }
}

impl Connection {
    /// Connects.
    ///
    /// # Errors
    /// The system's.
    pub async fn open(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await.with_context(|| format!("{address} can't be reached"))?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        let driver = tokio::spawn(async move {
            // What went wrong, the sender hears too.
            let _ = connection.await;
        });
        Ok(Self { sender, driver, host: HeaderValue::from_str(&address.to_string())? })
    }

    /// Sends a request and reads the whole answer.
    ///
    /// # Errors
    /// Where the connection broke: it is good for nothing more then.
    pub async fn send(&mut self, call: Call) -> anyhow::Result<Reply> {
        let response = self.begin(call).await?;
        let status = response.status().as_u16();
        let says_when_to_come_back = response.headers().contains_key(header::RETRY_AFTER);
        let body = response.into_body().collect().await?.to_bytes();
        Ok(Reply { status, says_when_to_come_back, body })
    }

    /// Whether the server has closed it: after a refusal whose request it did not read to its end, it does.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.sender.is_closed()
    }

    /// Sends a request, and leaves the body to the caller: it may be a stream without end.
    ///
    /// # Errors
    /// Where the connection broke.
    pub async fn begin(&mut self, call: Call) -> anyhow::Result<Response<Incoming>> {
        self.sender.ready().await?;
        Ok(self.sender.send_request(call.into_request(&self.host)?).await?)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.driver.abort();
    }
}
