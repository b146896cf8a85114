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
        let mut work = self.begin(actor).await?;
        work.lock_engineers().await?;
        let follow_up_of = match command.follow_up_of {
            Some(key) => Some(work.find_ticket(key, actor, None).await.map_err(no_such_older_ticket)?.id),
            None => None,
        };
        let new = NewTicket {
            id: TicketId::new(self.ports.ids.uuid()),
            number: work.uow.tickets().next_number().await?,
            title: command.title,
            description: command.description,
            priority: command.priority,
            reporter: actor.id,
            follow_up_of,
            first_message: MessageId::new(self.ports.ids.uuid()),
        };
        let (mut ticket, request, mut facts) = Ticket::open(new, work.now);
        if self.workflow().auto_assign {
            let decision = assignment::decide(&ticket, Trigger::Opened, &work.engineers);
            facts.extend(work.place(&mut ticket, &decision).await?);
        }
        work.record_opening(&ticket, &request, facts).await?;
        work.commit().await?;
        self.show_ticket(actor, TicketKey::Id(ticket.id)).await
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
