//! Doubles for tests of use cases, here and in other services: a clock to set by hand, predictable ids and
//! secrets, mocks of the ports, builders. Nothing in here waits, and nothing in here is random.

mod clock;
mod codes;
mod ids;
mod passwords;
mod person_builder;
mod secrets;
mod signal;
mod sleeper;
mod storage;
mod strength;
#[cfg(test)]
mod tests;
mod ticket_builder;
mod tokens;
mod webhooks;

pub use clock::TestClock;
pub use codes::PlainCodes;
pub use ids::{SequentialIds, person_id, ticket_id};
pub use passwords::PlainPasswords;
pub use person_builder::{PersonBuilder, a_customer, a_superadmin, an_admin, an_engineer};
pub use secrets::CountedSecrets;
pub use signal::SilentSignal;
pub use sleeper::NoSleep;
pub use storage::{MockStorage, MockUnitOfWork};
pub use strength::ThreeGuesses;
pub use ticket_builder::{TicketBuilder, a_ticket};
pub use tokens::PlainTokens;
pub use webhooks::{PlainPayloads, PlainSigner, ScriptedReceiver};

pub use crate::ports::mocks::*;

use crate::invalid::Invalid;

/// A value that a test wrote down itself: not accepting it is a fault of the test.
#[track_caller]
fn valid<T>(parsed: Result<T, Invalid>) -> T {
    match parsed {
        Ok(value) => value,
        Err(reason) => panic!("a value of this test {reason}"),
    }
}

/// A search that a test wrote down itself.
#[track_caller]
#[must_use]
pub fn search_for(words: &str) -> crate::ports::SearchText {
    valid(crate::ports::SearchText::parse(words))
}
