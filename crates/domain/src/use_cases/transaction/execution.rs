//! How a use case is executed: committed, once for an idempotency key, or as a dry run.

use time::Duration;

use super::plan::Plan;
use crate::ports::KeyedRequest;
use crate::use_cases::Error;

/// For how long a key stands for its first request.
pub const IDEMPOTENCY_KEY_LIFETIME: Duration = Duration::hours(24);

/// How a verb is to be carried out.
pub enum Execution<'a, T> {
    /// For good.
    Commit,
    /// For good, but only the first time that a request comes; after that, the first answer again.
    Idempotent(Idempotent<'a, T>),
    /// On trial: everything is decided, and nothing is kept.
    DryRun,
}

/// What it takes to carry out a request once.
pub struct Idempotent<'a, T> {
    /// The request.
    pub request: &'a KeyedRequest,
    /// How the result is answered. The answer is kept with the result, in the same unit of work.
    /// `None` is a fault of whoever writes it, and undoes everything.
    pub answer: &'a (dyn Fn(&T) -> Option<String> + Send + Sync),
}

/// What came of a verb.
#[derive(Debug)]
pub enum Outcome<T> {
    /// It is done.
    Done(T),
    /// It was done before, and answered so.
    Replayed(String),
    /// It would be done.
    Planned(Plan<T>),
}

impl<T> Outcome<T> {
    /// The result of [`Execution::Commit`].
    pub(crate) fn done(self) -> Result<T, Error> {
        match self {
            Self::Done(result) => Ok(result),
            Self::Replayed(_) | Self::Planned(_) => Err(Error::Internal("a verb was not carried out as it was asked")),
        }
    }
}
