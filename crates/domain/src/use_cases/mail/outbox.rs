use crate::ids::MailId;
use crate::people::Actor;
use crate::permissions;
use crate::ports::{MailPosition, MailQueue, MailState, MailView, OutboxCounts, Page, PageLimit, TicketKey};
use crate::ticket::TicketAction;
use crate::use_cases::{Error, OutboxMail};

/// Which page of which mails to list.
#[derive(Clone, Debug, Default)]
pub struct ListMail {
    /// The states of the mails; empty for any.
    pub states: Vec<MailState>,
    /// The page starts after this mail; `None` for the first page.
    pub after: Option<MailPosition>,
    /// The size of the page.
    pub limit: PageLimit,
    /// Whether to count all matching mails.
    pub count: bool,
}

impl OutboxMail<'_> {
    /// Lists a page of the mails about a ticket, oldest first, with recipients and delivery states. For staff who may
    /// read its notes. `count` adds the total.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if the caller may not see the ticket; [`Error::Refused`] if they may not read its
    /// notes.
    pub async fn about_ticket(
        self,
        actor: &Actor,
        key: TicketKey,
        after: Option<MailPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<MailView>, Error> {
        let ticket = self.desk.tickets().visible_ticket(actor, key).await?;
        permissions::may(actor, TicketAction::ReadNotes, &ticket.relation_to(actor), self.desk.workflow())?;
        let page = self.desk.ports.mail.about_ticket(ticket.id, after, limit).await?;
        let total = if count { Some(self.desk.ports.mail.count_about_ticket(ticket.id).await?) } else { None };
        Ok(self.seen_by(actor, Page { total, ..page }))
    }

    /// Lists all mails, newest first. For admins.
    ///
    /// # Errors
    /// [`Error::Refused`] if the caller is no admin.
    pub async fn list(self, actor: &Actor, command: ListMail) -> Result<Page<MailView>, Error> {
        permissions::may_manage_mail(actor)?;
        let page = self.desk.ports.mail.list(command.states, command.after, command.limit, command.count).await?;
        Ok(self.seen_by(actor, page))
    }

    /// Counts the pending mails and those given up.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn count(self) -> Result<OutboxCounts, Error> {
        Ok(self.desk.ports.mail.counts().await?)
    }

    /// The number of pending mails and the age of the oldest, for metrics. It only reads and can be called often.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn queue(self) -> Result<MailQueue, Error> {
        Ok(self.desk.ports.reports.mail_queue().await?)
    }

    /// Whether due mails are not being claimed at all. Then the fault is in this service, not in a mail server or
    /// address.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn is_stalled(self) -> Result<bool, Error> {
        Ok(self.desk.ports.mail.flow().await?.is_stalled(self.desk.ports.clock.now()))
    }

    /// One mail, as `actor` may see it.
    pub(crate) async fn show(self, actor: &Actor, id: MailId) -> Result<MailView, Error> {
        let view = self.desk.ports.mail.find(id).await?.ok_or(Error::NotFound)?;
        Ok(view.seen_by(permissions::people_visible_to(actor, self.desk.workflow()).ok()))
    }

    /// Removes from the mails what `actor` may not see of their recipients.
    fn seen_by(self, actor: &Actor, page: Page<MailView>) -> Page<MailView> {
        let visibility = permissions::people_visible_to(actor, self.desk.workflow()).ok();
        let rows = page.rows.into_iter().map(|mail| mail.seen_by(visibility)).collect();
        Page { rows, ..page }
    }
}
