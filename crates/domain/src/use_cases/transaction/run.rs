//! The only place that begins and commits a transaction.

use std::pin::Pin;

use time::Duration;

use super::context::TxContext;
use super::execution::{Execution, Outcome};
use crate::people::By;
use crate::ports::StorageError;
use crate::use_cases::{Error, UseCases};

/// How long to wait before each further try of a unit of work that the store was too busy for: a deadlock, a failed
/// serialization. Three tries more, up to half as long again, so that two that met don't meet again.
const RETRY_BACKOFF: [Duration; 3] =
    [Duration::milliseconds(10), Duration::milliseconds(50), Duration::milliseconds(250)];

/// One try of a operation. Boxed as `Send`, so that every use case can be spawned on any runtime: the compiler can't see
/// that of an `AsyncFn` yet.
pub(crate) type Attempt<'tx, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'tx>>;

impl UseCases {
    /// Does `operation` in one unit of work: all of it or nothing. Every use case that writes comes through here; nothing
    /// else begins or commits.
    ///
    /// Where the store was too busy, everything is done again from the start, so `operation` must do all its reading
    /// inside. Waiting for one's turn is the store's own affair: if even that takes too long, another try is no help.
    pub(crate) async fn in_transaction<'desk, T: Send>(
        &'desk self,
        by: impl Into<By> + Send,
        operation: impl for<'tx> Fn(&'tx mut TxContext<'desk>) -> Attempt<'tx, T> + Send + Sync,
    ) -> Result<T, Error> {
        self.run(by, &Execution::Commit, operation).await?.done()
    }

    /// The same for verbs whose caller chooses how: on trial, or once for a key.
    pub(crate) async fn run<'desk, T: Send>(
        &'desk self,
        by: impl Into<By> + Send,
        execution: &Execution<'_, T>,
        operation: impl for<'tx> Fn(&'tx mut TxContext<'desk>) -> Attempt<'tx, T> + Send + Sync,
    ) -> Result<Outcome<T>, Error> {
        let by = by.into();
        let mut backoff = RETRY_BACKOFF.into_iter();
        loop {
            let tx = self.begin(by).await?;
            match (tx.run(execution, &operation).await, backoff.next()) {
                (Err(Error::Storage(StorageError::Busy)), Some(wait)) => self.wait_with_jitter(wait).await,
                (result, _) => return result,
            }
        }
    }

    async fn begin(&self, by: By) -> Result<TxContext<'_>, Error> {
        let uow = self.ports.storage.begin().await?;
        Ok(TxContext::new(self, uow, by, self.ports.clock.now()))
    }

    async fn wait_with_jitter(&self, wait: Duration) {
        // The low bits of a UUIDv7 are random: as good a die as any, and the same one in every test.
        let jitter = u8::try_from(self.ports.ids.uuid().as_u128() & 0xff).unwrap_or_default();
        self.ports.sleeper.wait(wait + wait * i32::from(jitter) / 512).await;
    }
}

impl<'desk> TxContext<'desk> {
    async fn run<T: Send>(
        mut self,
        execution: &Execution<'_, T>,
        operation: &(impl for<'tx> Fn(&'tx mut TxContext<'desk>) -> Attempt<'tx, T> + Send + Sync),
    ) -> Result<Outcome<T>, Error> {
        let outcome = self.attempt(execution, operation).await;
        match &outcome {
            Ok(Outcome::Planned(_)) => self.uow.roll_back().await,
            // Also an earlier answer: where units of work are committed together, the one whose answer it is may not be
            // durable yet.
            Ok(Outcome::Done(_) | Outcome::Replayed(_)) => self.commit().await?,
            // Nobody waits for a store that has just failed.
            Err(Error::Storage(_)) => drop(self),
            Err(_) => self.uow.roll_back().await,
        }
        outcome
    }

    async fn attempt<T: Send>(
        &mut self,
        execution: &Execution<'_, T>,
        operation: &(impl for<'tx> Fn(&'tx mut TxContext<'desk>) -> Attempt<'tx, T> + Send + Sync),
    ) -> Result<Outcome<T>, Error> {
        if let Execution::Idempotent(idempotent) = execution
            && let Some(answer) = self.stored_answer(idempotent.request).await?
        {
            return Ok(Outcome::Replayed(answer));
        }
        let result = operation(self).await?;
        match execution {
            Execution::Commit => {}
            Execution::Idempotent(idempotent) => {
                let answer =
                    (idempotent.answer)(&result).ok_or(Error::Internal("an answer could not be written down"))?;
                let about = self.recorded.person();
                self.uow.idempotency_keys().keep_answer(idempotent.request, &answer, about).await?;
            }
            Execution::DryRun => return self.plan(result).await.map(Outcome::Planned),
        }
        Ok(Outcome::Done(result))
    }
}

impl TxContext<'_> {
    /// Makes it durable. The wake-up is only a hint: whoever misses it finds the news in the store.
    async fn commit(self) -> Result<(), Error> {
        self.uow.commit().await?;
        if !self.recorded.events.is_empty() || self.recorded.requeued {
            self.desk.ports.signal.wake();
        }
        Ok(())
    }
}
