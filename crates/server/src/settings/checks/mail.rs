use deskhand_domain::people::{Language, TimeZone};
use deskhand_email::{Hello, Letterhead, PublicUrl, Sender, SmtpSettings, Templates, TicketUrl};
use secrecy::ExposeSecret;

use super::Wrong;
use super::certificates::with_certificates;
use crate::settings::MailSettings;

impl MailSettings {
    pub(super) fn wrong_values(&self) -> Vec<Wrong> {
        let (sender, smtp) = (self.sender(), self.server());
        let mut wrong = Vec::new();
        if let (Ok(sender), Ok(Some(smtp))) = (&sender, &smtp) {
            wrong.extend(local_sender(sender, smtp));
        }
        wrong.extend(sender.err());
        wrong.extend(smtp.err());
        wrong.extend(self.own_hello().err());
        wrong.extend(self.own_ticket_url().err());
        wrong.extend(self.letter_templates().err());
        wrong.extend(self.own_language().err());
        wrong.extend(self.own_time_zone().err());
        wrong.extend(self.incoming.wrong_values());
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

    /// Where the links to tickets lead.
    pub(crate) fn ticket_url(&self, public_url: &PublicUrl) -> Result<TicketUrl, Wrong> {
        Ok(self.own_ticket_url()?.unwrap_or_else(|| TicketUrl::below(public_url)))
    }

    /// The mail server; `None` if mails are written as files.
    pub(crate) fn smtp(&self, letterhead: &Letterhead) -> Result<Option<SmtpSettings>, Wrong> {
        let hello = self.own_hello()?.unwrap_or_else(|| Hello::of(&letterhead.public_url, &letterhead.from));
        Ok(self.server()?.map(|smtp| smtp.with_hello(hello)))
    }

    /// What letters say. Own templates are read, and tried with samples.
    pub(crate) fn letter_templates(&self) -> Result<Templates, Wrong> {
        let has_own = !self.templates.as_os_str().is_empty();
        let templates = if has_own { Templates::with_own(&self.templates) } else { Templates::embedded() };
        templates.map_err(|error| Wrong::new("mail.templates", error))
    }

    /// The language of letters to people who chose none.
    pub(crate) fn own_language(&self) -> Result<Language, Wrong> {
        self.language.parse().map_err(|error| Wrong::new("mail.language", error))
    }

    /// The time zone of moments in letters to people who chose none.
    pub(crate) fn own_time_zone(&self) -> Result<TimeZone, Wrong> {
        TimeZone::parse(&self.time_zone).map_err(|error| Wrong::new("mail.time_zone", error))
    }

    fn own_ticket_url(&self) -> Result<Option<TicketUrl>, Wrong> {
        let text = self.ticket_url.as_str();
        let parse = || TicketUrl::parse(text).map_err(|error| Wrong::new("mail.ticket_url", error));
        (!text.is_empty()).then(parse).transpose()
    }

    fn own_hello(&self) -> Result<Option<Hello>, Wrong> {
        let text = self.hello.as_str();
        let parse = || Hello::parse(text).map_err(|error| Wrong::new("mail.hello", error));
        (!text.is_empty()).then(parse).transpose()
    }

    fn server(&self) -> Result<Option<SmtpSettings>, Wrong> {
        let url = self.smtp_url.expose_secret();
        if url.is_empty() {
            return Ok(None);
        }
        let smtp = SmtpSettings::parse(url).map_err(|error| Wrong::new("mail.smtp_url", error))?;
        with_certificates(smtp, "mail.ca_file", &self.ca_file, SmtpSettings::with_certificates).map(Some)
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
