use crate::history::Fact;
use crate::people::Actor;
use crate::ports::TicketKey;
use crate::ticket::{MessageBody, Priority, Refusal, Ticket, TicketStatus, Title};
use crate::use_cases::error::refused;
use crate::use_cases::tickets::assign::AssigneeChoice;
use crate::use_cases::transaction::{BasedOn, TxContext};
use crate::use_cases::{Error, Execution, Outcome, TicketDetail, Tickets};

/// The changes to a ticket. A field that is `None` does not change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpdateTicket {
    /// The new title.
    pub title: Option<Title>,
    /// The new text of the first request.
    pub description: Option<MessageBody>,
    /// The new priority.
    pub priority: Option<Priority>,
    /// The new status. Not together with `assignee`.
    pub status: Option<TicketStatus>,
    /// The new assignee. Not together with `status`.
    pub assignee: Option<AssigneeChoice>,
    /// The version that the change is based on.
    pub based_on: BasedOn,
}

impl Tickets<'_> {
    /// Changes a ticket: the whole command or nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], [`Error::QuotaExceeded`], or [`Error::Refused`] for the first part that is
    /// refused.
    pub async fn update(self, actor: &Actor, key: TicketKey, command: UpdateTicket) -> Result<TicketDetail, Error> {
        self.update_with(actor, key, command, &Execution::Commit).await?.done()
    }

    /// As [`Tickets::update`], with a choice of [`Execution`]: a dry run, for example.
    ///
    /// # Errors
    /// As [`Tickets::update`].
    pub async fn update_with(
        self,
        actor: &Actor,
        key: TicketKey,
        command: UpdateTicket,
        execution: &Execution<'_, TicketDetail>,
    ) -> Result<Outcome<TicketDetail>, Error> {
        let outcome = self.desk.run(actor, execution, |tx| Box::pin(tx.update(key, actor, &command))).await?;
        Ok(outcome.seen_by(actor, self.desk.workflow()))
    }
}

impl TxContext<'_> {
    pub(super) async fn update(
        &mut self,
        key: TicketKey,
        actor: &Actor,
        command: &UpdateTicket,
    ) -> Result<TicketDetail, Error> {
        let moves_load = command.status.is_some() || command.assignee.is_some();
        if moves_load {
            self.lock_engineers().await?;
        }
        let before = self.lock_ticket(key, actor, &command.based_on).await?;
        if command.status.is_some() && command.assignee.is_some() {
            return Err(Refusal::AssigneeAndStatus.into());
        }
        let mut ticket = before.clone();
        let facts = self.change(&mut ticket, actor, command.clone()).await?;
        self.record_ticket(&before, &mut ticket, facts).await?;
        if before.load_on().is_some() && before.load_on() != ticket.load_on() {
            // Not this ticket: the engineer who just lost it could get it back at once.
            self.assign_backlog_after_change(Some(ticket.id)).await?;
        }
        self.detail(ticket, actor).await
    }

    /// Applies the command to the ticket. The caller records the returned facts.
    async fn change(&mut self, ticket: &mut Ticket, actor: &Actor, command: UpdateTicket) -> Result<Vec<Fact>, Error> {
        let (rules, now) = (self.desk.workflow(), self.now);
        let mut facts = Vec::new();
        if command.title.is_some() || command.description.is_some() {
            let (title, description) = (command.title.as_ref(), command.description.as_ref());
            let text =
                title.map_or(0, |title| title.as_str().len()) + description.map_or(0, |text| text.as_str().len());
            facts.extend(ticket.edit(command.title, command.description.clone(), actor, rules, now).map_err(refused)?);
            self.count_use(actor, 0, text).await?;
        }
        if let Some(body) = command.description {
            self.uow.tickets().amend_first_message(ticket.id, &body).await?;
        }
        if let Some(priority) = command.priority {
            facts.extend(ticket.prioritize(priority, actor, rules, now).map_err(refused)?);
        }
        if let Some(status) = command.status {
            let was_active = ticket.status.is_active();
            facts.extend(ticket.move_to(status, actor, rules, now).map_err(refused)?);
            if !was_active && ticket.status.is_active() {
                facts.extend(self.assign_on_reopen(ticket).await?);
            }
        }
        if let Some(choice) = command.assignee {
            facts.extend(self.assign(ticket, actor, choice).await?);
        }
        Ok(facts)
    }
}
