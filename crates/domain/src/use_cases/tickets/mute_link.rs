use uuid::Uuid;

use crate::ids::{PersonId, TicketId};
use crate::people::By;
use crate::ports::SecretToken;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Tickets};

impl Tickets<'_> {
    /// The token of the link that mutes mails about a ticket for one person: `ticket.person.secret`. It does not expire.
    pub(crate) fn mute_token(self, ticket: TicketId, person: PersonId) -> SecretToken {
        token_of(ticket, person, &self.desk.ports.secrets.derive_for_mute(person, ticket))
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
        let mut parts = token.splitn(3, '.');
        let mut id = || parts.next().and_then(|text| Uuid::try_parse(text).ok()).ok_or(Error::LinkInvalid);
        let (ticket, person) = (TicketId::new(id()?), PersonId::new(id()?));
        let secrets = &self.desk.ports.secrets;
        let mut made = vec![secrets.derive_for_mute(person, ticket)];
        made.extend(secrets.derived_for_mute_before(person, ticket));
        // Digests, so that the time of the comparison shows nothing of the secret.
        let presented = secrets.digest(token);
        let is_ours = |secret| secrets.digest(token_of(ticket, person, secret).reveal()) == presented;
        if made.iter().any(is_ours) { Ok((ticket, person)) } else { Err(Error::LinkInvalid) }
    }
}

fn token_of(ticket: TicketId, person: PersonId, secret: &SecretToken) -> SecretToken {
    let (ticket, person) = (ticket.as_uuid().simple(), person.as_uuid().simple());
    SecretToken::new(format!("{ticket}.{person}.{}", secret.reveal()))
}

impl TxContext<'_> {
    async fn mute_by_link(&mut self, ticket: TicketId, person: PersonId) -> Result<(), Error> {
        let ticket = self.uow.tickets().find(ticket).await?.ok_or(Error::LinkInvalid)?;
        Ok(self.uow.tickets().set_muted(ticket.id, person, true).await?)
    }
}
