use std::time::Duration;

use deskhand_domain::ports::MailboxFolder;
use deskhand_outgoing::{CertificateDer, certificates_in};
use secrecy::SecretString;

use super::after::{After, FirstRun};
use super::settings_error::ImapSettingsError;

/// A mailbox, and how to read it. Its `Debug` masks the password.
#[derive(Clone, Debug)]
pub struct ImapSettings {
    pub(super) host: String,
    pub(super) port: u16,
    /// TLS from the first byte.
    pub(super) is_encrypted: bool,
    pub(super) user: String,
    pub(super) password: SecretString,
    pub(super) folder: String,
    pub(super) after: After,
    pub(super) authorities: Vec<CertificateDer<'static>>,
    pub(super) first_run: FirstRun,
    pub(super) poll_interval: Duration,
    pub(super) lease: Duration,
}

/// How long a folder is an instance's without a sign of life. Longer than any command but the fetching of a large mail, after which
/// a second instance may have the mail, too: it is stored once.
pub(super) const LONGEST_LEASE: Duration = Duration::from_secs(3 * 60);

impl ImapSettings {
    /// Trusts the certificates of this PEM file in addition to those of the public authorities.
    ///
    /// # Errors
    /// [`ImapSettingsError::Certificates`] where there is none in it.
    pub fn with_certificates(mut self, pem: &[u8]) -> Result<Self, ImapSettingsError> {
        self.authorities.extend(certificates_in(pem)?);
        Ok(self)
    }

    /// Replaces what counts when the folder is read for the first time, which is what arrives from then on.
    #[must_use]
    pub const fn with_first_run(mut self, first_run: FirstRun) -> Self {
        self.first_run = first_run;
        self
    }

    /// Replaces how often a server is asked that does not tell of new mail by itself.
    #[must_use]
    pub const fn with_poll_interval(mut self, interval: Duration) -> Self {
        self.poll_interval = interval;
        self
    }

    /// Shortens how long the folder is an instance's without a sign of life, which is three minutes.
    #[must_use]
    pub fn with_lease(mut self, lease: Duration) -> Self {
        self.lease = lease.min(LONGEST_LEASE);
        self
    }

    /// How often the lease is prolonged.
    pub(super) fn prolonged(&self) -> Duration {
        self.lease / 3
    }

    /// The server as `host:port`.
    #[must_use]
    pub fn server(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// What the cursor in the database belongs to.
    #[must_use]
    pub fn mailbox_folder(&self) -> MailboxFolder {
        MailboxFolder { account: format!("{}@{}", self.user, self.server()), folder: self.folder.clone() }
    }
}
