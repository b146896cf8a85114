use async_trait::async_trait;
use time::OffsetDateTime;

use super::page::millis;
use super::{Page, PageLimit, SearchText, StorageError};
use crate::ids::{PersonId, SessionId};
use crate::mail::EmailAddress;
use crate::people::{AccountStatus, Person, Role, Username};
use crate::permissions::PeopleVisibility;
use crate::text::word_type;

/// How a caller names a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonKey {
    /// By id.
    Id(PersonId),
    /// By username.
    Username(Username),
    /// By address; only for signing in.
    Email(EmailAddress),
}

/// Which people of those the caller may see. Removed people are in no list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleFilter {
    /// Of one of these roles; empty for any.
    pub role: Vec<Role>,
    /// In one of these states; empty for any.
    pub status: Vec<AccountStatus>,
    /// Each word is contained in the username, the name or the address. Numbers of tickets mean nothing here.
    pub q: Option<SearchText>,
}

word_type! {
    /// The orders of a list of people; ties go by id, in the same direction.
    PersonSort: "one of created_at, -created_at, -tickets" {
        /// Oldest account first.
        CreatedAt = "created_at",
        /// Newest account first.
        CreatedAtDesc = "-created_at",
        /// Who reported most tickets first.
        TicketsDesc = "-tickets",
    }
}

/// Where a page begins: after this row. `value` is what the sort looks at: milliseconds since 1970, or a number of tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonPosition {
    /// The sorted value of the last row seen.
    pub value: i64,
    /// Their id.
    pub id: PersonId,
}

impl PersonPosition {
    /// The position of `view` in a list of this order.
    #[must_use]
    pub fn of(view: &PersonView, sort: PersonSort) -> Self {
        let value = match sort {
            PersonSort::CreatedAt | PersonSort::CreatedAtDesc => millis(view.person.created_at),
            PersonSort::TicketsDesc => i64::from(view.tickets_count),
        };
        Self { value, id: view.person.id }
    }
}

/// A person with their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonView {
    /// The person.
    pub person: Person,
    /// How many open tickets they work on.
    pub open_tickets: u32,
    /// How many tickets they reported.
    pub tickets_count: u32,
    /// When a ticket last went to them.
    pub last_assigned_at: Option<OffsetDateTime>,
}

/// Reads of people, outside any unit of work.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait PeopleQueries: Send + Sync {
    /// The person of a session that has not ended. This is asked at every request: sign-outs, suspensions and
    /// changed passwords count at once, on every instance.
    async fn of_session(
        &self,
        session: SessionId,
        person: PersonId,
        now: OffsetDateTime,
    ) -> Result<Option<Person>, StorageError>;

    /// Which of these sessions are still valid: they have not ended, and their people's accounts are approved. Open
    /// streams ask this again and again, all of them at once.
    async fn valid_sessions(&self, sessions: &[SessionId], now: OffsetDateTime)
    -> Result<Vec<SessionId>, StorageError>;

    /// One person, removed ones excluded. The caller judges whether they may be seen.
    async fn find(&self, key: PersonKey) -> Result<Option<PersonView>, StorageError>;

    /// One page of people, after `after`, with the total where `count` says so.
    async fn list(
        &self,
        sees: PeopleVisibility,
        filter: PeopleFilter,
        sort: PersonSort,
        after: Option<PersonPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<PersonView>, StorageError>;
}
