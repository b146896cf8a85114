//! SQLite: units of work that wait for each other are committed together.
//!
//! There is one writer, so units of work take turns, one after the other. Making each durable costs a wait for the disk;
//! where others are waiting already, their turns follow within the same transaction, each behind a savepoint of its own,
//! and one commit makes all of them durable. Nobody is told "done" before that commit.

use std::sync::Arc;
use std::time::{Duration, Instant};

use deskhand_domain::ports::StorageError;
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction};
use tokio::sync::{mpsc, oneshot};

use crate::dialect::locks;
use crate::error::storage_error;

/// The most units of work that are committed together.
const MOST: usize = 64;

/// For how long turns follow each other before they are committed: whoever was first waits for the last. A commit takes some
/// five milliseconds, so in a crowd it is to be a small part of that.
const LONGEST: Duration = Duration::from_millis(50);

/// How many may wait for their turn; more wait for their place in the queue, and no longer than for their turn.
const QUEUE: usize = 1024;

/// Hands out the turns. Its clones share the one writer.
#[derive(Clone, Debug)]
pub(crate) struct CommitQueue {
    queue: mpsc::Sender<SlotRequest>,
    patience: Duration,
}

/// A unit of work that waits for its turn.
type SlotRequest = oneshot::Sender<Result<CommitSlot, StorageError>>;

/// How a unit of work is told whether it was kept.
type CommitAck = oneshot::Sender<Result<(), StorageError>>;

/// One unit of work's turn. Dropped without [`CommitSlot::commit`], whatever was done in it is undone.
#[derive(Debug)]
pub(crate) struct CommitSlot {
    // Before `end`, whose end lets the writer go on: then nobody else may hold the transaction.
    tx: Arc<DatabaseTransaction>,
    end: oneshot::Sender<CommitAck>,
}

impl CommitQueue {
    /// Starts the writer. It ends with the last clone.
    pub(crate) fn start(writer: DatabaseConnection, patience: Duration) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(take_turns(writer, waiting));
        Self { queue, patience }
    }

    /// Waits for a turn: [`StorageError::Busy`] where that takes too long.
    pub(crate) async fn next(&self) -> Result<CommitSlot, StorageError> {
        let (waiting, turn) = oneshot::channel();
        let turn = async {
            self.queue.send(waiting).await.map_err(|_| gone())?;
            turn.await.map_err(|_| gone())?
        };
        tokio::time::timeout(self.patience, turn).await.unwrap_or(Err(StorageError::Busy))
    }
}

impl CommitSlot {
    pub(crate) fn tx(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// Ends the turn, and waits until it is durable.
    pub(crate) async fn commit(self) -> Result<(), StorageError> {
        let (kept, done) = oneshot::channel();
        let Self { tx, end } = self;
        drop(tx);
        end.send(kept).map_err(|_| gone())?;
        done.await.map_err(|_| gone())?
    }
}

async fn take_turns(writer: DatabaseConnection, mut queue: mpsc::Receiver<SlotRequest>) {
    while let Some(first) = queue.recv().await {
        if first.is_closed() {
            continue;
        }
        match locks::begin(&writer).await {
            Ok(tx) => one_group(tx, first, &mut queue).await,
            // Whoever gave up waiting needs no answer.
            Err(error) => drop(first.send(Err(error))),
        }
    }
}

async fn one_group(tx: DatabaseTransaction, first: SlotRequest, queue: &mut mpsc::Receiver<SlotRequest>) {
    let (tx, began) = (Arc::new(tx), Instant::now());
    let (mut savepoint, mut kept) = (Savepoint::None, Vec::new());
    let mut next = Some(first);
    while let Some(waiting) = next {
        match one_turn(&tx, waiting, &mut savepoint).await {
            Ok(done) => kept.extend(done),
            // The transaction is lost, and with it everything that was done in it.
            Err(error) => return answer(kept, &Err(error)),
        }
        next = (kept.len() < MOST && began.elapsed() < LONGEST).then(|| queue.try_recv().ok()).flatten();
    }
    let committed = match Arc::try_unwrap(tx) {
        Ok(tx) => tx.commit().await.map_err(storage_error),
        Err(_) => Err(StorageError::Unavailable("a unit of work outlived its turn".into())),
    };
    answer(kept, &committed);
}

/// What a turn is undone to. Each statement costs a wait, so one savepoint does for as many turns as possible; the commit
/// takes the last one with it.
enum Savepoint {
    None,
    /// Nothing was done since.
    Fresh,
    /// A turn was kept since.
    Used,
}

impl Savepoint {
    async fn renew(&mut self, tx: &DatabaseTransaction) -> Result<(), StorageError> {
        match self {
            Self::None => run(tx, "SAVEPOINT turn").await?,
            Self::Used => run(tx, "RELEASE turn; SAVEPOINT turn").await?,
            Self::Fresh => {}
        }
        *self = Self::Fresh;
        Ok(())
    }
}

/// Lets one unit of work do what it wants. `None` where it wants nothing kept.
async fn one_turn(
    tx: &Arc<DatabaseTransaction>,
    waiting: SlotRequest,
    savepoint: &mut Savepoint,
) -> Result<Option<CommitAck>, StorageError> {
    if waiting.is_closed() {
        return Ok(None);
    }
    savepoint.renew(tx).await?;
    let (end, ended) = oneshot::channel();
    // One that gave up in this moment gives its turn back undone, like one that is dropped half way.
    drop(waiting.send(Ok(CommitSlot { tx: Arc::clone(tx), end })));
    let kept = ended.await.ok();
    if kept.is_some() {
        *savepoint = Savepoint::Used;
    } else {
        run(tx, "ROLLBACK TO turn").await?;
    }
    Ok(kept)
}

async fn run(tx: &DatabaseTransaction, statement: &str) -> Result<(), StorageError> {
    tx.execute_unprepared(statement).await.map(drop).map_err(storage_error)
}

/// Nobody who went away meanwhile needs an answer: what is kept is kept.
fn answer(kept: Vec<CommitAck>, outcome: &Result<(), StorageError>) {
    for unit_of_work in kept {
        drop(unit_of_work.send(outcome.as_ref().map_err(same).copied()));
    }
}

/// The same failure for each of those who share it.
fn same(error: &StorageError) -> StorageError {
    match error {
        StorageError::Busy => StorageError::Busy,
        StorageError::Full => StorageError::Full,
        other => StorageError::Unavailable(other.to_string().into()),
    }
}

fn gone() -> StorageError {
    StorageError::Unavailable("the writer has ended".into())
}

#[cfg(test)]
mod tests;
