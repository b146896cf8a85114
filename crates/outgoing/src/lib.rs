//! What the connections of this program to other servers have in common: whom TLS trusts, and why one failed.

mod reason;
mod tls;

pub use reason::innermost_reason;
pub use tls::{NoCertificate, TlsError, certificates_in, tls_config};
pub use tokio_rustls::rustls::ClientConfig;
pub use tokio_rustls::rustls::pki_types::CertificateDer;
