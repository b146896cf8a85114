use crate::assignment::{self, Trigger};
use crate::drafts::{DraftPlace, Editor};
use crate::ids::{AttachmentId, MessageId, TicketId};
use crate::people::Actor;
use crate::permissions;
use crate::ports::TicketKey;
use crate::ticket::{MailOrigin, MessageBody, NewTicket, Priority, Ticket, Title};
use crate::use_cases::transaction::{BasedOn, TxContext};
use crate::use_cases::{Error, Execution, Outcome, TicketDetail, Tickets};

/// A new ticket.
#[derive(Clone, Debug)]
pub struct OpenTicket {
    /// What it is about.
    pub title: Title,
    /// The first request.
    pub description: MessageBody,
    /// How urgent it is.
    pub priority: Priority,
    /// The older ticket that it follows. The caller must be able to see it.
    pub follow_up_of: Option<TicketKey>,
    /// Files that the caller uploaded, for the first message.
    pub attachments: Vec<AttachmentId>,
    /// The editor in which it was written, whose draft is deleted; `None` for what was written elsewhere.
    pub editor: Option<Editor>,
    /// What the first message keeps of the mail that it was; `None` for one that comes over the API.
    pub mail: Option<MailOrigin>,
}

impl Tickets<'_> {
    /// Opens a ticket and, with automatic assignment, assigns it to the least loaded eligible engineer in the same
    /// transaction.
    ///
    /// # Errors
    /// [`Error::Refused`] if the account is not in use or the policies do not let the caller open it; [`Error::Field`]
    /// if the caller cannot see the older ticket or may not use a file; [`Error::QuotaExceeded`].
    pub async fn open(self, actor: &Actor, command: OpenTicket) -> Result<TicketDetail, Error> {
        self.open_with(actor, command, &Execution::Commit).await?.done()
    }

    /// As [`Tickets::open`], with a choice of [`Execution`]: idempotent or dry run.
    ///
    /// # Errors
    /// As [`Tickets::open`]; [`Error::KeyReused`].
    pub async fn open_with(
        self,
        actor: &Actor,
        command: OpenTicket,
        execution: &Execution<'_, TicketDetail>,
    ) -> Result<Outcome<TicketDetail>, Error> {
        permissions::may_open(actor, command.priority != Priority::Low, self.desk.workflow())?;
        let outcome = self.desk.run(actor, execution, |tx| Box::pin(tx.open(actor, &command))).await?;
        Ok(outcome.seen_by(actor, self.desk.workflow()))
    }
}

impl TxContext<'_> {
    async fn open(&mut self, actor: &Actor, command: &OpenTicket) -> Result<TicketDetail, Error> {
        let (ticket, first) = self.open_ticket(actor, command).await?;
        let attachments = self.attach(actor, &command.attachments, first).await?;
        self.detail_of_new(ticket, attachments, actor).await
    }

    /// The new ticket, and the id of its first message.
    pub(crate) async fn open_ticket(
        &mut self,
        actor: &Actor,
        command: &OpenTicket,
    ) -> Result<(Ticket, MessageId), Error> {
        self.lock_engineers().await?;
        let follow_up_of = match command.follow_up_of {
            Some(key) => Some(self.lock_ticket(key, actor, &BasedOn::Any).await.map_err(unknown_follow_up)?.id),
            None => None,
        };
        let text = command.title.as_str().len() + command.description.as_str().len();
        self.count_use(actor, 1, text).await?;
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
        let (mut ticket, mut request, mut facts) = Ticket::open(new, self.now);
        request.mail.clone_from(&command.mail);
        let is_assigned = self.desk.workflow().auto_assign;
        let decision = is_assigned.then(|| assignment::decide(&ticket, Trigger::Opened, &self.engineers));
        facts.extend(decision.iter().flat_map(|decision| decision.assign(&mut ticket)));
        self.discard_sent(actor, DraftPlace::NewTicket, command.editor, &command.description).await?;
        self.record_opening(&ticket, &request, decision.as_ref(), facts).await?;
        Ok((ticket, request.id))
    }
}

/// An older ticket that cannot be seen is an invalid field of the command.
fn unknown_follow_up(error: Error) -> Error {
    match error {
        Error::NotFound => {
            Error::Field { field: "follow_up_of", reason: crate::Invalid::Format("a ticket that you can see") }
        }
        other => other,
    }
}
