//! The people and use cases of the operations.

use std::sync::Arc;

use deskhand_domain::people::Person;
use deskhand_domain::ports::PeopleQueries;
use deskhand_domain::testing::TestClock;
use deskhand_domain::use_cases::UseCases;

pub(super) struct Staffed {
    pub(super) use_cases: UseCases,
    pub(super) clock: TestClock,
    pub(super) people: Vec<Person>,
    pub(super) reads: Arc<dyn PeopleQueries>,
}
