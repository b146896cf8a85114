//! Reads of the security log.

use async_trait::async_trait;
use deskhand_domain::permissions::PeopleVisibility;
use deskhand_domain::ports::{
    Page, PageLimit, SecurityEventView, SecurityFilter, SecurityQueries, SecuritySort, StorageError,
};
use deskhand_domain::security::{Network, SecurityEvent, SecurityKind};
use deskhand_domain::{PersonId, SecurityEventId};

use crate::MemoryStorage;
use crate::queries::page::cut;
use crate::state::State;

#[async_trait]
impl SecurityQueries for MemoryStorage {
    async fn security_events(
        &self,
        sees: PeopleVisibility,
        filter: SecurityFilter,
        sort: SecuritySort,
        after: Option<SecurityEventId>,
        limit: PageLimit,
    ) -> Result<Option<Page<SecurityEventView>>, StorageError> {
        let state = self.committed();
        let mut log: Vec<&SecurityEvent> = state.security_log.iter().collect();
        if sort == SecuritySort::AtDesc {
            log.reverse();
        }
        let begin = match after {
            None => 0,
            Some(last) => match log.iter().position(|event| event.id == last) {
                Some(place) => place + 1,
                None => return Ok(None),
            },
        };
        let is_wanted = |event: &&SecurityEvent| {
            (filter.kind.is_empty() || filter.kind.contains(&event.kind))
                && filter.person.is_none_or(|person| event.person == Some(person))
                && state.may_see(sees, event)
        };
        let rows = log.into_iter().skip(begin).filter(is_wanted).map(|event| state.security_view(event));
        Ok(Some(cut(rows.collect::<Result<_, _>>()?, limit, None)))
    }

    async fn has_signed_in_from(&self, person: PersonId, network: Network) -> Result<bool, StorageError> {
        let is_sign_in = |event: &SecurityEvent| {
            event.kind == SecurityKind::SignedIn && event.person == Some(person) && event.network() == Some(network)
        };
        Ok(self.committed().security_log.iter().any(is_sign_in))
    }
}

impl State {
    fn may_see(&self, sees: PeopleVisibility, event: &SecurityEvent) -> bool {
        let Some(person) = event.person else { return true };
        self.people.get(&person).is_some_and(|known| sees.includes(person, known.role))
    }

    fn security_view(&self, event: &SecurityEvent) -> Result<SecurityEventView, StorageError> {
        let name = |id: Option<PersonId>| id.map(|id| self.ref_of(id)).transpose();
        Ok(SecurityEventView { event: event.clone(), person: name(event.person)?, actor: name(event.actor)? })
    }
}
