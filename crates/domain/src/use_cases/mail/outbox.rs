use crate::ids::MailId;
use crate::people::Actor;
use crate::permissions;
use crate::ports::{MailPosition, MailQueue, MailState, MailView, OutboxCounts, Page, PageLimit, TicketKey};
use crate::ticket::TicketAction;
use crate::use_cases::{Error, OutboxMail};

/// A page of the outbox to be listed.
#[derive(Clone, Debug, Default)]
pub struct ListMail {
    /// In one of these states; empty for any.
    pub states: Vec<MailState>,
    /// After which mail.
    pub after: Option<MailPosition>,
    /// How many.
    pub limit: PageLimit,
    /// Whether to count them all.
    pub count: bool,
}

impl OutboxMail<'_> {
    /// Reads a page of the mails about a ticket, oldest first: who was told, and whether it reached them. For staff who
    /// read its notes. Counts them where `count` says so.
    ///
    /// # Errors
    /// [`Error::NotFound`] also where the caller may not see the ticket; [`Error::Refused`] for its reporter.
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

    /// Lists the mails of the whole desk, newest first: for admins.
    ///
    /// # Errors
    /// [`Error::Refused`] for everybody else.
    pub async fn list(self, actor: &Actor, command: ListMail) -> Result<Page<MailView>, Error> {
        permissions::may_manage_mail(actor)?;
        let page = self.desk.ports.mail.list(command.states, command.after, command.limit, command.count).await?;
        Ok(self.seen_by(actor, page))
    }

    /// What waits in the outbox, and what was given up.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn count(self) -> Result<OutboxCounts, Error> {
        Ok(self.desk.ports.mail.counts().await?)
    }

    /// What waits to be sent: as often as anybody likes, for it holds nobody up.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn queue(self) -> Result<MailQueue, Error> {
        Ok(self.desk.ports.reports.mail_queue().await?)
    }

    /// Whether nobody sends what is due: then something is wrong with the desk, and not with a mail server or an address.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn is_stalled(self) -> Result<bool, Error> {
        Ok(self.desk.ports.mail.flow().await?.stands_still(self.desk.ports.clock.now()))
    }

    /// One mail, to whoever has just dealt with it.
    pub(crate) async fn show(self, actor: &Actor, id: MailId) -> Result<MailView, Error> {
        let view = self.desk.ports.mail.find(id).await?.ok_or(Error::NotFound)?;
        Ok(view.seen_by(permissions::people_visible_to(actor, self.desk.workflow()).ok()))
    }

    fn seen_by(self, actor: &Actor, page: Page<MailView>) -> Page<MailView> {
        let visibility = permissions::people_visible_to(actor, self.desk.workflow()).ok();
        let rows = page.rows.into_iter().map(|mail| mail.seen_by(visibility)).collect();
        Page { rows, ..page }
    }
}
