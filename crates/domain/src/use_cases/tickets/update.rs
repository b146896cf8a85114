use crate::assignment::{self, Decision, Trigger};
use crate::history::Fact;
use crate::people::{Actor, Person};
use crate::ports::{PersonKey, TicketKey};
use crate::ticket::{MessageBody, NotAssignable, Priority, Refusal, Ticket, TicketAction, TicketStatus, Title};
use crate::use_cases::error::refused;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Execution, Outcome, TicketDetail, Tickets};

/// Who shall have the ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssigneeChoice {
    /// Nobody for now.
    Nobody,
    /// The least loaded eligible engineer.
    LeastLoaded,
    /// This engineer.
    Person(PersonKey),
}

/// What shall change of a ticket; `None` keeps.
#[derive(Clone, Debug, Default)]
pub struct UpdateTicket {
    /// What it is about.
    pub title: Option<Title>,
    /// The first request.
    pub description: Option<MessageBody>,
    /// How much it presses.
    pub priority: Option<Priority>,
    /// Where it stands. Not together with `assignee`.
    pub status: Option<TicketStatus>,
    /// Who works on it. Not together with `status`.
    pub assignee: Option<AssigneeChoice>,
    /// The version that the caller knows.
    pub version: Option<u64>,
}

impl Tickets<'_> {
    /// Changes a ticket: all of the command or nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], or [`Error::Refused`] for the first part that is not to be.
    pub async fn update(self, actor: &Actor, key: TicketKey, command: UpdateTicket) -> Result<TicketDetail, Error> {
        self.update_with(actor, key, command, &Execution::Commit).await?.done()
    }

    /// Changes a ticket as `mode` says: on trial, perhaps.
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
    async fn update(&mut self, key: TicketKey, actor: &Actor, command: &UpdateTicket) -> Result<TicketDetail, Error> {
        let moves_load = command.status.is_some() || command.assignee.is_some();
        if moves_load {
            self.lock_engineers().await?;
        }
        let before = self.find_ticket(key, actor, command.version).await?;
        if command.status.is_some() && command.assignee.is_some() {
            return Err(Refusal::AssigneeAndStatus.into());
        }
        let mut ticket = before.clone();
        let facts = self.change(&mut ticket, actor, command.clone()).await?;
        self.record_ticket(&before, &mut ticket, facts).await?;
        if before.load_on().is_some() && before.load_on() != ticket.load_on() {
            // Whoever took this ticket from an engineer did not mean that they get it back at once.
            self.assign_backlog_after_change(Some(ticket.id)).await?;
        }
        self.detail(ticket, actor).await
    }
}

impl TxContext<'_> {
    async fn change(&mut self, ticket: &mut Ticket, actor: &Actor, command: UpdateTicket) -> Result<Vec<Fact>, Error> {
        let (rules, now) = (self.desk.workflow(), self.now);
        let mut facts = Vec::new();
        if command.title.is_some() || command.description.is_some() {
            facts.extend(ticket.edit(command.title, command.description.clone(), actor, rules, now).map_err(refused)?);
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
                facts.extend(self.apply_reopen_decision(ticket).await?);
            }
        }
        if let Some(choice) = command.assignee {
            facts.extend(self.assign(ticket, actor, choice).await?);
        }
        Ok(facts)
    }

    /// The former assignee keeps a reopened ticket if still eligible; else it is assigned anew.
    pub(crate) async fn apply_reopen_decision(&mut self, ticket: &mut Ticket) -> Result<Vec<Fact>, Error> {
        let former = ticket.assignee;
        let decision = assignment::decide_on_reopen(ticket, former, &self.engineers);
        if self.desk.workflow().auto_assign || (former.is_some() && decision.chosen == former) {
            return self.apply_decision(ticket, &decision).await;
        }
        // Nobody looks for anybody else, so that nobody is told that there is none.
        Ok(ticket.assign(None).into_iter().map(Fact::automatic).collect())
    }

    async fn assign(&mut self, ticket: &mut Ticket, actor: &Actor, choice: AssigneeChoice) -> Result<Vec<Fact>, Error> {
        ticket.check(TicketAction::Assign, actor, self.desk.workflow(), self.now).map_err(refused)?;
        let chosen = match choice {
            AssigneeChoice::LeastLoaded => return self.assign_to_least_loaded(ticket).await,
            AssigneeChoice::Nobody => None,
            AssigneeChoice::Person(key) => {
                let engineer = self.find_assignee(key).await?;
                ticket.can_go_to(&engineer)?;
                Some(engineer.id)
            }
        };
        let decision = Decision::by_person(ticket.id, Trigger::ByHand, chosen);
        self.uow.tickets().keep_decision(&decision, self.now).await?;
        Ok(ticket.assign(chosen))
    }

    /// An admin asked for the least loaded engineer. Who has the ticket now is judged without it.
    async fn assign_to_least_loaded(&mut self, ticket: &mut Ticket) -> Result<Vec<Fact>, Error> {
        let mut engineers = self.engineers.clone();
        if let Some(load) = engineers.iter_mut().find(|load| Some(load.id) == ticket.load_on()) {
            load.open_tickets = load.open_tickets.saturating_sub(1);
        }
        let decision = assignment::decide(ticket, Trigger::AskedFor, &engineers);
        self.apply_decision(ticket, &decision).await
    }

    async fn find_assignee(&mut self, key: PersonKey) -> Result<Person, Error> {
        let found = match key {
            PersonKey::Id(id) => self.uow.people().look_up(&[id]).await?.pop(),
            PersonKey::Username(username) => self.uow.people().find_by_username(&username).await?,
            PersonKey::Email(email) => self.uow.people().find_by_email(&email).await?,
        };
        found.ok_or_else(|| NotAssignable::NotAWorkingEngineer.into())
    }
}
