//! Group commit: units of work that wait for SQLite's one writer are committed together.
//!
//! Each commit waits for the disk. Where other units of work are waiting already, they follow within the same transaction, each
//! behind a savepoint of its own, and one commit makes all of them durable. None is acknowledged before that commit.

use std::sync::Arc;
use std::time::{Duration, Instant};

use deskhand_domain::ports::StorageError;
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction};
use tokio::sync::{mpsc, oneshot};
use tracing::warn;

use crate::dialect::locks;
use crate::error::storage_error;

/// The most units of work in one commit.
const MAX_GROUP: usize = 64;

/// The first unit of work waits for the last of its group, so a group takes no more after this. A commit takes about five
/// milliseconds, a small part of it.
const MAX_GROUP_TIME: Duration = Duration::from_millis(50);

/// How many requests the queue holds. More wait to enter it, within the same timeout.
const CAPACITY: usize = 1024;

/// Gives units of work their slot, one after the other. Clones share the writer.
#[derive(Clone, Debug)]
pub(crate) struct CommitQueue {
    requests: mpsc::Sender<SlotRequest>,
    /// The few that go before all others.
    ahead: mpsc::Sender<SlotRequest>,
    timeout: Duration,
}

/// A unit of work that waits for its slot.
type SlotRequest = oneshot::Sender<Result<CommitSlot, StorageError>>;

/// Tells a unit of work whether it is durable.
type CommitAck = oneshot::Sender<Result<(), StorageError>>;

/// The time in which one unit of work has the transaction. Dropped without [`CommitSlot::commit`], it is rolled back to its
/// savepoint.
#[derive(Debug)]
pub(crate) struct CommitSlot {
    // Dropped before `end`: when the writer goes on, only it may hold the transaction.
    tx: Arc<DatabaseTransaction>,
    end: oneshot::Sender<CommitAck>,
}

impl CommitQueue {
    /// Starts the task that writes. It ends with the last clone.
    pub(crate) fn start(writer: DatabaseConnection, timeout: Duration) -> Self {
        let (requests, queue) = mpsc::channel(CAPACITY);
        let (ahead, first) = mpsc::channel(CAPACITY);
        tokio::spawn(run(writer, Waiting { ahead: first, queue }));
        Self { requests, ahead, timeout }
    }

    /// Waits for a slot: [`StorageError::Busy`] where that takes too long.
    pub(crate) async fn next(&self) -> Result<CommitSlot, StorageError> {
        self.slot_from(&self.requests).await
    }

    /// Waits for the current slot only, however many others wait.
    pub(crate) async fn next_ahead(&self) -> Result<CommitSlot, StorageError> {
        self.slot_from(&self.ahead).await
    }

    async fn slot_from(&self, requests: &mpsc::Sender<SlotRequest>) -> Result<CommitSlot, StorageError> {
        let (request, slot) = oneshot::channel();
        let slot = async {
            requests.send(request).await.map_err(|_| ended())?;
            slot.await.map_err(|_| ended())?
        };
        tokio::time::timeout(self.timeout, slot).await.unwrap_or(Err(StorageError::Busy))
    }
}

impl CommitSlot {
    pub(crate) fn tx(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// Ends the slot and waits until its work is durable.
    pub(crate) async fn commit(self) -> Result<(), StorageError> {
        let (ack, committed) = oneshot::channel();
        let Self { tx, end } = self;
        drop(tx);
        end.send(ack).map_err(|_| ended())?;
        committed.await.map_err(|_| ended())?
    }
}

/// The units of work that wait for a slot.
struct Waiting {
    ahead: mpsc::Receiver<SlotRequest>,
    queue: mpsc::Receiver<SlotRequest>,
}

impl Waiting {
    /// `None` when all clones of the queue are gone.
    async fn recv(&mut self) -> Option<SlotRequest> {
        tokio::select! {
            biased;
            Some(request) = self.ahead.recv() => Some(request),
            request = self.queue.recv() => request,
        }
    }

    fn try_recv(&mut self) -> Option<SlotRequest> {
        self.ahead.try_recv().or_else(|_| self.queue.try_recv()).ok()
    }
}

async fn run(writer: DatabaseConnection, mut queue: Waiting) {
    while let Some(first) = queue.recv().await {
        // Closed: its unit of work gave up waiting.
        if first.is_closed() {
            continue;
        }
        match locks::begin(&writer).await {
            Ok(tx) => run_group(tx, first, &mut queue).await,
            Err(error) => drop(first.send(Err(error))),
        }
    }
}

async fn run_group(tx: DatabaseTransaction, first: SlotRequest, queue: &mut Waiting) {
    let (tx, began) = (Arc::new(tx), Instant::now());
    let (mut savepoint, mut acks) = (Savepoint::None, Vec::new());
    let mut next = Some(first);
    while let Some(request) = next {
        match run_slot(&tx, request, &mut savepoint).await {
            Ok(ack) => acks.extend(ack),
            // The transaction is lost with everything in it.
            Err(error) => return acknowledge(acks, &Err(error)),
        }
        let is_open = acks.len() < MAX_GROUP && began.elapsed() < MAX_GROUP_TIME;
        next = is_open.then(|| queue.try_recv()).flatten();
    }
    let committed = match Arc::try_unwrap(tx) {
        Ok(tx) => tx.commit().await.map_err(storage_error),
        Err(_) => Err(StorageError::Unavailable("a unit of work still held the transaction after its slot".into())),
    };
    acknowledge(acks, &committed);
}

/// Where the current slot is rolled back to. Every statement is a round trip to SQLite's thread, so a savepoint that nothing was
/// written after is used again, and the commit releases the last one.
enum Savepoint {
    None,
    Unused,
    Used,
}

impl Savepoint {
    async fn set(&mut self, tx: &DatabaseTransaction) -> Result<(), StorageError> {
        match self {
            Self::None => execute(tx, "SAVEPOINT slot").await?,
            Self::Used => execute(tx, "RELEASE slot; SAVEPOINT slot").await?,
            Self::Unused => {}
        }
        *self = Self::Unused;
        Ok(())
    }
}

/// `None` where the unit of work was not committed.
async fn run_slot(
    tx: &Arc<DatabaseTransaction>,
    request: SlotRequest,
    savepoint: &mut Savepoint,
) -> Result<Option<CommitAck>, StorageError> {
    if request.is_closed() {
        return Ok(None);
    }
    savepoint.set(tx).await?;
    let (end, ended) = oneshot::channel();
    // Where the unit of work gave up just now, the slot is dropped here and ends like any other that is dropped.
    drop(request.send(Ok(CommitSlot { tx: Arc::clone(tx), end })));
    let ack = ended.await.ok();
    if ack.is_some() {
        *savepoint = Savepoint::Used;
    } else {
        execute(tx, "ROLLBACK TO slot").await?;
    }
    Ok(ack)
}

async fn execute(tx: &DatabaseTransaction, statement: &str) -> Result<(), StorageError> {
    tx.execute_unprepared(statement).await.map(drop).map_err(storage_error)
}

fn acknowledge(acks: Vec<CommitAck>, outcome: &Result<(), StorageError>) {
    if let (Err(error), false) = (outcome, acks.is_empty()) {
        warn!(%error, units_of_work = acks.len(), "A group commit failed; none of its units of work is stored");
    }
    for ack in acks {
        // Fails where the unit of work is gone. What is committed stays committed.
        drop(ack.send(outcome.as_ref().map_err(copy).copied()));
    }
}

/// The same error for each unit of work of the group.
fn copy(error: &StorageError) -> StorageError {
    match error {
        StorageError::Busy => StorageError::Busy,
        StorageError::Full => StorageError::Full,
        other => StorageError::Unavailable(other.to_string().into()),
    }
}

fn ended() -> StorageError {
    StorageError::Unavailable("the task that writes to SQLite has ended".into())
}

#[cfg(test)]
#[path = "../../tests/unit/commit_queue.rs"]
mod tests;
