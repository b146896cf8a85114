//! Reads of people.

use async_trait::async_trait;
use deskhand_domain::people::{AccountStatus, EmailAddress, Person};
use deskhand_domain::permissions::PeopleVisibility;
use deskhand_domain::ports::{
    Page, PageLimit, PeopleFilter, PeopleQueries, PersonKey, PersonPosition, PersonSort, PersonView, SearchText,
    StorageError, Total,
};
use deskhand_domain::{PersonId, SessionId};
use time::OffsetDateTime;

use crate::MemoryStorage;
use crate::queries::page::{cut, in_direction};
use crate::queries::text::has_every_word;

#[async_trait]
impl PeopleQueries for MemoryStorage {
    async fn of_session(
        &self,
        session: SessionId,
        person: PersonId,
        now: OffsetDateTime,
    ) -> Result<Option<Person>, StorageError> {
        let state = self.committed();
        let is_live = state.sessions.get(&session).is_some_and(|s| s.person == person && s.is_live(now));
        Ok(state.people.get(&person).filter(|person| is_live && person.removed_at.is_none()).cloned())
    }

    async fn valid_sessions(
        &self,
        sessions: &[SessionId],
        now: OffsetDateTime,
    ) -> Result<Vec<SessionId>, StorageError> {
        let state = self.committed();
        let is_live = |id: &SessionId| {
            let session = state.sessions.get(id).filter(|session| session.is_live(now))?;
            let person = state.people.get(&session.person)?;
            Some(person.removed_at.is_none() && person.status == AccountStatus::Approved)
        };
        Ok(sessions.iter().copied().filter(|id| is_live(id) == Some(true)).collect())
    }

    async fn find(&self, key: PersonKey) -> Result<Option<PersonView>, StorageError> {
        let state = self.committed();
        let is_meant = |person: &Person| match &key {
            PersonKey::Id(id) => person.id == *id,
            PersonKey::Username(username) => person.username == *username,
            PersonKey::Email(email) => {
                person.email.as_ref().map(EmailAddress::case_folded) == Some(email.case_folded())
            }
        };
        let person = state.people.values().find(|person| person.removed_at.is_none() && is_meant(person));
        Ok(person.map(|person| state.view_of(person)))
    }

    async fn list(
        &self,
        sees: PeopleVisibility,
        filter: PeopleFilter,
        sort: PersonSort,
        after: Option<PersonPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<PersonView>, StorageError> {
        let state = self.committed();
        let descending = matches!(sort, PersonSort::CreatedAtDesc | PersonSort::TicketsDesc);
        let place = |view: &PersonView| key(PersonPosition::of(view, sort));
        let belongs = |person: &&Person| sees.includes(person.id, person.role) && matches(person, &filter);

        let mut people: Vec<_> = state.people.values().filter(belongs).map(|person| state.view_of(person)).collect();
        let total = count.then(|| Total::of(people.len() as u64));
        people.sort_by(|a, b| in_direction(descending, &place(a), &place(b)));
        people.retain(|view| after.is_none_or(|at| in_direction(descending, &place(view), &key(at)).is_gt()));
        Ok(cut(people, limit, total))
    }
}

fn key(position: PersonPosition) -> (i64, PersonId) {
    (position.value, position.id)
}

fn matches(person: &Person, filter: &PeopleFilter) -> bool {
    person.removed_at.is_none()
        && (filter.role.is_empty() || filter.role.contains(&person.role))
        && (filter.status.is_empty() || filter.status.contains(&person.status))
        && filter.q.as_ref().is_none_or(|search| matches_search(person, search))
}

fn matches_search(person: &Person, search: &SearchText) -> bool {
    let email = person.email.as_ref().map_or("", EmailAddress::as_str);
    has_every_word(&[person.username.as_str(), person.name.as_str(), email], search)
}
