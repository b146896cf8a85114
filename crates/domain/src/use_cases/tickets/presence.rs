use crate::people::{Actor, PersonRef};
use crate::ports::{PersonKey, TicketKey};
use crate::presence::{Activity, Presence};
use crate::ticket::{Ticket, TicketAction};
use crate::use_cases::error::refused;
use crate::use_cases::{Error, Tickets};

/// A colleague who is on a ticket too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Who it is.
    pub person: PersonRef,
    /// What they do there.
    pub activity: Activity,
}

impl Tickets<'_> {
    /// Notes that the caller has the ticket before them, and returns the colleagues who have it too. It holds for
    /// [`Presence::LEASE`]. Only those who may read its notes are noted and learn of others; it locks nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if the caller may not see the ticket; [`Error::Refused`] if they may not read its notes.
    pub async fn note_presence(
        self,
        actor: &Actor,
        key: TicketKey,
        activity: Activity,
    ) -> Result<Vec<Colleague>, Error> {
        let ticket = self.ticket_of_staff(actor, key).await?;
        let now = self.desk.clock().now();
        let presence = Presence { person: actor.id, activity };
        self.desk.ports.presence.note(ticket.id, presence, now, now + Presence::LEASE).await?;
        self.others_on(actor, &ticket).await
    }

    /// Forgets that the caller has the ticket before them.
    ///
    /// # Errors
    /// As [`Tickets::note_presence`].
    pub async fn leave(self, actor: &Actor, key: TicketKey) -> Result<(), Error> {
        let ticket = self.ticket_of_staff(actor, key).await?;
        Ok(self.desk.ports.presence.leave(ticket.id, actor.id).await?)
    }

    async fn ticket_of_staff(self, actor: &Actor, key: TicketKey) -> Result<Ticket, Error> {
        let ticket = self.visible_ticket(actor, key).await?;
        let now = self.desk.clock().now();
        ticket.check(TicketAction::ReadNotes, actor, self.desk.workflow(), now).map_err(refused)?;
        Ok(ticket)
    }

    async fn others_on(self, actor: &Actor, ticket: &Ticket) -> Result<Vec<Colleague>, Error> {
        let present = self.desk.ports.presence.present(ticket.id, self.desk.clock().now()).await?;
        let mut others = Vec::new();
        for presence in present.into_iter().filter(|presence| !actor.is(presence.person)) {
            if let Some(found) = self.desk.ports.people.find(PersonKey::Id(presence.person)).await? {
                others.push(Colleague { person: found.person.to_ref(), activity: presence.activity });
            }
        }
        others.sort_by(|one, other| one.person.name.cmp(&other.person.name));
        Ok(others)
    }
}
