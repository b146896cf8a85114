use std::time::Duration;

use futures::FutureExt;
use sea_orm::{DatabaseConnection, DbBackend};
use tempfile::TempDir;

use super::*;
use crate::options::DatabaseOptions;
use crate::sqlite::commit_queue::CommitQueue;
use crate::sqlite::open::open_writer;
use crate::url::SqliteFile;

/// A file with the table `t`, whose numbers are there once.
struct Desk {
    _directory: TempDir,
    writer: DatabaseConnection,
    turns: CommitQueue,
}

impl Desk {
    async fn new() -> Self {
        let directory = TempDir::new().unwrap();
        let file = SqliteFile::parse(directory.path().join("desk.db").to_str().unwrap()).unwrap();
        let writer = open_writer(&file, &DatabaseOptions::default()).await.unwrap();
        writer.execute_unprepared("CREATE TABLE t (n INTEGER PRIMARY KEY, word TEXT)").await.unwrap();
        Self { _directory: directory, turns: CommitQueue::start(writer.clone(), Duration::from_secs(30)), writer }
    }

    async fn turn(&self) -> SlotTransaction {
        SlotTransaction::new(self.turns.next().await.unwrap())
    }

    async fn kept(&self) -> Vec<(i64, String)> {
        rows(&self.writer.query_all_raw(all()).await.unwrap())
    }
}

fn rows(found: &[QueryResult]) -> Vec<(i64, String)> {
    found.iter().map(|row| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap())).collect()
}

fn statement<const N: usize>(sql: &str, values: [sea_orm::Value; N]) -> Statement {
    Statement::from_sql_and_values(DbBackend::Sqlite, sql, values)
}

fn all() -> Statement {
    statement("SELECT n, word FROM t ORDER BY n", [])
}

fn new(n: i64, word: &str) -> Write {
    Write::new_rows(statement("INSERT INTO t VALUES (?, ?)", [n.into(), word.into()]), 1)
}

fn changed(n: i64, word: &str) -> Write {
    Write::of_one_row(statement("UPDATE t SET word = ? WHERE n = ?", [word.into(), n.into()]))
}

#[tokio::test]
async fn a_question_finds_what_was_written_before_it_and_nothing_that_is_written_after_it() {
    let desk = Desk::new().await;
    let own = desk.turn().await;
    own.write(new(1, "one")).await.unwrap();
    own.write(new(2, "two")).await.unwrap();
    let asked = statement("SELECT n, word FROM t WHERE n > ? AND word <> ? ORDER BY n", [0.into(), "none".into()]);
    assert_eq!(rows(&own.query_all(asked).await.unwrap()), [(1, "one".to_owned()), (2, "two".to_owned())]);
    own.write(new(3, "three")).await.unwrap();
    let one = statement("SELECT n, word FROM t WHERE n = ?", [3.into()]);
    assert_eq!(rows(own.query_one(one).await.unwrap().as_slice()), [(3, "three".to_owned())]);
    own.commit().await.unwrap();
    assert_eq!(desk.kept().await.len(), 3);
}

#[tokio::test]
async fn writes_are_done_in_their_order_with_the_commit_at_the_latest() {
    let desk = Desk::new().await;
    let own = desk.turn().await;
    for write in [new(1, "one"), changed(1, "uno"), new(2, "two"), changed(1, "eins")] {
        own.write(write).await.unwrap();
    }
    own.commit().await.unwrap();
    assert_eq!(desk.kept().await, [(1, "eins".to_owned()), (2, "two".to_owned())]);
}

#[tokio::test]
async fn so_many_writes_do_not_pile_up_that_nothing_was_asked_since() {
    let desk = Desk::new().await;
    let own = desk.turn().await;
    for n in 0..100 {
        own.write(new(n, "one of many")).await.unwrap();
        assert!(!own.later().is_full());
    }
    own.commit().await.unwrap();
    assert_eq!(desk.kept().await.len(), 100);
}

#[tokio::test]
async fn a_row_that_is_not_there_is_missed_by_the_next_question_and_by_the_commit() {
    let desk = Desk::new().await;
    for writes in [vec![changed(7, "seven")], vec![new(1, "one"), changed(7, "seven"), new(2, "two")]] {
        let own = desk.turn().await;
        for write in writes {
            own.write(write).await.unwrap();
        }
        assert!(matches!(own.query_all(all()).await, Err(DbErr::RecordNotUpdated)));
        assert!(own.commit().await.is_err(), "also where nobody listened");
    }
    let own = desk.turn().await;
    own.write(changed(7, "seven")).await.unwrap();
    assert!(matches!(own.commit().await, Err(StorageError::Corrupt { .. })));
    assert_eq!(desk.kept().await, []);
}

#[tokio::test]
async fn of_writes_of_which_one_fails_none_is_kept_even_where_nobody_listened() {
    let desk = Desk::new().await;
    let own = desk.turn().await;
    for write in [new(1, "one"), new(1, "one again"), new(2, "two")] {
        own.write(write).await.unwrap();
    }
    own.query_all(all()).await.unwrap_err();
    own.write(new(3, "three")).await.unwrap();
    own.query_all(all()).await.unwrap_err();
    own.write(new(4, "four")).await.unwrap();
    assert!(own.commit().await.is_err());
    assert_eq!(desk.kept().await, []);
}

/// SQLite ends the transaction by itself where the disk is full: whatever came after that would be kept at once.
#[tokio::test]
async fn after_a_full_disk_nothing_more_is_done_by_whoever_did_not_listen() {
    let desk = Desk::new().await;
    desk.writer.execute_unprepared("PRAGMA max_page_count = 10").await.unwrap();
    let own = desk.turn().await;
    for write in [new(1, "one"), new(2, &"much ".repeat(100_000)), new(3, "three")] {
        own.write(write).await.unwrap();
    }
    let full = own.query_all(all()).await.unwrap_err();
    assert!(matches!(storage_error(full), StorageError::Full));
    own.write(new(4, "four")).await.unwrap();
    own.query_all(all()).await.unwrap_err();
    own.write(new(5, "five")).await.unwrap();
    assert!(own.commit().await.is_err());
    let next = desk.turn().await;
    next.write(new(6, "six")).await.unwrap();
    next.commit().await.unwrap();
    assert_eq!(desk.kept().await, [(6, "six".to_owned())]);
}

#[tokio::test]
async fn what_nobody_waited_for_to_the_end_is_not_kept() {
    let desk = Desk::new().await;
    let own = desk.turn().await;
    for n in 0..10 {
        own.write(new(n, "one of some")).await.unwrap();
    }
    let long = "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 1000000) SELECT count(*) FROM c";
    assert!(own.query_all(statement(long, [])).now_or_never().is_none());
    assert!(own.commit().await.is_err());
    assert_eq!(desk.kept().await, []);
}

/// Whoever goes away in the middle of their first statement takes nobody's work with them.
#[tokio::test]
async fn who_gives_up_at_any_moment_undoes_their_own_turn_and_no_other() {
    let desk = Desk::new().await;
    for round in 0..20 {
        let holding = desk.turn().await;
        let deeds: Vec<_> = (0..6)
            .map(|n| {
                let (turns, id) = (desk.turns.clone(), round * 10 + n);
                tokio::spawn(async move {
                    let own = SlotTransaction::new(turns.next().await.unwrap());
                    own.write(new(id, "kept unless given up")).await.unwrap();
                    let mut asked = Box::pin(own.query_all(all()));
                    if n % 3 == 1 {
                        drop((&mut asked).now_or_never());
                        return Ok(());
                    }
                    asked.await.unwrap();
                    own.commit().await
                })
            })
            .collect();
        tokio::task::yield_now().await;
        drop(holding);
        for deed in deeds {
            deed.await.unwrap().unwrap();
        }
    }
    let kept: Vec<i64> = desk.kept().await.into_iter().map(|(n, _)| n).collect();
    let expected: Vec<i64> = (0..200).filter(|n| n % 10 < 6 && n % 10 % 3 != 1).collect();
    assert_eq!(kept, expected);
}

#[tokio::test]
async fn of_turns_that_share_a_transaction_each_is_kept_or_undone_by_itself() {
    let desk = Desk::new().await;
    let holding = desk.turn().await;
    let word = "of a turn";
    let deeds = (0..40).map(|n| {
        let turns = desk.turns.clone();
        tokio::spawn(async move {
            let own = SlotTransaction::new(turns.next().await.unwrap());
            match n % 4 {
                // Read and written, written only, written and given up, never begun.
                0 => drop(own.query_all(all()).await.unwrap()),
                1 => {}
                2 => {
                    own.write(new(n, word)).await.unwrap();
                    own.query_all(all()).await.unwrap();
                    return;
                }
                _ => return own.commit().await.unwrap(),
            }
            own.write(new(n, word)).await.unwrap();
            own.commit().await.unwrap();
        })
    });
    let deeds: Vec<_> = deeds.collect();
    tokio::task::yield_now().await;
    drop(holding);
    for deed in deeds {
        deed.await.unwrap();
    }
    let expected: Vec<_> = (0..40).filter(|n| n % 4 < 2).map(|n| (n, word.to_owned())).collect();
    assert_eq!(desk.kept().await, expected);
}

#[tokio::test]
async fn what_was_never_asked_for_is_as_little_kept_as_the_rest_of_a_turn_that_is_given_up() {
    let desk = Desk::new().await;
    let own = desk.turn().await;
    own.write(new(1, "one")).await.unwrap();
    own.query_all(all()).await.unwrap();
    own.write(new(2, "two")).await.unwrap();
    drop(own);
    let next = desk.turn().await;
    next.write(new(2, "two of the next")).await.unwrap();
    next.commit().await.unwrap();
    assert_eq!(desk.kept().await, [(2, "two of the next".to_owned())]);
}
