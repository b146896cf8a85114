//! The ways to execute a use case: commit, once per idempotency key, or dry run.

use time::Duration;

use super::plan::Plan;
use crate::ports::KeyedRequest;
use crate::use_cases::Error;

/// How long an idempotency key refers to its first request. After that it can be used anew.
pub const IDEMPOTENCY_KEY_LIFETIME: Duration = Duration::hours(24);

/// How a use case is executed.
pub enum Execution<'a, T> {
    /// Executes and commits.
    Commit,
    /// Executes and commits the first time a request arrives. A repetition gets the first answer again.
    Idempotent(Idempotent<'a, T>),
    /// Executes and rolls back. The result is a [`Plan`]: what a commit would have done.
    DryRun,
}

/// A request with an idempotency key, and how to store its answer.
pub struct Idempotent<'a, T> {
    /// The key, its owner and the fingerprint of the request.
    pub request: &'a KeyedRequest,
    /// Turns the result into the answer to store. It is stored in the transaction of the result.
    /// `None` means that the answer cannot be serialized: an internal error that rolls the transaction back.
    pub answer: &'a (dyn Fn(&T) -> Option<String> + Send + Sync),
}

/// The outcome of executing a use case.
#[derive(Debug)]
pub enum Outcome<T> {
    /// Committed now.
    Done(T),
    /// Committed by an earlier request with the same key. This is the answer stored then.
    Replayed(String),
    /// Not committed: the plan of a dry run.
    Planned(Plan<T>),
}

impl<T> Outcome<T> {
    /// The result of [`Execution::Commit`].
    pub(crate) fn done(self) -> Result<T, Error> {
        match self {
            Self::Done(result) => Ok(result),
            Self::Replayed(_) | Self::Planned(_) => {
                Err(Error::Internal("a use case was not executed in the requested mode"))
            }
        }
    }
}
