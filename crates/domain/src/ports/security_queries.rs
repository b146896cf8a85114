use async_trait::async_trait;

use super::{Page, PageLimit, StorageError};
use crate::ids::{PersonId, SecurityEventId};
use crate::people::PersonRef;
use crate::permissions::PeopleVisibility;
use crate::security::{Network, SecurityEvent, SecurityKind};
use crate::text::word_type;

word_type! {
    /// The order of the security log.
    SecuritySort: "one of at, -at" {
        /// Oldest first.
        At = "at",
        /// Newest first.
        AtDesc = "-at",
    }
}

/// Which entries of the security log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecurityFilter {
    /// Of one of these kinds; empty for any.
    pub kind: Vec<SecurityKind>,
    /// About this person.
    pub person: Option<PersonId>,
}

/// An entry of the security log with the people in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityEventView {
    /// The entry.
    pub event: SecurityEvent,
    /// Whose account it is about.
    pub person: Option<PersonRef>,
    /// Who did it.
    pub actor: Option<PersonRef>,
}

/// Reads of the security log, outside any unit of work, in one order that never changes.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait SecurityQueries: Send + Sync {
    /// One page after the entry `after`, of those about people who may be seen, or about nobody that is known. `None` where there is no
    /// entry `after`.
    ///
    /// In the order [`SecuritySort::At`] an entry MUST NOT appear before one that was read already: who reads on misses nothing.
    async fn security_events(
        &self,
        sees: PeopleVisibility,
        filter: SecurityFilter,
        sort: SecuritySort,
        after: Option<SecurityEventId>,
        limit: PageLimit,
    ) -> Result<Option<Page<SecurityEventView>>, StorageError>;

    /// Whether this person has signed in from this network, as far as the log goes back.
    async fn has_signed_in_from(&self, person: PersonId, network: Network) -> Result<bool, StorageError>;
}
