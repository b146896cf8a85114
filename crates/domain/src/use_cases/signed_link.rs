//! The tokens of links that prove themselves: what a link is about, and a secret that is derived from it. Nothing is stored.

use uuid::Uuid;

use super::UseCases;
use crate::ids::{PersonId, TicketId};
use crate::ports::{Derivation, SecretToken};

impl UseCases {
    /// The token of a link about this: `about.secret`.
    pub(crate) fn sign_link(&self, about: &str, from: Derivation) -> SecretToken {
        with_secret(about, &self.ports.secrets.derive(from))
    }

    /// Whether this desk made the token, with its present secret or an earlier one.
    pub(crate) fn has_signed_link(&self, token: &str, about: &str, from: Derivation) -> bool {
        let secrets = &self.ports.secrets;
        // Digests, so that the time of the comparison shows nothing of the secret.
        let presented = secrets.digest(token);
        let is_ours = |secret: &SecretToken| secrets.digest(with_secret(about, secret).reveal()) == presented;
        is_ours(&secrets.derive(from)) || secrets.derived_before(from).iter().any(is_ours)
    }
}

fn with_secret(about: &str, secret: &SecretToken) -> SecretToken {
    SecretToken::new(format!("{about}.{}", secret.reveal()))
}

/// What a link about a ticket says for one person.
pub(super) fn about_ticket(ticket: TicketId, person: PersonId) -> String {
    format!("{}.{}", ticket.as_uuid().simple(), person.as_uuid().simple())
}

/// The ticket and person of such a link, before it is checked.
pub(super) fn ticket_and_person(token: &str) -> Option<(TicketId, PersonId)> {
    let mut parts = token.splitn(3, '.');
    let mut id = || Uuid::try_parse(parts.next()?).ok();
    Some((TicketId::new(id()?), PersonId::new(id()?)))
}
