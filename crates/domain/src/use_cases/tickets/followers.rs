use crate::people::{Actor, PersonRef};
use crate::ports::{PersonKey, TicketKey};
use crate::refusal::NotFollowable;
use crate::ticket::TicketAction;
use crate::use_cases::error::refused;
use crate::use_cases::transaction::{BasedOn, TxContext};
use crate::use_cases::{Error, Tickets};

impl Tickets<'_> {
    /// The followers of a ticket, by username. Whoever sees the ticket sees them.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if the caller may not see the ticket.
    pub async fn followers(self, actor: &Actor, key: TicketKey) -> Result<Vec<PersonRef>, Error> {
        let ticket = self.visible_ticket(actor, key).await?;
        Ok(self.desk.ports.tickets.followers(ticket.id).await?)
    }

    /// Makes a person a follower of a ticket. Repeating it changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if the caller may not see the ticket; [`Error::Refused`] if they may not change its followers, or the
    /// person may not follow it. An unknown person and one whose account is not in use have the same answer.
    pub async fn add_follower(self, actor: &Actor, key: TicketKey, person: PersonKey) -> Result<(), Error> {
        self.desk.in_transaction(actor, |tx| Box::pin(tx.add_follower(actor, key, &person))).await
    }

    /// Ends that a person follows a ticket. Repeating it changes nothing. A follower may remove themselves.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if the caller may not see the ticket; [`Error::Refused`] if they may not change its followers.
    pub async fn remove_follower(self, actor: &Actor, key: TicketKey, person: PersonKey) -> Result<(), Error> {
        self.desk.in_transaction(actor, |tx| Box::pin(tx.remove_follower(actor, key, &person))).await
    }
}

impl TxContext<'_> {
    async fn add_follower(&mut self, actor: &Actor, key: TicketKey, person: &PersonKey) -> Result<(), Error> {
        // A removal of a person takes the same lock: nobody follows a ticket who was removed meanwhile.
        self.lock_engineers().await?;
        let before = self.lock_ticket(key, actor, &BasedOn::Any).await?;
        before.check(TicketAction::ChangeFollowers, actor, self.desk.workflow(), self.now).map_err(refused)?;
        let person = self.find_person(person.clone()).await?.ok_or(NotFollowable::NotInUse)?;
        let mut ticket = before.clone();
        let facts = ticket.add_follower(&person)?;
        self.record_ticket(&before, &mut ticket, facts).await
    }

    async fn remove_follower(&mut self, actor: &Actor, key: TicketKey, person: &PersonKey) -> Result<(), Error> {
        let before = self.lock_ticket(key, actor, &BasedOn::Any).await?;
        let person = self.find_person(person.clone()).await?.map(|person| person.id);
        let is_self = person.is_some_and(|person| actor.is(person));
        let action = if is_self { TicketAction::Unfollow } else { TicketAction::ChangeFollowers };
        let follows = person.filter(|person| before.followers.include(*person));
        if is_self && follows.is_none() {
            return Ok(());
        }
        before.check(action, actor, self.desk.workflow(), self.now).map_err(refused)?;
        let mut ticket = before.clone();
        let facts = follows.map(|person| ticket.remove_follower(person)).unwrap_or_default();
        self.record_ticket(&before, &mut ticket, facts).await
    }
}
