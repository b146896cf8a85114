//! A mail of the desk to itself, for `deskhand doctor --mail-loop`.

use deskhand_domain::people::EmailAddress;
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};

use super::connection::Connection;
use super::notifier::SmtpNotifier;
use super::settings::SmtpSettings;
use crate::addresses::address_header;

/// What tells this mail from all others.
#[derive(Clone, Debug)]
pub struct TestMail {
    /// Where it goes.
    pub to: EmailAddress,
    /// Its subject, by which it is found again.
    pub subject: String,
    /// The word by which the desk recognises its own mail.
    pub loop_mark: String,
}

impl TestMail {
    fn message(&self, from: &EmailAddress) -> Result<Message, lettre::error::Error> {
        let header = |name, value: &str| HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned());
        Message::builder()
            .raw_header(address_header(HeaderName::new_from_ascii_str("From"), None, from))
            .raw_header(address_header(HeaderName::new_from_ascii_str("To"), None, &self.to))
            .subject(&self.subject)
            .message_id(None)
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("X-Deskhand-Loop", &self.loop_mark))
            .body("A test of deskhand doctor: it shows whether mail comes back to the desk.\r\n".to_owned())
    }
}

impl SmtpNotifier {
    /// Sends a test mail.
    ///
    /// # Errors
    /// Says why the mail server did not take it.
    pub async fn send_test(&self, mail: &TestMail) -> Result<(), String> {
        let (settings, from): (&SmtpSettings, _) = self.parts();
        let message = mail.message(from).map_err(|error| format!("the mail cannot be composed: {error}"))?;
        let server = settings.server();
        let mut connection = Connection::open(settings).await.map_err(|fault| fault.explain(&server))?;
        connection.hand_over(&message).await.map_err(|fault| fault.explain(&server))?;
        connection.close().await;
        Ok(())
    }
}
