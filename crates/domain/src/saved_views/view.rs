use time::OffsetDateTime;

use super::{ViewName, ViewQuery};
use crate::ids::PersonId;

/// A query of the list of tickets under a name. Only its owner sees it, and it shows what its owner may see when it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Whose it is.
    pub person: PersonId,
    /// What they call it. A person has one view of each name.
    pub name: ViewName,
    /// Which tickets it shows.
    pub query: ViewQuery,
    /// When it was saved last.
    pub saved_at: OffsetDateTime,
}

impl SavedView {
    /// The most views of a person: each has a number beside it, which is counted whenever the list is shown.
    pub const MOST: usize = 20;
}
