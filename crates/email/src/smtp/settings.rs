use deskhand_outgoing::{NoCertificate, certificates_in};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::Certificate;

use super::hello::Hello;
use super::options::{Encryption, Timeouts};
use crate::SettingsError;

/// The mail server and how to connect to it. Its `Debug` masks the password.
#[derive(Clone, Debug)]
pub struct SmtpSettings {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) encryption: Encryption,
    pub(super) credentials: Option<Credentials>,
    pub(super) authorities: Vec<Certificate>,
    pub(super) timeouts: Timeouts,
    pub(super) hello: Hello,
}

impl SmtpSettings {
    /// Trusts the certificates of this PEM file in addition to those of the public authorities.
    ///
    /// # Errors
    /// [`SettingsError::Certificates`] where there is none in it.
    pub fn with_certificates(mut self, pem: &[u8]) -> Result<Self, SettingsError> {
        for authority in certificates_in(pem)? {
            self.authorities.push(Certificate::from_der(authority.to_vec()).map_err(|_| NoCertificate)?);
        }
        Ok(self)
    }

    /// Replaces the name in the greeting, which is an address of this machine otherwise.
    #[must_use]
    pub fn with_hello(mut self, hello: Hello) -> Self {
        self.hello = hello;
        self
    }

    /// Replaces the time limits.
    #[must_use]
    pub fn with_timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// The server as `host:port`.
    #[must_use]
    pub fn server(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_certificates_is_refused() {
        let settings = SmtpSettings::parse("smtps://h").unwrap();
        assert_eq!(
            settings.with_certificates(b"not a certificate").err(),
            Some(SettingsError::Certificates(NoCertificate))
        );
    }
}
