use crate::ids::MessageId;
use crate::people::Actor;
use crate::ports::{MessageView, TicketKey};
use crate::ticket::MessageBody;
use crate::use_cases::error::refused;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Execution, Outcome, Tickets};

/// Words to be added to a conversation.
#[derive(Clone, Debug)]
pub struct PostMessage {
    /// What it says.
    pub body: MessageBody,
    /// Whether it is for the staff only.
    pub note: bool,
}

impl Tickets<'_> {
    /// Adds a message: a request by the reporter, a response or a note by staff. A reporter's message may reopen.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Refused`].
    pub async fn post_message(self, actor: &Actor, key: TicketKey, command: PostMessage) -> Result<MessageView, Error> {
        self.post_message_with(actor, key, command, &Execution::Commit).await?.done()
    }

    /// Adds a message as `mode` says: once for a key.
    ///
    /// # Errors
    /// As [`Tickets::post_message`]; [`Error::KeyReused`].
    pub async fn post_message_with(
        self,
        actor: &Actor,
        key: TicketKey,
        command: PostMessage,
        execution: &Execution<'_, MessageView>,
    ) -> Result<Outcome<MessageView>, Error> {
        self.desk.run(actor, execution, |tx| Box::pin(tx.post(actor, key, &command))).await
    }
}

impl TxContext<'_> {
    async fn post(&mut self, actor: &Actor, key: TicketKey, command: &PostMessage) -> Result<MessageView, Error> {
        // A reporter's message may reopen the ticket, which moves a load.
        self.lock_engineers().await?;
        let before = self.lock_ticket(key, actor, None).await?;
        let mut ticket = before.clone();
        let id = MessageId::new(self.desk.ports.ids.uuid());
        let (message, mut facts) = ticket
            .post(id, command.body.clone(), command.note, actor, self.desk.workflow(), self.now)
            .map_err(refused)?;
        if !before.status.is_active() && ticket.status.is_active() {
            facts.extend(self.assign_on_reopen(&mut ticket).await?);
        }
        self.uow.tickets().append_message(&message).await?;
        self.record_ticket(&before, &mut ticket, facts).await?;
        // Mostly known by now, as somebody of whom the mails speak.
        let author = self.look_up(&[actor.id]).await?.pop().ok_or(Error::Unauthenticated)?.to_ref();
        Ok(MessageView { message, author })
    }
}
