use time::{Duration, OffsetDateTime};

use crate::people::By;
use crate::permissions::KeyAccess;
use crate::ports::{EventTicket, SecretDigest, SecretToken};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Accounts, Admission, Caller, Credential, Error, Origin};

/// How long a ticket is valid: the time to open a stream with it.
const LIFETIME: Duration = Duration::seconds(30);

/// A ticket for its owner.
#[derive(Clone, Debug)]
pub struct IssuedEventTicket {
    /// What the stream is opened with.
    pub token: SecretToken,
    /// From when on it is no longer valid.
    pub expires_at: OffsetDateTime,
}

impl Accounts<'_> {
    /// Issues a ticket that opens one event stream within 30 seconds, on any instance. The stream has what the session may see, and
    /// ends with the access token of this request.
    ///
    /// # Errors
    /// [`Error::KeyDenied`] for an API key: a program can send its key in a header.
    pub async fn issue_event_ticket(self, caller: &Caller) -> Result<IssuedEventTicket, Error> {
        caller.may_use(KeyAccess::SessionOnly)?;
        let (Some(session), Some(stream_ends_at)) = (caller.credential.id().session(), caller.expires_at) else {
            return Err(Error::Unauthenticated);
        };
        self.desk.require_secrets()?;
        let token = self.desk.ports.secrets.generate();
        let digest = self.desk.ports.secrets.digest(token.reveal());
        let expires_at = self.desk.ports.clock.now() + LIFETIME;
        let ticket = EventTicket { digest, person: caller.actor.id, session, stream_ends_at, expires_at };
        let by = By::Person(caller.actor.id);
        self.desk.in_transaction(by, |tx| Box::pin(tx.add_event_ticket(&ticket))).await?;
        Ok(IssuedEventTicket { token, expires_at })
    }

    /// Uses up a ticket. Answers the caller who asked for it, as long as the session and the access token are valid with which they did.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] if the ticket is unknown, used or expired, or the caller is no longer admitted.
    pub async fn redeem_event_ticket(self, token: &str, origin: Origin) -> Result<Caller, Error> {
        let digest = self.desk.ports.secrets.digest(token);
        let ticket = self.desk.in_transaction(By::System, |tx| Box::pin(tx.consume_event_ticket(&digest))).await?;
        let ticket = ticket.ok_or(Error::Unauthenticated)?;
        if ticket.stream_ends_at <= self.desk.ports.clock.now() {
            return Err(Error::Unauthenticated);
        }
        let person = self.person_of_session(ticket.session, ticket.person).await?;
        let admitted_by = (Admission::Enrolled, self.desk.workflow());
        let caller = Caller::admitted(person, Credential::Session(ticket.session), origin, admitted_by)?;
        Ok(caller.until(Some(ticket.stream_ends_at)))
    }
}

impl TxContext<'_> {
    async fn add_event_ticket(&mut self, ticket: &EventTicket) -> Result<(), Error> {
        Ok(self.uow.event_tickets().add(ticket).await?)
    }

    async fn consume_event_ticket(&mut self, digest: &SecretDigest) -> Result<Option<EventTicket>, Error> {
        let now = self.now;
        Ok(self.uow.event_tickets().consume(digest, now).await?)
    }
}
