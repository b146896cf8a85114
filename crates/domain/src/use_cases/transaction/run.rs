//! Begins, retries and commits transactions. No other file does.

use std::pin::Pin;

use time::Duration;

use super::context::TxContext;
use super::execution::{Execution, Outcome};
use crate::people::By;
use crate::ports::StorageError;
use crate::use_cases::{Error, UseCases};

/// The waits before the three retries after the store reported a deadlock or a failed serialization. Each wait gets up
/// to 50 % longer at random, so that two transactions that collided do not collide again.
const RETRY_BACKOFF: [Duration; 3] =
    [Duration::milliseconds(10), Duration::milliseconds(50), Duration::milliseconds(250)];

/// Where a transaction waits, if others wait already.
#[derive(Clone, Copy)]
enum Place {
    Ahead,
    Behind,
}

/// One attempt of an operation. It is boxed as `Send`, so that a use case can be spawned on any runtime: an `AsyncFn`
/// cannot promise `Send` yet.
pub(crate) type Attempt<'tx, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'tx>>;

impl UseCases {
    /// Executes `operation` in one transaction and commits it. Every use case that writes calls this or
    /// [`UseCases::run`].
    ///
    /// If the store is busy, the whole operation is repeated, so it must do its reading inside. A failure to begin is
    /// not repeated: the store has waited for its own limit already.
    pub(crate) async fn in_transaction<'desk, T: Send>(
        &'desk self,
        by: impl Into<By> + Send,
        operation: impl for<'tx> Fn(&'tx mut TxContext<'desk>) -> Attempt<'tx, T> + Send + Sync,
    ) -> Result<T, Error> {
        self.run(by, &Execution::Commit, operation).await?.done()
    }

    /// As [`UseCases::in_transaction`], before other transactions that wait ([`Storage::begin_ahead`]). For sending mail only.
    ///
    /// [`Storage::begin_ahead`]: crate::ports::Storage::begin_ahead
    pub(crate) async fn in_transaction_ahead<'desk, T: Send>(
        &'desk self,
        by: impl Into<By> + Send,
        operation: impl for<'tx> Fn(&'tx mut TxContext<'desk>) -> Attempt<'tx, T> + Send + Sync,
    ) -> Result<T, Error> {
        self.run_with(by, Place::Ahead, &Execution::Commit, operation).await?.done()
    }

    /// As [`UseCases::in_transaction`], for use cases whose caller chooses the [`Execution`].
    pub(crate) async fn run<'desk, T: Send>(
        &'desk self,
        by: impl Into<By> + Send,
        execution: &Execution<'_, T>,
        operation: impl for<'tx> Fn(&'tx mut TxContext<'desk>) -> Attempt<'tx, T> + Send + Sync,
    ) -> Result<Outcome<T>, Error> {
        self.run_with(by, Place::Behind, execution, operation).await
    }

    async fn run_with<'desk, T: Send>(
        &'desk self,
        by: impl Into<By> + Send,
        place: Place,
        execution: &Execution<'_, T>,
        operation: impl for<'tx> Fn(&'tx mut TxContext<'desk>) -> Attempt<'tx, T> + Send + Sync,
    ) -> Result<Outcome<T>, Error> {
        let by = by.into();
        let mut backoff = RETRY_BACKOFF.into_iter();
        loop {
            let tx = self.begin(by, place).await?;
            match (tx.run(execution, &operation).await, backoff.next()) {
                (Err(Error::Storage(StorageError::Busy)), Some(wait)) => self.wait_with_jitter(wait).await,
                (result, _) => return result,
            }
        }
    }

    async fn begin(&self, by: By, place: Place) -> Result<TxContext<'_>, Error> {
        let uow = match place {
            Place::Ahead => self.ports.storage.begin_ahead().await?,
            Place::Behind => self.ports.storage.begin().await?,
        };
        Ok(TxContext::new(self, uow, by, self.ports.clock.now()))
    }

    async fn wait_with_jitter(&self, wait: Duration) {
        // The low bits of a UUIDv7 are random, and predictable in tests.
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
            // A replayed answer is committed too. With group commit, the transaction that stored the answer may not be
            // durable yet; this commit returns after it is.
            Ok(Outcome::Done(_) | Outcome::Replayed(_)) => self.commit().await?,
            // Dropping rolls back without waiting for a store that has just failed.
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
                    (idempotent.answer)(&result).ok_or(Error::Internal("an answer could not be serialized"))?;
                let about = self.recorded.person();
                self.uow.idempotency_keys().keep_answer(idempotent.request, &answer, about).await?;
            }
            Execution::DryRun => return self.plan(result).await.map(Outcome::Planned),
        }
        Ok(Outcome::Done(result))
    }
}

impl TxContext<'_> {
    /// Commits, then signals new events or mails. The signal only saves time: readers who miss it find them in the
    /// store.
    async fn commit(self) -> Result<(), Error> {
        self.uow.commit().await?;
        for event in &self.recorded.security {
            self.desk.ports.security_reporter.report(event);
        }
        if !self.recorded.events.is_empty() || self.recorded.requeued {
            self.desk.ports.signal.wake();
        }
        Ok(())
    }
}
