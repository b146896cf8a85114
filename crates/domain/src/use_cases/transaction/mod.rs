//! The transaction of a use case.
//!
//! `run` begins, retries and commits it. `record` writes a change with its history and mails. `execution` selects
//! commit, idempotent or dry run.

mod audience;
mod based_on;
mod compose;
mod context;
mod earlier_letters;
mod ending;
mod execution;
mod first_letter;
mod gathering;
mod held_mail;
mod history;
mod idempotency;
mod letters;
mod links;
mod loads;
mod locks;
mod lookup;
mod news;
mod notify;
mod person_cache;
mod plan;
mod preview;
mod quota;
mod record;
mod run;
mod security;
mod usernames;

pub use based_on::BasedOn;
pub(crate) use context::TxContext;
pub(crate) use ending::Ending;
pub use execution::{Execution, IDEMPOTENCY_KEY_LIFETIME, Idempotent, Outcome};
pub use plan::{MailPreview, Plan};
