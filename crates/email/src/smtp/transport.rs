//! The TCP connection and the TLS parameters.

use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::{TlsParameters, TlsParametersBuilder};
use tokio::net::TcpStream;

use super::fault::{Fault, Stage, Trouble};
use super::options::Encryption;
use super::settings::SmtpSettings;

/// Connects without Nagle's algorithm. lettre writes a mail and its final dot separately; with Nagle the dot would wait
/// for the server's delayed acknowledgement, 40 ms for each mail. With implicit TLS lettre opens the socket itself.
pub(super) async fn connect_tcp(settings: &SmtpSettings) -> Result<TcpStream, Fault> {
    let limit = settings.timeouts.connect;
    let no_delay = async {
        let stream = TcpStream::connect((settings.host.as_str(), settings.port)).await?;
        stream.set_nodelay(true)?;
        Ok(stream)
    };
    let trouble = match tokio::time::timeout(limit, no_delay).await {
        Ok(Ok(stream)) => return Ok(stream),
        Ok(Err(error)) => Trouble::Network(error),
        Err(_) => Trouble::Silence(limit),
    };
    Err(Fault { stage: Stage::Connect, trouble })
}

pub(super) fn tls(settings: &SmtpSettings) -> Result<TlsParameters, Error> {
    // An attacker who can forge a certificate can also hide STARTTLS. Checking the certificate would only turn an encrypted
    // mail into an unencrypted one, or into none.
    let unchecked = settings.encryption == Encryption::Opportunistic;
    let builder = TlsParameters::builder(settings.host.clone())
        .dangerous_accept_invalid_certs(unchecked)
        .dangerous_accept_invalid_hostnames(unchecked);
    settings.authorities.iter().cloned().fold(builder, TlsParametersBuilder::add_root_certificate).build()
}
