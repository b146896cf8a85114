use crate::assignment::{self, Decision, Trigger};
use crate::history::{EventKind, Fact};
use crate::people::{Actor, Person};
use crate::ports::PersonKey;
use crate::refusal::NotAssignable;
use crate::ticket::{Ticket, TicketAction};
use crate::use_cases::Error;
use crate::use_cases::error::refused;
use crate::use_cases::transaction::TxContext;

/// The wanted assignee of a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssigneeChoice {
    /// No assignee: the ticket goes to the backlog. The assignee may ask for it, too, and hands the ticket back.
    Nobody,
    /// The least loaded eligible engineer.
    LeastLoaded,
    /// This person, who must be an engineer in use.
    Person(PersonKey),
}

impl TxContext<'_> {
    /// Decides who gets a reopened ticket: the former assignee if still eligible, otherwise the least loaded eligible
    /// engineer. An admin who took it keeps it while the account is in use.
    pub(crate) async fn assign_on_reopen(&mut self, ticket: &mut Ticket) -> Result<Vec<Fact>, Error> {
        let former = ticket.assignee;
        if let Some(id) = former
            && self.look_up(&[id]).await?.iter().any(Person::is_working_admin)
        {
            return Ok(Vec::new());
        }
        let decision = assignment::decide_on_reopen(ticket, former, &self.engineers);
        if self.desk.workflow().auto_assign || (former.is_some() && decision.chosen == former) {
            return self.apply_decision(ticket, &decision).await;
        }
        // Without automatic assignment no other engineer is considered, so there is no "nobody eligible" to report.
        Ok(ticket.assign(None).into_iter().map(Fact::automatic).collect())
    }

    /// Assigns the ticket as `actor` chose, and stores the decision.
    pub(crate) async fn assign(
        &mut self,
        ticket: &mut Ticket,
        actor: &Actor,
        choice: AssigneeChoice,
    ) -> Result<Vec<Fact>, Error> {
        let permission = ticket.check(TicketAction::Assign, actor, self.desk.workflow(), self.now);
        if permission.is_err() && choice == AssigneeChoice::Nobody {
            return self.hand_back(ticket, actor).await;
        }
        permission.map_err(refused)?;
        let chosen = match choice {
            AssigneeChoice::LeastLoaded => return self.assign_to_least_loaded(ticket).await,
            AssigneeChoice::Nobody => None,
            AssigneeChoice::Person(key) => {
                let engineer = self.find_person(key).await?.ok_or(NotAssignable::NotAWorkingEngineer)?;
                ticket.can_go_to(&engineer)?;
                Some(engineer.id)
            }
        };
        let decision = Decision::by_person(ticket.id, Trigger::ByHand, chosen);
        self.uow.tickets().keep_decision(&decision, self.now).await?;
        Ok(ticket.assign(chosen))
    }

    /// Gives the ticket back to the backlog, as its assignee asked. Maintenance assigns it to another engineer, so the
    /// answer to the request shows what was asked for.
    async fn hand_back(&mut self, ticket: &mut Ticket, actor: &Actor) -> Result<Vec<Fact>, Error> {
        let mut facts = ticket.hand_back(actor, self.desk.workflow(), self.now).map_err(refused)?;
        self.uow.tickets().keep_decision(&Decision::handed_back(ticket.id, actor.id), self.now).await?;
        if self.desk.workflow().auto_assign {
            let others = assignment::decide(ticket, Trigger::Waiting, &self.engineers);
            if others.chosen.is_none() {
                facts.push(Fact::new(EventKind::NobodyEligible).after(others.why_unassigned().as_str()).automatic());
            }
            self.uow.workload().mark_backlog_unfinished(true).await?;
        }
        Ok(facts)
    }

    /// Assigns the ticket to the least loaded eligible engineer. The load of the current assignee counts without this
    /// ticket, so that all are compared alike.
    async fn assign_to_least_loaded(&mut self, ticket: &mut Ticket) -> Result<Vec<Fact>, Error> {
        let mut engineers = self.engineers.clone();
        if let Some(load) = engineers.iter_mut().find(|load| Some(load.id) == ticket.load_on()) {
            load.open_tickets = load.open_tickets.saturating_sub(1);
        }
        let decision = assignment::decide(ticket, Trigger::AskedFor, &engineers);
        self.apply_decision(ticket, &decision).await
    }
}
