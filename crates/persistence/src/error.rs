//! Maps SeaORM's errors to the domain's, here and nowhere else.

use deskhand_domain::ports::{StorageError, Unique};
use sea_orm::sqlx::Error as SqlxError;
use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr, SqlErr};

pub(crate) fn storage_error(error: DbErr) -> StorageError {
    if let Some(SqlErr::UniqueConstraintViolation(what)) = error.sql_err() {
        return StorageError::AlreadyExists(taken(&what));
    }
    match &error {
        DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => StorageError::Busy,
        DbErr::Conn(RuntimeErr::SqlxError(e))
        | DbErr::Exec(RuntimeErr::SqlxError(e))
        | DbErr::Query(RuntimeErr::SqlxError(e)) => match e.as_ref() {
            SqlxError::Database(e) => match e.code().unwrap_or_default() {
                code if is_busy(&code) => StorageError::Busy,
                code if is_full(&code) => StorageError::Full,
                _ => StorageError::Unavailable(Box::new(error)),
            },
            SqlxError::ColumnDecode { index, .. } => unreadable(&format!("column {index} is of another type")),
            _ => StorageError::Unavailable(Box::new(error)),
        },
        DbErr::RecordNotUpdated => {
            unreadable("the row to be updated does not exist, or its counter would fall below zero")
        }
        DbErr::Type(_) | DbErr::Json(_) | DbErr::TryIntoErr { .. } => unreadable("a column is of another type"),
        _ => StorageError::Unavailable(Box::new(error)),
    }
}

/// PostgreSQL was lost before it answered. Whether the statement was run is unknown.
#[derive(Debug, thiserror::Error)]
#[error("the database server can't be reached")]
pub(crate) struct Unreachable;

impl From<Unreachable> for StorageError {
    fn from(unreachable: Unreachable) -> Self {
        Self::Unavailable(Box::new(unreachable))
    }
}

impl From<Unreachable> for DbErr {
    fn from(unreachable: Unreachable) -> Self {
        Self::Conn(RuntimeErr::Internal(unreachable.to_string()))
    }
}

/// SQLITE_IOERR_SHMSIZE: "an I/O error within the xShmMap method while trying to enlarge the file".
const SHARED_MEMORY_DOES_NOT_GROW: &str = "4874";

/// Both databases name the index or its column: `people.username`, `people_username`.
fn taken(what: &str) -> Unique {
    if what.contains("username") {
        Unique::Username
    } else if what.contains("email") {
        Unique::Email
    } else {
        Unique::Other
    }
}

/// SQLite: the low byte of the extended code is 5 (busy) or 6 (locked). PostgreSQL, five characters long:
/// serialization failure, deadlock, lock not available.
fn is_busy(code: &str) -> bool {
    match code {
        "40001" | "40P01" | "55P03" => true,
        code => matches!(primary_code(code), Some(5 | 6)),
    }
}

/// The disk is full. SQLite has a second code for the shared memory of its write-ahead log, which grows now and then.
fn is_full(code: &str) -> bool {
    matches!(code, "53100" | SHARED_MEMORY_DOES_NOT_GROW) || primary_code(code) == Some(13)
}

/// The low byte of an extended code. SQLite's codes have at most four digits.
fn primary_code(code: &str) -> Option<u32> {
    if code.len() < 5 { code.parse::<u32>().ok().map(|code| code & 0xff) } else { None }
}

/// The driver could not read a row. It does not name the table, and its own message may contain the value.
fn unreadable(reason: &str) -> StorageError {
    StorageError::Corrupt { table: "unknown", reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn busy_codes_of_both_databases_are_busy() {
        for code in ["5", "6", "261", "262", "517", "773", "40001", "40P01", "55P03"] {
            assert!(is_busy(code), "{code}");
        }
        for code in ["", "1", "8", "13", "2067", "1555", "787", "23505", "00005"] {
            assert!(!is_busy(code), "{code}");
        }
    }

    #[test]
    fn full_codes_of_both_databases_are_full() {
        for code in ["13", "4874", "53100"] {
            assert!(is_full(code) && !is_busy(code), "{code}");
        }
        // A log that can't be written for another reason, read-only, too many connections.
        for code in ["", "778", "8", "10", "53300", "00013"] {
            assert!(!is_full(code), "{code}");
        }
    }

    #[test]
    fn a_timeout_of_the_pool_is_busy() {
        assert!(matches!(storage_error(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)), StorageError::Busy));
    }

    #[test]
    fn both_databases_ways_to_name_what_is_taken_are_understood() {
        assert_eq!(taken("UNIQUE constraint failed: people.username"), Unique::Username);
        assert_eq!(taken("UNIQUE constraint failed: people.email_folded"), Unique::Email);
        assert_eq!(taken(r#"duplicate key value violates unique constraint "people_email""#), Unique::Email);
        assert_eq!(taken(r#"duplicate key value violates unique constraint "people_username""#), Unique::Username);
        assert_eq!(taken("UNIQUE constraint failed: tickets.number"), Unique::Other);
    }
}
