use std::path::PathBuf;
use std::sync::Arc;

use hyper::Request;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use super::*;
use crate::no_answer::NoAnswer;

/// Answers over TLS, with a certificate that no public authority signed. Gives its port and that certificate.
async fn organisation() -> (u16, String) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("localhost:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            let Ok(mut connection) = acceptor.accept(connection).await else { continue };
            let mut request = [0; 4096];
            let _ = connection.read(&mut request).await;
            let _ = connection.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n").await;
            let _ = connection.shutdown().await;
        }
    });
    (port, made.cert.pem())
}

async fn ask(ca_file: Option<&Path>, port: u16) -> Result<u16, NoAnswer> {
    let request = Request::get(format!("https://localhost:{port}/")).body(Full::default()).unwrap();
    let answer = client(ca_file).unwrap().request(request).await;
    answer.map(|answer| answer.status().as_u16()).map_err(|error| NoAnswer::of("the desk", &error))
}

fn file(folder: &TempDir, text: &str) -> PathBuf {
    let path = folder.path().join("ca.pem");
    fs::write(&path, text).unwrap();
    path
}

#[tokio::test]
async fn an_authority_is_trusted_where_the_file_has_it_and_else_not() {
    let folder = tempfile::tempdir().unwrap();
    let (port, certificate) = organisation().await;
    let Err(NoAnswer::Final(refusal)) = ask(None, port).await else { panic!("another try would end the same") };
    assert!(refusal.contains("UnknownIssuer") && refusal.contains("DESKHAND_CA_FILE"), "{refusal}");
    assert_eq!(ask(Some(&file(&folder, &certificate)), port).await.unwrap(), 204);
}

#[test]
fn a_file_without_a_certificate_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let error = format!("{:#}", client(Some(&file(&folder, "nothing"))).unwrap_err());
    assert!(error.contains("ca.pem: there is no certificate in it"), "{error}");
    let error = client(Some(&folder.path().join("missing.pem"))).unwrap_err().to_string();
    assert!(error.contains("missing.pem can't be read"), "{error}");
}
