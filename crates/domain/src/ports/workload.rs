use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::assignment::EngineerLoad;
use crate::ids::{PersonId, TicketId};

/// Which of the unassigned tickets are wanted; they are open or blocked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BacklogQuery {
    /// All but this one.
    pub except: Option<TicketId>,
    /// Only tickets that one of these engineers can have: neither reported nor handed back by them. Empty for all tickets.
    pub open_to: Vec<PersonId>,
    /// At most so many.
    pub limit: u32,
}

/// Who has how much to do. The loads shown MUST always equal the true count of open tickets; only the
/// transaction that records changes moves them.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait Workload: Send {
    /// Every person of the role engineer, with loads, in order of id. MUST hold off every other unit of work that
    /// calls this until this one ends: it is the point on which assignment serialises.
    async fn lock_engineers(&mut self) -> Result<Vec<EngineerLoad>, StorageError>;

    /// One more open ticket for this person.
    async fn add_open(&mut self, engineer: PersonId) -> Result<(), StorageError>;

    /// One open ticket less for this person.
    async fn remove_open(&mut self, engineer: PersonId) -> Result<(), StorageError>;

    /// A ticket went to this person just now.
    async fn note_assignment(&mut self, engineer: PersonId, at: OffsetDateTime) -> Result<(), StorageError>;

    /// The first unassigned tickets: most urgent first, then oldest, then lowest number. The cost MUST depend on how
    /// many are returned, not on how many there are. They are not locked; the unit of work that holds the engineers
    /// locked decides about them.
    async fn backlog(&mut self, wanted: BacklogQuery) -> Result<Vec<TicketId>, StorageError>;

    /// Records whether assigning the backlog stopped although more tickets could be assigned.
    async fn mark_backlog_unfinished(&mut self, rest: bool) -> Result<(), StorageError>;

    /// Whether assigning the backlog stopped although more tickets could be assigned.
    async fn is_backlog_unfinished(&mut self) -> Result<bool, StorageError>;

    /// One more (`+1`) or one less (`-1`) ticket that this person reported.
    async fn count_reported(&mut self, reporter: PersonId, change: i32) -> Result<(), StorageError>;
}
