use crate::ids::{PersonId, TicketId};
use crate::people::By;
use crate::ports::{Derivation, SecretToken};
use crate::use_cases::signed_link::{about_ticket, ticket_and_person};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Tickets};

impl Tickets<'_> {
    /// The token of the link that mutes mails about a ticket for one person: `ticket.person.secret`. It does not expire.
    pub(crate) fn mute_token(self, ticket: TicketId, person: PersonId) -> SecretToken {
        self.desk.sign_link(&about_ticket(ticket, person), Derivation::Mute { person, ticket })
    }

    /// Checks the token of a mute link, without muting.
    ///
    /// # Errors
    /// [`Error::LinkInvalid`].
    pub fn check_mute_link(self, token: &str) -> Result<(), Error> {
        self.read_mute_token(token).map(drop)
    }

    /// Stops mails about a ticket to the person whose mail had this link, without a sign-in: all that the link can do is that.
    /// Repeating it changes nothing. [`Tickets::mute`] resumes them.
    ///
    /// # Errors
    /// [`Error::LinkInvalid`] for a token that this help desk did not make, and for a ticket that was deleted.
    pub async fn mute_by_link(self, token: &str) -> Result<(), Error> {
        let (ticket, person) = self.read_mute_token(token)?;
        self.desk.in_transaction(By::Person(person), |tx| Box::pin(tx.mute_by_link(ticket, person))).await
    }

    fn read_mute_token(self, token: &str) -> Result<(TicketId, PersonId), Error> {
        let (ticket, person) = ticket_and_person(token).ok_or(Error::LinkInvalid)?;
        let (about, from) = (about_ticket(ticket, person), Derivation::Mute { person, ticket });
        if self.desk.has_signed_link(token, &about, from) { Ok((ticket, person)) } else { Err(Error::LinkInvalid) }
    }
}

impl TxContext<'_> {
    async fn mute_by_link(&mut self, ticket: TicketId, person: PersonId) -> Result<(), Error> {
        let ticket = self.uow.tickets().find(ticket).await?.ok_or(Error::LinkInvalid)?;
        Ok(self.uow.tickets().set_muted(ticket.id, person, true).await?)
    }
}
