use time::OffsetDateTime;

use crate::files::Attachment;
use crate::ids::PersonId;
use crate::people::{Actor, Person, PersonRef};
use crate::permissions;
use crate::policy::Workflow;
use crate::ports::{TicketKey, TicketView};
use crate::ticket::{Refusal, SeenTicket, Ticket, TicketAction};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Outcome, Plan, Tickets};

/// One ticket, with the actions that the caller may take now.
#[derive(Clone, Debug)]
pub struct TicketDetail {
    /// The ticket with the people on it.
    pub view: TicketView,
    /// What of it differs by reader, for the caller.
    pub seen: SeenTicket,
    /// The files of its first message.
    pub attachments: Vec<Attachment>,
    /// Whether the caller muted mails about it.
    pub muted: bool,
    /// Every action, with `Ok` or the refusal that the caller would get now.
    pub allowed_actions: Vec<(TicketAction, Result<(), Refusal>)>,
}

impl Tickets<'_> {
    /// Shows one ticket.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if the caller may not see it.
    pub async fn show(self, actor: &Actor, key: TicketKey) -> Result<TicketDetail, Error> {
        let visibility = permissions::tickets_visible_to(actor, self.desk.workflow())?;
        let view = self.desk.ports.tickets.find(visibility, key).await?.ok_or(Error::NotFound)?;
        let muted = self.desk.ports.tickets.is_muted(view.ticket.id, actor.id).await?;
        let attachments = self.desk.ports.attachments.of_opening(view.ticket.id).await?;
        Ok(TicketDetail::new(view, attachments, muted, actor, self.desk.workflow(), self.desk.ports.clock.now()))
    }
}

impl TicketDetail {
    fn new(
        view: TicketView,
        attachments: Vec<Attachment>,
        muted: bool,
        actor: &Actor,
        rules: &Workflow,
        now: OffsetDateTime,
    ) -> Self {
        let allowed_actions = view.ticket.allowed_actions(actor, rules, now);
        let seen = view.ticket.seen_by(actor, rules);
        Self { view, seen, attachments, muted, allowed_actions }
    }
}

impl TxContext<'_> {
    /// The ticket as shown to the actor who has just changed it, even if the change made it invisible to them.
    pub(crate) async fn detail(&mut self, ticket: Ticket, actor: &Actor) -> Result<TicketDetail, Error> {
        let muted = self.uow.tickets().muted_by(ticket.id).await?.contains(&actor.id);
        let attachments = self.uow.attachments().of_opening(ticket.id).await?;
        self.detail_of(ticket, attachments, actor, muted).await
    }

    /// As [`TxContext::detail`] for a new ticket, which cannot be muted yet.
    pub(crate) async fn detail_of_new(
        &mut self,
        ticket: Ticket,
        attachments: Vec<Attachment>,
        actor: &Actor,
    ) -> Result<TicketDetail, Error> {
        self.detail_of(ticket, attachments, actor, false).await
    }

    async fn detail_of(
        &mut self,
        ticket: Ticket,
        attachments: Vec<Attachment>,
        actor: &Actor,
        muted: bool,
    ) -> Result<TicketDetail, Error> {
        let people_on_ticket: Vec<PersonId> = [Some(ticket.reporter), ticket.assignee].into_iter().flatten().collect();
        let people: Vec<PersonRef> = self.look_up(&people_on_ticket).await?.iter().map(Person::to_ref).collect();
        let person = |id: PersonId| people.iter().find(|person| person.id == id).cloned();
        let reporter = person(ticket.reporter).ok_or(Error::Internal("a ticket has no reporter"))?;
        let assignee = ticket.assignee.and_then(person);
        let view = TicketView { ticket, reporter, assignee };
        Ok(TicketDetail::new(view, attachments, muted, actor, self.desk.workflow(), self.now))
    }
}

impl Outcome<TicketDetail> {
    /// Removes from a plan what `actor` may not see.
    pub(crate) fn seen_by(self, actor: &Actor, rules: &Workflow) -> Self {
        match self {
            Self::Planned(plan) => {
                let ticket = plan.result.view.ticket.clone();
                Self::Planned(Plan::seen_by(plan, actor, &ticket, rules))
            }
            other => other,
        }
    }
}
