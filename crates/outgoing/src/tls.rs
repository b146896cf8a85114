use std::sync::Arc;

use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// A certificate that is none of an authority.
pub use tokio_rustls::rustls::Error as TlsError;

/// A file that names no authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no certificate in it: it must have one in PEM, BEGIN CERTIFICATE")]
pub struct NoCertificate;

/// TLS 1.2 or newer. Trusted are the public authorities, which are compiled in, and these.
///
/// # Errors
/// [`TlsError`] where one of them is no certificate of an authority.
pub fn tls_config(authorities: impl IntoIterator<Item = CertificateDer<'static>>) -> Result<ClientConfig, TlsError> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for authority in authorities {
        roots.add(authority)?;
    }
    let provider = Arc::new(ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

/// The certificates of a file in PEM.
///
/// # Errors
/// [`NoCertificate`] where there is none in it, or one that is cut off or damaged.
pub fn certificates_in(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, NoCertificate> {
    let certificates: Vec<_> =
        CertificateDer::pem_slice_iter(pem).collect::<Result<_, _>>().map_err(|_| NoCertificate)?;
    if certificates.is_empty() { Err(NoCertificate) } else { Ok(certificates) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificates_are_read_and_trusted_and_what_is_none_is_an_error() {
        let authority = rcgen::generate_simple_self_signed(["mail.example".to_owned()]).unwrap().cert;
        let read = certificates_in(authority.pem().as_bytes()).unwrap();
        assert_eq!(read, [authority.der().clone()]);
        tls_config(read).unwrap();
        for pem in ["", "no certificate", "-----BEGIN CERTIFICATE-----\nMIIB"] {
            assert_eq!(certificates_in(pem.as_bytes()), Err(NoCertificate), "{pem}");
        }
        assert!(tls_config([CertificateDer::from(b"no certificate".to_vec())]).is_err());
    }
}
