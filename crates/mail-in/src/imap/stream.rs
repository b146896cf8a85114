//! The connection to the server, with or without TLS.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use deskhand_outgoing::tls_config;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

use super::fault::Fault;
use super::settings::ImapSettings;

/// The longest time to connect, TLS included.
const CONNECT: Duration = Duration::from_secs(20);

pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Sync + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Sync + Unpin> Stream for S {}

pub(super) async fn connect(settings: &ImapSettings) -> Result<Box<dyn Stream>, Fault> {
    let connected = timeout(CONNECT, connect_at_last(settings)).await;
    connected.unwrap_or_else(|_| Err(Fault::Connection(format!("it did not answer for {CONNECT:?}"))))
}

async fn connect_at_last(settings: &ImapSettings) -> Result<Box<dyn Stream>, Fault> {
    let server = (settings.host.as_str(), settings.port);
    let cannot = |error: io::Error| Fault::Connection(format!("it can't be reached: {error}"));
    let tcp = TcpStream::connect(server).await.map_err(cannot)?;
    // Commands are small: without this each would wait for the server's delayed acknowledgement of the one before.
    tcp.set_nodelay(true).map_err(cannot)?;
    if !settings.is_encrypted {
        return Ok(Box::new(tcp));
    }
    let name = ServerName::try_from(settings.host.clone()).map_err(|error| Fault::Connection(error.to_string()))?;
    let tls = tls_config(settings.authorities.clone()).map_err(|error| Fault::Connection(error.to_string()))?;
    match TlsConnector::from(Arc::new(tls)).connect(name, tcp).await {
        Ok(tls) => Ok(Box::new(tls)),
        Err(error) if error.to_string().contains("certificate") => Err(Fault::Connection(format!(
            "it shows no trusted certificate: set mail.in.ca_file for a private authority: {error}"
        ))),
        Err(error) => Err(Fault::Connection(format!("it does not speak TLS: {error}"))),
    }
}
