use super::work::Work;
use super::{Error, TicketDetail, UseCases};
use crate::assignment::{self, Trigger};
use crate::ids::{MessageId, TicketId};
use crate::people::Actor;
use crate::permissions;
use crate::ports::TicketKey;
use crate::ticket::{MessageBody, NewTicket, Priority, Ticket, Title};

/// A ticket to be opened.
#[derive(Clone, Debug)]
pub struct OpenTicket {
    /// What it is about.
    pub title: Title,
    /// The first request.
    pub description: MessageBody,
    /// How much it presses.
    pub priority: Priority,
    /// The older ticket that it follows, which the caller must be able to see.
    pub follow_up_of: Option<TicketKey>,
}

impl UseCases {
    /// Opens a ticket and gives it at once to the least loaded eligible engineer, in one unit of work.
    ///
    /// # Errors
    /// [`Error::Refused`] where the account is not in use; [`Error::Field`] where the older ticket is not to be seen.
    pub async fn open_ticket(&self, actor: &Actor, command: OpenTicket) -> Result<TicketDetail, Error> {
        permissions::may_open(actor)?;
        let id = self.in_one_go(actor, |work| Box::pin(work.open(actor, &command))).await?;
        self.show_ticket(actor, TicketKey::Id(id)).await
    }
}

impl Work<'_> {
    async fn open(&mut self, actor: &Actor, command: &OpenTicket) -> Result<TicketId, Error> {
        self.lock_engineers().await?;
        let follow_up_of = match command.follow_up_of {
            Some(key) => Some(self.find_ticket(key, actor, None).await.map_err(no_such_older_ticket)?.id),
            None => None,
        };
        let ids = &self.desk.ports.ids;
        let new = NewTicket {
            id: TicketId::new(ids.uuid()),
            number: self.uow.tickets().next_number().await?,
            title: command.title.clone(),
            description: command.description.clone(),
            priority: command.priority,
            reporter: actor.id,
            follow_up_of,
            first_message: MessageId::new(ids.uuid()),
        };
        let (mut ticket, request, mut facts) = Ticket::open(new, self.now);
        if self.desk.workflow().auto_assign {
            let decision = assignment::decide(&ticket, Trigger::Opened, &self.engineers);
            facts.extend(self.place(&mut ticket, &decision).await?);
        }
        self.record_opening(&ticket, &request, facts).await?;
        Ok(ticket.id)
    }
}

fn no_such_older_ticket(error: Error) -> Error {
    match error {
        Error::NotFound => {
            Error::Field { field: "follow_up_of", reason: crate::Invalid::Format("a ticket that you can see") }
        }
        other => other,
    }
}
