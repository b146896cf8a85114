use super::*;
use crate::sqlite::scratch_file::ScratchFile;

/// Runs one after the other, in one group where that is possible, and returns the outcome of each.
async fn together(queue: &CommitQueue, statements: &[&'static str]) -> Vec<Result<(), StorageError>> {
    let holding = queue.next().await.unwrap();
    let tasks: Vec<_> = statements.iter().map(|statement| tokio::spawn(write(queue.clone(), statement))).collect();
    while queue.requests.capacity() > CAPACITY - statements.len() {
        tokio::task::yield_now().await;
    }
    drop(holding);
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.unwrap());
    }
    outcomes
}

async fn write(queue: CommitQueue, statement: &str) -> Result<(), StorageError> {
    let slot = queue.next().await?;
    slot.tx().execute_unprepared(statement).await.map_err(storage_error)?;
    slot.commit().await
}

#[tokio::test]
async fn a_statement_for_which_there_is_no_room_is_full_and_nobody_beside_it_is_told_what_is_not_so() {
    let scratch = ScratchFile::with("CREATE TABLE t (n, x); PRAGMA max_page_count = 20").await;
    let statements = [
        "INSERT INTO t VALUES (0, 'fits')",
        "INSERT INTO t VALUES (1, zeroblob(1000000))",
        "INSERT INTO t VALUES (2, 'fits')",
    ];
    let outcomes = together(&scratch.queue, &statements).await;
    assert!(matches!(outcomes[1], Err(StorageError::Full)), "{outcomes:?}");
    let stored: Vec<i64> = (0..3).zip(&outcomes).filter(|(_, outcome)| outcome.is_ok()).map(|(n, _)| n).collect();
    assert_eq!(scratch.stored().await, stored, "{outcomes:?}");
    assert!(outcomes[2].is_ok(), "whoever comes after it has a transaction again: {outcomes:?}");
}

#[tokio::test]
async fn a_commit_that_fails_is_the_failure_of_all_that_share_it_and_of_nobody_else() {
    let scratch = ScratchFile::with(
        "CREATE TABLE p (id PRIMARY KEY); \
         CREATE TABLE t (n, p REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED)",
    )
    .await;
    let outcomes =
        together(&scratch.queue, &["INSERT INTO t VALUES (0, NULL)", "INSERT INTO t VALUES (1, 4711)"]).await;
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Err(StorageError::Unavailable(_)))), "{outcomes:?}");
    assert_eq!(scratch.stored().await, Vec::<i64>::new());
    assert!(together(&scratch.queue, &["INSERT INTO t VALUES (2, NULL)"]).await[0].is_ok());
    assert_eq!(scratch.stored().await, [2]);
}

#[tokio::test]
async fn who_goes_ahead_waits_for_the_present_slot_only() {
    let scratch = ScratchFile::with("CREATE TABLE t (n)").await;
    let queue = scratch.queue.clone();
    let waiting = || 2 * CAPACITY - queue.requests.capacity() - queue.ahead.capacity();
    let holding = queue.next().await.unwrap();
    let others = ["INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2)"];
    let others: Vec<_> = others.into_iter().map(|statement| tokio::spawn(write(queue.clone(), statement))).collect();
    while waiting() < 2 {
        tokio::task::yield_now().await;
    }
    let ahead = async {
        let slot = queue.next_ahead().await?;
        // How many were written before it.
        slot.tx().execute_unprepared("INSERT INTO t SELECT count(*) FROM t").await.map_err(storage_error)?;
        slot.commit().await
    };
    let let_go = async {
        while waiting() < 3 {
            tokio::task::yield_now().await;
        }
        drop(holding);
    };
    let (outcome, ()) = tokio::join!(ahead, let_go);
    outcome.unwrap();
    for other in others {
        other.await.unwrap().unwrap();
    }
    assert_eq!(scratch.stored().await, [0, 1, 2]);
}

#[test]
fn everybody_hears_of_a_full_disk_by_its_name() {
    let (one, mut ack) = oneshot::channel();
    acknowledge(vec![one], &Err(StorageError::Full));
    assert!(matches!(ack.try_recv(), Ok(Err(StorageError::Full))));
}
