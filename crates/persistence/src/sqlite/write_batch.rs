//! Writes that go to SQLite together.
//!
//! SQLite works on a thread of its own. To hand it one statement and be woken by its answer takes longer than most statements
//! do, so writes without a result wait here for the next query or the commit, and are handed over as one text.

use std::mem;

use sea_orm::{DbBackend, Statement, Value};

/// The most statements of a batch. Each sequence of statements is prepared once and cached by its text.
const LIMIT: usize = 16;

/// Statements in their order, and how many rows they must change in all.
#[derive(Debug, Default)]
pub(crate) struct WriteBatch {
    sql: String,
    values: Vec<Value>,
    statements: usize,
    rows: u64,
}

impl WriteBatch {
    /// SQLite's parameters have no numbers here: each statement takes the next values.
    pub(crate) fn add(&mut self, write: Statement, rows: u64) {
        if !self.sql.is_empty() {
            self.sql.push_str("; ");
        }
        self.sql.push_str(&write.sql);
        self.values.extend(write.values.into_iter().flatten());
        self.statements += 1;
        self.rows += rows;
    }

    pub(crate) const fn is_full(&self) -> bool {
        self.statements >= LIMIT
    }

    /// All of them as one statement. No write changes more rows than it should, so the sum shows whether one changed fewer.
    pub(crate) fn take(&mut self) -> Option<(Statement, u64)> {
        let Self { sql, values, rows, .. } = mem::take(self);
        (!sql.is_empty()).then(|| (Statement::from_sql_and_values(DbBackend::Sqlite, sql, values), rows))
    }
}
