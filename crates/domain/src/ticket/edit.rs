use time::OffsetDateTime;

use super::{MessageBody, Priority, Ticket, Title};
use crate::history::{EventKind, Fact};
use crate::people::Actor;
use crate::policy::Workflow;
use crate::refusal::Refusal;
use crate::state_machine::TicketAction;

impl Ticket {
    /// Changes title and description where they are given and differ.
    ///
    /// # Errors
    /// [`Refusal::Denied`] unless `actor` may edit this ticket in its present state.
    pub fn edit(
        &mut self,
        title: Option<Title>,
        description: Option<MessageBody>,
        actor: &Actor,
        rules: &Workflow,
        now: OffsetDateTime,
    ) -> Result<Vec<Fact>, Refusal> {
        self.check(TicketAction::Edit, actor, rules, now)?;
        let mut facts = Vec::new();
        if let Some(title) = title.filter(|new| *new != self.title) {
            facts.push(Fact::new(EventKind::TitleChanged).before(self.title.as_str()).after(title.as_str()));
            self.0.title = title;
        }
        if let Some(description) = description.filter(|new| *new != self.description) {
            facts.push(
                Fact::new(EventKind::DescriptionChanged).before(self.description.as_str()).after(description.as_str()),
            );
            self.0.description = description;
        }
        Ok(facts)
    }

    /// Changes the priority where it differs.
    ///
    /// # Errors
    /// [`Refusal::Denied`] unless `actor` may set priorities.
    pub fn prioritize(
        &mut self,
        priority: Priority,
        actor: &Actor,
        rules: &Workflow,
        now: OffsetDateTime,
    ) -> Result<Vec<Fact>, Refusal> {
        self.check(TicketAction::Prioritize, actor, rules, now)?;
        if priority == self.priority {
            return Ok(Vec::new());
        }
        let fact = Fact::new(EventKind::PriorityChanged).before(self.priority.as_str()).after(priority.as_str());
        self.0.priority = priority;
        Ok(vec![fact])
    }
}
