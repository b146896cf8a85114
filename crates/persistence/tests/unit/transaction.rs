use futures::FutureExt;

use super::*;
use crate::sqlite::commit_queue::CommitQueue;
use crate::sqlite::scratch_file::ScratchFile;

const LONG: &str =
    "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 1000000) SELECT count(*) FROM c";

const TABLE: &str = "CREATE TABLE t (n INTEGER PRIMARY KEY, word TEXT)";

async fn begin(scratch: &ScratchFile) -> Transaction {
    Transaction::new(OwnTransaction::Sqlite(scratch.queue.next().await.unwrap()))
}

fn all() -> Statement {
    Statement::from_string(DbBackend::Sqlite, "SELECT n FROM t ORDER BY n")
}

fn insert(n: i64, word: &str) -> Statement {
    Statement::from_sql_and_values(DbBackend::Sqlite, "INSERT INTO t VALUES (?, ?)", [n.into(), word.into()])
}

async fn write(own: &Transaction, n: i64) {
    own.write(insert(n, "written"), 1).await.unwrap();
}

fn rename(n: i64, word: &str) -> Statement {
    Statement::from_sql_and_values(DbBackend::Sqlite, "UPDATE t SET word = ? WHERE n = ?", [word.into(), n.into()])
}

fn first(row: &QueryResult) -> String {
    row.try_get_by_index(0).unwrap()
}

/// Changes no row.
fn update_missing() -> Statement {
    rename(7, "seven")
}

#[tokio::test]
async fn a_query_finds_what_was_written_before_it_and_the_commit_stores_the_rest() {
    let scratch = ScratchFile::with(TABLE).await;
    let own = begin(&scratch).await;
    write(&own, 1).await;
    write(&own, 2).await;
    assert_eq!(own.query_all_raw(all()).await.unwrap().len(), 2);
    write(&own, 3).await;
    own.commit().await.unwrap();
    assert_eq!(scratch.stored().await, [1, 2, 3]);
}

#[tokio::test]
async fn writes_are_done_in_their_order_with_the_commit_at_the_latest() {
    let scratch = ScratchFile::with(TABLE).await;
    let own = begin(&scratch).await;
    for statement in [insert(1, "one"), rename(1, "uno"), insert(2, "two"), rename(1, "eins")] {
        own.write(statement, 1).await.unwrap();
    }
    own.commit().await.unwrap();
    let words = Statement::from_string(DbBackend::Sqlite, "SELECT word FROM t ORDER BY n");
    let words: Vec<String> = scratch.writer.query_all_raw(words).await.unwrap().iter().map(first).collect();
    assert_eq!(words, ["eins", "two"]);
}

/// The disk is full in the middle of a batch: SQLite ends the transaction, and would store what follows at once.
#[tokio::test]
async fn of_a_batch_that_fills_the_disk_nothing_is_stored() {
    let scratch = ScratchFile::with(TABLE).await;
    scratch.writer.execute_unprepared("PRAGMA max_page_count = 10").await.unwrap();
    let own = begin(&scratch).await;
    for statement in [insert(1, "one"), insert(2, &"much ".repeat(100_000)), insert(3, "three")] {
        own.write(statement, 1).await.unwrap();
    }
    let full = own.query_all_raw(all()).await.unwrap_err();
    assert!(matches!(storage_error(full), StorageError::Full));
    write(&own, 4).await;
    assert!(own.commit().await.is_err());
    assert!(scratch.stored().await.is_empty());
}

#[tokio::test]
async fn of_slots_that_share_a_transaction_each_is_stored_or_undone_by_itself() {
    let scratch = ScratchFile::with(TABLE).await;
    let holding = begin(&scratch).await;
    let slots: Vec<_> = (0..40).map(|n| tokio::spawn(one_slot(scratch.queue.clone(), n))).collect();
    tokio::task::yield_now().await;
    drop(holding);
    for slot in slots {
        slot.await.unwrap();
    }
    let expected: Vec<i64> = (0..40).filter(|n| n % 4 < 2).collect();
    assert_eq!(scratch.stored().await, expected);
}

/// By its number: a query and a write, a write only, a write whose flush is given up half way, nothing at all.
async fn one_slot(queue: CommitQueue, n: i64) {
    let own = Transaction::new(OwnTransaction::Sqlite(queue.next().await.unwrap()));
    if n % 4 == 0 {
        own.query_all_raw(all()).await.unwrap();
    }
    if n % 4 < 3 {
        write(&own, n).await;
    }
    if n % 4 == 2 {
        drop(own.query_all_raw(all()).now_or_never());
        return;
    }
    own.commit().await.unwrap();
}

#[tokio::test]
async fn so_many_writes_do_not_pile_up_that_nothing_was_asked_since() {
    let scratch = ScratchFile::with(TABLE).await;
    let own = begin(&scratch).await;
    for n in 0..100 {
        write(&own, n).await;
        assert!(!own.batch().is_full());
    }
    own.commit().await.unwrap();
    assert_eq!(scratch.stored().await.len(), 100);
}

#[tokio::test]
async fn a_row_that_is_not_there_is_missed_by_the_next_query_and_by_the_commit() {
    let scratch = ScratchFile::with(TABLE).await;
    let own = begin(&scratch).await;
    write(&own, 1).await;
    own.write(update_missing(), 1).await.unwrap();
    write(&own, 2).await;
    assert!(matches!(own.query_all_raw(all()).await, Err(DbErr::RecordNotUpdated)));
    assert!(own.commit().await.is_err(), "also where the error was ignored");
    let own = begin(&scratch).await;
    own.write(update_missing(), 1).await.unwrap();
    assert!(matches!(own.commit().await, Err(StorageError::Corrupt { .. })));
    assert!(scratch.stored().await.is_empty());
}

#[tokio::test]
async fn of_writes_of_which_one_fails_none_is_kept_even_where_nobody_listened() {
    let scratch = ScratchFile::with(TABLE).await;
    let own = begin(&scratch).await;
    for n in [1, 1, 2] {
        write(&own, n).await;
    }
    own.query_all_raw(all()).await.unwrap_err();
    write(&own, 3).await;
    assert!(own.commit().await.is_err());
    assert!(scratch.stored().await.is_empty());
}

#[tokio::test]
async fn what_was_never_asked_for_is_as_little_kept_as_the_rest_of_a_slot_that_is_given_up() {
    let scratch = ScratchFile::with(TABLE).await;
    let own = begin(&scratch).await;
    write(&own, 1).await;
    own.query_all_raw(all()).await.unwrap();
    write(&own, 2).await;
    drop(own);
    let next = begin(&scratch).await;
    write(&next, 2).await;
    next.commit().await.unwrap();
    assert_eq!(scratch.stored().await, [2]);
}

/// SQLite ends the transaction by itself where the disk is full: whatever came after that would be stored at once.
#[tokio::test]
async fn after_a_full_disk_nothing_more_is_done_by_whoever_did_not_listen() {
    let scratch = ScratchFile::with(TABLE).await;
    scratch.writer.execute_unprepared("PRAGMA max_page_count = 10").await.unwrap();
    let own = begin(&scratch).await;
    own.execute_raw(insert(1, "one")).await.unwrap();
    let full = own.execute_raw(insert(2, &"much ".repeat(100_000))).await.unwrap_err();
    assert!(matches!(storage_error(full), StorageError::Full));
    let aborted = own.execute_raw(insert(4, "four")).await.unwrap_err();
    assert!(aborted.to_string().contains("transaction aborted: an earlier statement failed"), "{aborted}");
    own.query_all_raw(all()).await.unwrap_err();
    assert!(own.commit().await.is_err());
    let next = begin(&scratch).await;
    next.execute_raw(insert(6, "six")).await.unwrap();
    next.commit().await.unwrap();
    assert_eq!(scratch.stored().await, [6]);
}

#[tokio::test]
async fn what_nobody_waited_for_to_the_end_is_not_kept() {
    let scratch = ScratchFile::with(TABLE).await;
    let own = begin(&scratch).await;
    for n in 0..10 {
        own.execute_raw(insert(n, "one of some")).await.unwrap();
    }
    assert!(own.query_all_raw(Statement::from_string(DbBackend::Sqlite, LONG)).now_or_never().is_none());
    assert!(own.commit().await.is_err());
    assert!(scratch.stored().await.is_empty());
}
