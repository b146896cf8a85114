use time::OffsetDateTime;

use crate::assignment::Decision;
use crate::files::Attachment;
use crate::ids::{EventId, MessageId};
use crate::people::{Actor, PersonRef};
use crate::permissions;
use crate::ports::{HistoryView, MessageView, Page, PageLimit, TicketKey, Total};
use crate::ticket::{Ticket, TicketAction};
use crate::use_cases::{Error, Tickets};

/// Why a ticket has its assignee, or none.
#[derive(Clone, Debug)]
pub struct AssignmentView {
    /// The decision and its reasons.
    pub decision: Decision,
    /// The people whom the decision names.
    pub people: Vec<PersonRef>,
    /// When it was decided.
    pub at: OffsetDateTime,
}

/// A message with its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageDetail {
    /// The message with its author.
    pub view: MessageView,
    /// Its files.
    pub attachments: Vec<Attachment>,
}

impl Tickets<'_> {
    /// Lists a page of a ticket's messages, oldest first. Notes are included if the caller may read them. `count`
    /// adds the total that the caller may read.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if the caller may not see the ticket.
    pub async fn messages(
        self,
        actor: &Actor,
        key: TicketKey,
        after: Option<MessageId>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<MessageDetail>, Error> {
        let ticket = self.visible_ticket(actor, key).await?;
        let with_notes = self.reads_as_staff(actor, &ticket);
        let page = self.desk.ports.tickets.messages(ticket.id, with_notes, after, limit).await?;
        let total = count.then(|| Total::of(ticket.seen_by(actor, self.desk.workflow()).message_count.into()));
        Ok(Page { rows: self.with_files(page.rows).await?, has_more: page.has_more, total })
    }

    /// Shows one message of a ticket. A note is found if the caller may read it.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if the caller may not see the ticket or the message.
    pub async fn message(self, actor: &Actor, key: TicketKey, id: MessageId) -> Result<MessageDetail, Error> {
        let ticket = self.visible_ticket(actor, key).await?;
        let with_notes = self.reads_as_staff(actor, &ticket);
        let mut view = self.desk.ports.tickets.message(ticket.id, with_notes, id).await?.ok_or(Error::NotFound)?;
        // Quotes of letters to staff have addresses and links in them that are theirs alone.
        if let Some(mail) = view.message.mail.as_mut().filter(|_| !with_notes) {
            mail.elided.clear();
        }
        let attachments = self.desk.ports.attachments.of_messages(&[id]).await?;
        Ok(MessageDetail { view, attachments })
    }

    /// Lists a page of a ticket's history, oldest first. Internal events are included if the caller may read notes; the stars of
    /// a rating, if they may read these. `count` adds the total that the caller may read.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if the caller may not see the ticket.
    pub async fn history(
        self,
        actor: &Actor,
        key: TicketKey,
        after: Option<EventId>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<HistoryView>, Error> {
        let ticket = self.visible_ticket(actor, key).await?;
        let with_internal = self.reads_as_staff(actor, &ticket);
        let page = self.desk.ports.tickets.history(ticket.id, with_internal, after, limit).await?;
        let total = match count {
            true => Some(self.desk.ports.events.count_of_ticket(ticket.id, with_internal).await?),
            false => None,
        };
        if ticket.shows_rating_to(actor, self.desk.workflow()) {
            return Ok(Page { total, ..page });
        }
        Ok(Page { rows: page.rows.into_iter().map(HistoryView::without_rating).collect(), total, ..page })
    }

    /// Explains why the ticket has its assignee, or none: the last decision, with the engineers excluded and the reason
    /// for each. For staff.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if nothing was decided yet; [`Error::Refused`] if the caller may not read notes.
    pub async fn explain_assignment(self, actor: &Actor, key: TicketKey) -> Result<AssignmentView, Error> {
        let ticket = self.visible_ticket(actor, key).await?;
        permissions::may(actor, TicketAction::ReadNotes, &ticket.relation_to(actor), self.desk.workflow())?;
        let (decision, people, at) = self.desk.ports.tickets.decision(ticket.id).await?.ok_or(Error::NotFound)?;
        Ok(AssignmentView { decision, people, at })
    }

    /// The ticket, not locked, if `actor` may see it.
    pub(crate) async fn visible_ticket(self, actor: &Actor, key: TicketKey) -> Result<Ticket, Error> {
        let visibility = permissions::tickets_visible_to(actor, self.desk.workflow())?;
        Ok(self.desk.ports.tickets.find(visibility, key).await?.ok_or(Error::NotFound)?.ticket)
    }

    async fn with_files(self, views: Vec<MessageView>) -> Result<Vec<MessageDetail>, Error> {
        let ids: Vec<MessageId> = views.iter().map(|view| view.message.id).collect();
        let files = self.desk.ports.attachments.of_messages(&ids).await?;
        let with_its_own = |view: MessageView| {
            let its_own = |file: &&Attachment| file.message == Some(view.message.id);
            MessageDetail { attachments: files.iter().filter(its_own).cloned().collect(), view }
        };
        Ok(views.into_iter().map(with_its_own).collect())
    }

    pub(crate) fn reads_as_staff(self, actor: &Actor, ticket: &Ticket) -> bool {
        permissions::may(actor, TicketAction::ReadNotes, &ticket.relation_to(actor), self.desk.workflow()).is_ok()
    }
}
