use time::OffsetDateTime;

use super::Ticket;
use crate::history::{EventKind, Fact};
use crate::ids::PersonId;
use crate::people::{Actor, Person};
use crate::policy::Workflow;
use crate::refusal::{NotAssignable, Refusal};
use crate::state_machine::TicketAction;

impl Ticket {
    /// Checks that `engineer` can have this ticket when a person names them: approved, and not its reporter.
    /// Availability and capacity bind the automatic choice only; a person who may assign overrules them.
    ///
    /// # Errors
    /// [`NotAssignable`] says why not.
    pub fn can_go_to(&self, engineer: &Person) -> Result<(), NotAssignable> {
        if !engineer.is_working_engineer() {
            Err(NotAssignable::NotAWorkingEngineer)
        } else if engineer.id == self.reporter {
            Err(NotAssignable::IsReporter)
        } else {
            Ok(())
        }
    }

    /// Assigns the ticket to `to`, or to none. The caller has chosen: see [`crate::assignment`] and
    /// [`Ticket::can_go_to`].
    pub fn assign(&mut self, to: Option<PersonId>) -> Vec<Fact> {
        if to == self.assignee {
            return Vec::new();
        }
        let mut fact = Fact::new(EventKind::Assigned).before_person(self.assignee).after_person(to);
        if to.is_some() {
            // The mail to the new assignee says what the ticket is about.
            fact = fact.text(self.description.as_str());
        }
        self.0.assignee = to;
        self.0.handed_back_by = None;
        self.0.taken_at = None;
        vec![fact]
    }

    /// A member of the staff says "I am on it". An unassigned ticket becomes theirs; with policy `engineers_act = all` one of
    /// another assignee, too. Saying it twice changes nothing.
    ///
    /// # Errors
    /// [`Refusal::Denied`] unless it is theirs or they may take it; [`Refusal::NotActive`] where there is nothing to do.
    pub fn take(&mut self, actor: &Actor, rules: &Workflow, now: OffsetDateTime) -> Result<Vec<Fact>, Refusal> {
        self.check(TicketAction::Take, actor, rules, now)?;
        let mut facts = self.assign(Some(actor.id));
        if self.taken_at.is_none() {
            self.0.taken_at = Some(now);
            facts.push(Fact::new(EventKind::Taken));
        }
        Ok(facts)
    }

    /// The assignee gives the ticket back to the queue. It is not assigned to them automatically again, until another person
    /// had it.
    ///
    /// # Errors
    /// [`Refusal::Denied`] unless it is theirs; [`Refusal::NotActive`] where there is nothing to do.
    pub fn hand_back(&mut self, actor: &Actor, rules: &Workflow, now: OffsetDateTime) -> Result<Vec<Fact>, Refusal> {
        self.check(TicketAction::HandBack, actor, rules, now)?;
        let facts = self.assign(None);
        self.0.handed_back_by = Some(actor.id);
        Ok(facts)
    }
}
