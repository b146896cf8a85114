//! One transaction of a use case. `run` begins and commits it; `record` is the only way to history and outbox; `execution` says
//! whether it is committed, answered from an idempotency key, or a dry run.

mod audience;
mod compose;
mod context;
mod execution;
mod history;
mod idempotency;
mod links;
mod loads;
mod locks;
mod lookup;
mod notify;
mod person_cache;
mod plan;
mod preview;
mod record;
mod run;

pub(crate) use context::TxContext;
pub use execution::{Execution, IDEMPOTENCY_KEY_LIFETIME, Idempotent, Outcome};
pub use plan::{MailPreview, Plan};
