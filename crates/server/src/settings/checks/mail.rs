use deskhand_email::{Sender, SmtpSettings};
use secrecy::ExposeSecret;

use super::Wrong;
use crate::settings::MailSettings;

impl MailSettings {
    pub(super) fn wrong_values(&self) -> Vec<Wrong> {
        let (sender, smtp) = (self.sender(), self.smtp());
        let mut wrong = Vec::new();
        if let (Ok(sender), Ok(Some(smtp))) = (&sender, &smtp) {
            wrong.extend(local_sender(sender, smtp));
        }
        wrong.extend(sender.err());
        wrong.extend(smtp.err());
        if self.smtp_url.expose_secret().is_empty() && self.directory.as_os_str().is_empty() {
            wrong.push(Wrong::new("mail.directory", "without mail.smtp_url, it must name a folder for the mails"));
        }
        if self.concurrency == 0 {
            wrong.push(Wrong::new("mail.concurrency", "with 0 no mail would be sent; it must be 1 or more"));
        }
        wrong
    }

    /// The sender of all mails.
    pub(crate) fn sender(&self) -> Result<Sender, Wrong> {
        Sender::parse(&self.from).map_err(|error| Wrong::new("mail.from", error))
    }

    /// The mail server; `None` if mails are written as files.
    pub(crate) fn smtp(&self) -> Result<Option<SmtpSettings>, Wrong> {
        let url = self.smtp_url.expose_secret();
        if url.is_empty() {
            return Ok(None);
        }
        let smtp = SmtpSettings::parse(url).map_err(|error| Wrong::new("mail.smtp_url", error))?;
        if self.ca_file.as_os_str().is_empty() {
            return Ok(Some(smtp));
        }
        let file = self.ca_file.display();
        let pem = std::fs::read(&self.ca_file)
            .map_err(|error| Wrong::new("mail.ca_file", format!("{file} can't be read: {error}")))?;
        smtp.with_certificates(&pem).map(Some).map_err(|error| Wrong::new("mail.ca_file", format!("{file}: {error}")))
    }
}

/// Other servers refuse mail from such an address, or nobody can answer it.
fn local_sender(sender: &Sender, smtp: &SmtpSettings) -> Option<Wrong> {
    let is_local = sender.domain().eq_ignore_ascii_case("localhost");
    (is_local && !smtp.is_on_this_machine()).then(|| {
        let reason = format!(
            "{} is an address of this machine only, and {} is another machine; write an address that people can answer",
            sender.address,
            smtp.server()
        );
        Wrong::new("mail.from", reason)
    })
}
