//! HTTP/1.1 with TLS by the public authorities, and by those of a file.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use deskhand_outgoing::{ClientConfig, certificates_in, tls_config};
use http_body_util::Full;
use hyper::body::Bytes;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(10);

pub(crate) type HttpClient = Client<HttpsConnector<HttpConnector>, Full<Bytes>>;

pub(crate) fn client(ca_file: Option<&Path>) -> anyhow::Result<HttpClient> {
    let tls = match ca_file {
        Some(file) => tls_trusting(file)?,
        None => tls_config([])?,
    };
    let mut tcp = HttpConnector::new();
    tcp.set_connect_timeout(Some(CONNECT));
    tcp.set_nodelay(true);
    tcp.enforce_http(false);
    let connector =
        HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_http1().wrap_connector(tcp);
    Ok(Client::builder(TokioExecutor::new()).build(connector))
}

/// Trusts the authorities of this file besides the public ones.
fn tls_trusting(file: &Path) -> anyhow::Result<ClientConfig> {
    let place = file.display();
    let pem = fs::read(file).with_context(|| format!("the file of authorities {place} can't be read"))?;
    let authorities = certificates_in(&pem).with_context(|| place.to_string())?;
    tls_config(authorities).with_context(|| format!("{place} has a certificate that can't be used"))
}

#[cfg(test)]
mod tests;
