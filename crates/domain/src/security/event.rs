use std::net::IpAddr;

use time::OffsetDateTime;

use super::{Network, SecurityKind};
use crate::ids::{PersonId, SecurityEventId};

/// One entry of the security log. It never has a password, a token or what was typed as a login, which may be a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityEvent {
    /// The id. Entries are ordered by the store.
    pub id: SecurityEventId,
    /// When it happened; of several that were summed up, the first.
    pub at: OffsetDateTime,
    /// What happened.
    pub kind: SecurityKind,
    /// Whose account it is about, where that is known.
    pub person: Option<PersonId>,
    /// Who did it; `None` for a stranger or the system.
    pub actor: Option<PersonId>,
    /// The address of the client.
    pub address: Option<IpAddr>,
    /// What the client calls itself.
    pub agent: Option<String>,
    /// Why it was refused, as a stable word.
    pub reason: Option<String>,
    /// What it was about: a route, the name of a key, two roles.
    pub detail: Option<String>,
    /// How many alike it stands for, one after the other.
    pub count: u32,
}

impl SecurityEvent {
    /// The network of the client.
    #[must_use]
    pub fn network(&self) -> Option<Network> {
        self.address.map(Network::of)
    }
}
