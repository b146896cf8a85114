use crate::drafts::{DraftPlace, Editor};
use crate::ids::{AttachmentId, MessageId};
use crate::invalid::Invalid;
use crate::people::Actor;
use crate::ports::{MessageView, TicketKey};
use crate::ticket::{MailOrigin, MessageBody, Ticket};
use crate::use_cases::error::refused;
use crate::use_cases::transaction::{BasedOn, TxContext};
use crate::use_cases::{Error, Execution, MessageDetail, Outcome, Tickets};

/// A message to add to a ticket.
#[derive(Clone, Debug)]
pub struct PostMessage {
    /// The text.
    pub body: MessageBody,
    /// Whether it is a note, which only staff may read.
    pub note: bool,
    /// Files that the caller uploaded.
    pub attachments: Vec<AttachmentId>,
    /// The last message of the ticket that its writer saw. Where others wrote since, it is not posted. `None` posts in any case.
    pub seen: Option<MessageId>,
    /// The editor in which it was written, whose draft is deleted; `None` for what was written elsewhere.
    pub editor: Option<Editor>,
    /// What it keeps of the mail that it was; `None` for one that comes over the API.
    pub mail: Option<MailOrigin>,
}

impl Tickets<'_> {
    /// Adds a message: a request by the reporter or a follower, or a response or note by staff. A request reopens a ticket
    /// that is resolved, unresolved or closed, if the policies allow it.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Refused`] or [`Error::QuotaExceeded`]; [`Error::Field`] if the caller may not use a file, or `seen` is
    /// no message of the ticket that they may read; [`Error::Overtaken`] if others wrote after it.
    pub async fn post_message(
        self,
        actor: &Actor,
        key: TicketKey,
        command: PostMessage,
    ) -> Result<MessageDetail, Error> {
        self.post_message_with(actor, key, command, &Execution::Commit).await?.done()
    }

    /// As [`Tickets::post_message`], with a choice of [`Execution`].
    ///
    /// # Errors
    /// As [`Tickets::post_message`]; [`Error::KeyReused`].
    pub async fn post_message_with(
        self,
        actor: &Actor,
        key: TicketKey,
        command: PostMessage,
        execution: &Execution<'_, MessageDetail>,
    ) -> Result<Outcome<MessageDetail>, Error> {
        self.desk.run(actor, execution, |tx| Box::pin(tx.post(actor, key, &command))).await
    }
}

impl TxContext<'_> {
    pub(crate) async fn post(
        &mut self,
        actor: &Actor,
        key: TicketKey,
        command: &PostMessage,
    ) -> Result<MessageDetail, Error> {
        // A request may reopen the ticket, which changes a load.
        self.lock_engineers().await?;
        let before = self.lock_ticket(key, actor, &BasedOn::Any).await?;
        let mut ticket = before.clone();
        let id = MessageId::new(self.desk.ports.ids.uuid());
        let (mut message, mut facts) = ticket
            .post(id, command.body.clone(), command.note, actor, self.desk.workflow(), self.now)
            .map_err(refused)?;
        self.check_seen(&before, actor, command.seen).await?;
        message.mail.clone_from(&command.mail);
        self.count_use(actor, 0, command.body.as_str().len()).await?;
        if !before.status.is_active() && ticket.status.is_active() {
            facts.extend(self.assign_on_reopen(&mut ticket).await?);
        }
        let place = DraftPlace::of_message(ticket.id, command.note);
        self.discard_sent(actor, place, command.editor, &command.body).await?;
        self.uow.tickets().append_message(&message).await?;
        let attachments = self.attach(actor, &command.attachments, id).await?;
        self.record_ticket(&before, &mut ticket, facts).await?;
        // Usually in the person cache already, from composing the mails.
        let author = self.look_up(&[actor.id]).await?.pop().ok_or(Error::Unauthenticated)?.to_ref();
        Ok(MessageDetail { view: MessageView { message, author }, attachments })
    }

    /// Refuses words that were written without knowing of newer ones. The ticket is locked, so none is added between this check
    /// and the commit. Notes count for those who may read them: others must not learn that there are any.
    async fn check_seen(&mut self, ticket: &Ticket, actor: &Actor, seen: Option<MessageId>) -> Result<(), Error> {
        let Some(seen) = seen else { return Ok(()) };
        let with_notes = self.desk.tickets().reads_as_staff(actor, ticket);
        match self.uow.tickets().newer_messages(ticket.id, with_notes, seen, actor.id).await? {
            Some(0) => Ok(()),
            Some(newer) => Err(Error::Overtaken { newer }),
            None => Err(Error::Field {
                field: "seen",
                reason: Invalid::Format("a message of this ticket that you can read"),
            }),
        }
    }
}
