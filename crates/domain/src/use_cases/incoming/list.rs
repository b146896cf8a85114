use crate::ids::IncomingMailId;
use crate::incoming::IncomingMail;
use crate::people::{Actor, By};
use crate::permissions::{self, IntakeVisibility};
use crate::ports::{
    IntakeCounts, MailFlow, Page, PageLimit, TakenMailFilter, TakenMailPosition, TakenMailView, TicketKey,
};
use crate::security::SecurityKind;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, ExplainedMail, IncomingMails};

/// Which page of which mails to list.
#[derive(Clone, Debug, Default)]
pub struct ListTakenMail {
    /// Words of their states; empty for any.
    pub states: Vec<String>,
    /// Only those of this ticket.
    pub ticket: Option<TicketKey>,
    /// The page starts after this mail; `None` for the first page.
    pub after: Option<TakenMailPosition>,
    /// The size of the page.
    pub limit: PageLimit,
}

/// A mail that came in, with what it says.
#[derive(Clone, Debug)]
pub struct TakenMailDetail {
    /// The mail.
    pub view: TakenMailView,
    /// What it says, as a reader understands it; `None` where its raw form was deleted.
    pub read: Option<ReadMail>,
}

/// What a mail says.
#[derive(Clone, Debug)]
pub struct ReadMail {
    /// The mail.
    pub mail: IncomingMail,
    /// What would become of it by itself if it came now.
    pub explained: ExplainedMail,
}

impl IncomingMails<'_> {
    /// Lists mails that came in, newest first: admins all of them, engineers those of tickets whose notes they read. `None` as the actor
    /// is an operator of the desk, who may see all of them.
    ///
    /// # Errors
    /// [`Error::Refused`] for customers; [`Error::NotFound`] if there is no such ticket, or the caller may not see it.
    pub async fn list(self, actor: Option<&Actor>, command: ListTakenMail) -> Result<Page<TakenMailView>, Error> {
        let sees = self.sees(actor)?;
        let ticket = match (command.ticket, actor) {
            (Some(key), Some(actor)) => Some(self.desk.tickets().visible_ticket(actor, key).await?.id),
            (Some(key), None) => Some(self.ticket(key).await?.ok_or(Error::NotFound)?.id),
            (None, _) => None,
        };
        let filter = TakenMailFilter { states: command.states, ticket };
        Ok(self.desk.ports.intake.list(sees, filter, command.after, command.limit).await?)
    }

    /// Shows one mail that came in, with what it says. `None` as the actor is an operator of the desk.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if the caller may not see it.
    pub async fn show(self, actor: Option<&Actor>, id: IncomingMailId) -> Result<TakenMailDetail, Error> {
        let view = self.visible(actor, id).await?;
        if view.mail.raw.is_none() {
            return Ok(TakenMailDetail { view, read: None });
        }
        let mail = self.read_raw(&view.mail).await?;
        let explained = self.explain(&mail, &view.mail.recipients).await?;
        Ok(TakenMailDetail { view, read: Some(ReadMail { mail, explained }) })
    }

    /// The raw mail, for admins. The security log says who read it. `None` as the actor is an operator of the desk.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if the caller may not see it, or it was deleted; [`Error::Refused`] for all but admins.
    pub async fn raw(self, actor: Option<&Actor>, id: IncomingMailId) -> Result<Vec<u8>, Error> {
        let view = self.visible(actor, id).await?;
        if view.mail.raw.is_none() {
            return Err(Error::NotFound);
        }
        if let Some(actor) = actor {
            permissions::may_manage_mail(actor)?;
            self.desk.in_transaction(actor, |tx| Box::pin(tx.note_raw_read(actor, id))).await?;
        }
        self.raw_bytes(&view.mail).await
    }

    /// How many mails wait, and for whom.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn counts(self) -> Result<IntakeCounts, Error> {
        Ok(self.desk.ports.intake.counts().await?)
    }

    /// Whether mail that came in is not being understood at all: not while mail is paused after a restore.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn is_stalled(self) -> Result<bool, Error> {
        let paused_since = self.desk.ports.mail.flow().await?.paused_since;
        let IntakeCounts { first_due, claimed_until, .. } = self.counts().await?;
        Ok(MailFlow { paused_since, first_due, claimed_until }.is_stalled(self.desk.ports.clock.now()))
    }

    pub(super) async fn visible(self, actor: Option<&Actor>, id: IncomingMailId) -> Result<TakenMailView, Error> {
        let sees = self.sees(actor)?;
        let view = self.desk.ports.intake.find(id).await?.ok_or(Error::NotFound)?;
        let ticket = view.ticket.as_ref().map(|_| view.assignee);
        if sees.includes(ticket) { Ok(view) } else { Err(Error::NotFound) }
    }

    fn sees(self, actor: Option<&Actor>) -> Result<IntakeVisibility, Error> {
        match actor {
            Some(actor) => Ok(permissions::intake_visible_to(actor, self.desk.workflow())?),
            None => Ok(IntakeVisibility::Everything),
        }
    }
}

impl TxContext<'_> {
    async fn note_raw_read(&mut self, actor: &Actor, id: IncomingMailId) -> Result<(), Error> {
        self.record_security(SecurityKind::RawMailRead, actor.id, Some(&id.to_string())).await
    }
}

/// An operator of the desk, who works on the machine itself, is no person with an account.
pub(super) fn by(actor: Option<&Actor>) -> By {
    actor.map_or(By::System, By::from)
}
