use deskhand_domain::notification::ReplyPattern;
use deskhand_domain::people::EmailAddress;
use deskhand_mail_in::imap::{FirstRun, ImapSettings};
use deskhand_mail_in::lmtp::ListenAddress;
use secrecy::ExposeSecret;

use super::Wrong;
use super::certificates::with_certificates;
use crate::settings::{FirstRunSetting, IncomingMailSettings};

const NO_ADDRESS: &str = "without mail.in.address no mail comes in; set that too, or leave this empty";

impl IncomingMailSettings {
    pub(super) fn wrong_values(&self) -> Vec<Wrong> {
        let (mailbox, lmtp) = (self.mailbox(), self.lmtp_address());
        let mut wrong = Vec::new();
        if self.address.is_empty() {
            let is_set = |is_set: bool, key| is_set.then(|| Wrong::new(key, NO_ADDRESS));
            wrong.extend(is_set(matches!(mailbox, Ok(Some(_))), "mail.in.imap_url"));
            wrong.extend(is_set(matches!(lmtp, Ok(Some(_))), "mail.in.lmtp_listen"));
        }
        wrong.extend(self.addresses().err());
        wrong.extend(mailbox.err());
        wrong.extend(lmtp.err());
        if !self.poll_interval.is_positive() {
            wrong.push(Wrong::new("mail.in.poll_interval", "it must be longer than nothing"));
        }
        wrong
    }

    /// The address of the desk, and how reply addresses are made; `None` where no mail comes in.
    pub(crate) fn addresses(&self) -> Result<Option<(EmailAddress, Option<ReplyPattern>)>, Wrong> {
        let reply = self.reply_address.as_str();
        if self.address.is_empty() {
            return if reply.is_empty() { Ok(None) } else { Err(Wrong::new("mail.in.reply_address", NO_ADDRESS)) };
        }
        let address = EmailAddress::parse(&self.address).map_err(|error| Wrong::new("mail.in.address", error))?;
        let pattern = || ReplyPattern::parse(reply).map_err(|error| Wrong::new("mail.in.reply_address", error));
        Ok(Some((address, (!reply.is_empty()).then(pattern).transpose()?)))
    }

    /// The mailbox that mail is fetched from, if any.
    pub(crate) fn mailbox(&self) -> Result<Option<ImapSettings>, Wrong> {
        let url = self.imap_url.expose_secret();
        if url.is_empty() {
            return Ok(None);
        }
        let mailbox = ImapSettings::parse(url).map_err(|error| Wrong::new("mail.in.imap_url", error))?;
        let first_run = match self.first_run {
            FirstRunSetting::New => FirstRun::New,
            FirstRunSetting::Unseen => FirstRun::Unseen,
            FirstRunSetting::All => FirstRun::All,
        };
        let mailbox = mailbox.with_first_run(first_run).with_poll_interval(self.poll_interval.unsigned_abs());
        with_certificates(mailbox, "mail.in.ca_file", &self.ca_file, ImapSettings::with_certificates).map(Some)
    }

    /// Where a mail server delivers, if any does.
    pub(crate) fn lmtp_address(&self) -> Result<Option<ListenAddress>, Wrong> {
        let key = "mail.in.lmtp_listen";
        if self.lmtp_listen.is_empty() {
            return Ok(None);
        }
        let address = ListenAddress::parse(&self.lmtp_listen).map_err(|error| Wrong::new(key, error))?;
        if address.is_for_this_machine() || self.lmtp_from_other_machines {
            return Ok(Some(address));
        }
        let reason = format!(
            "other machines could reach {address}, and LMTP believes whoever connects; listen on \"unix:/run/deskhand/lmtp\" or \
             \"127.0.0.1:2400\", or set mail.in.lmtp_from_other_machines if a firewall lets only your mail server through"
        );
        Err(Wrong::new(key, reason))
    }
}
