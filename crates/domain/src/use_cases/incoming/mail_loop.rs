//! A test mail from the desk to itself, which shows whether mail arrives.

use time::OffsetDateTime;

use super::list::ListTakenMail;
use crate::ids::MailId;
use crate::incoming::TakenState;
use crate::people::EmailAddress;
use crate::ports::{PageLimit, TakenMailPosition, TakenMailView};
use crate::use_cases::{Error, IncomingMails};

/// Where a test mail goes, and how the desk knows that it is its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailLoop {
    /// The address of the desk.
    pub address: EmailAddress,
    /// An address with a tag, as answers have it; `None` where answers come to the address of the desk.
    pub tagged: Option<EmailAddress>,
    /// The value of the header `X-Deskhand-Loop`.
    pub mark: String,
}

impl IncomingMails<'_> {
    /// What a test mail needs; `None` where the desk takes no mail.
    ///
    /// # Errors
    /// [`Error::Internal`] without a secret, by which the desk knows its own mail.
    pub fn mail_loop(self) -> Result<Option<MailLoop>, Error> {
        self.desk.require_secrets()?;
        let Some(mail_in) = &self.desk.rules.mail_in else { return Ok(None) };
        let tagged = self.desk.bounce_address(MailId::new(self.desk.ports.ids.uuid()));
        Ok(Some(MailLoop { address: mail_in.address.clone(), tagged, mark: self.desk.loop_mark() }))
    }

    /// Whether a mail of this subject came in at `since` or later, and was understood.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn has_come_in(self, subject: &str, since: OffsetDateTime) -> Result<bool, Error> {
        let settled = ListTakenMail { limit: PageLimit::LARGEST, ..ListTakenMail::default() };
        let mut after = None;
        loop {
            let page = self.list(None, ListTakenMail { after, ..settled.clone() }).await?;
            let new = page.rows.iter().filter(|view| view.mail.received_at >= since);
            let is_it = |view: &TakenMailView| {
                view.mail.state != TakenState::Waiting
                    && view.mail.reading.as_ref().is_some_and(|reading| reading.subject == subject)
            };
            if new.clone().any(is_it) {
                return Ok(true);
            }
            let all_are_new = new.count() == page.rows.len();
            after = page.rows.last().filter(|_| page.has_more && all_are_new).map(TakenMailPosition::of);
            if after.is_none() {
                return Ok(false);
            }
        }
    }
}
