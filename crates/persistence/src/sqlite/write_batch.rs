//! Writes whose answers tell nothing, kept back until a statement is run whose answer somebody waits for.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement, Value};

/// The most that are kept back. Each sequence of statements is prepared once, and kept as long as it is in use.
const MOST: usize = 16;

/// A statement that changes so many rows.
#[derive(Debug)]
pub(crate) struct Write {
    statement: Statement,
    rows: u64,
    may_miss: bool,
}

impl Write {
    /// New rows: all of them, or it fails.
    pub(crate) const fn new_rows(statement: Statement, rows: u64) -> Self {
        Self { statement, rows, may_miss: false }
    }

    /// A change of one row. Where there is no such row, that is [`DbErr::RecordNotUpdated`].
    pub(crate) const fn of_one_row(statement: Statement) -> Self {
        Self { statement, rows: 1, may_miss: true }
    }

    pub(crate) async fn run(self, connection: &impl ConnectionTrait) -> Result<(), DbErr> {
        let changed = connection.execute_raw(self.statement).await?.rows_affected();
        if changed == self.rows { Ok(()) } else { Err(DbErr::RecordNotUpdated) }
    }
}

/// Writes in their order, as one text of several statements.
#[derive(Debug, Default)]
pub(crate) struct WriteBatch {
    text: String,
    values: Vec<Value>,
    statements: usize,
    rows: u64,
    may_miss: bool,
}

impl WriteBatch {
    pub(crate) fn add(&mut self, write: Write) {
        self.append(write.statement);
        self.rows += write.rows;
        self.may_miss |= write.may_miss;
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.statements == 0
    }

    pub(crate) const fn is_full(&self) -> bool {
        self.statements >= MOST
    }

    /// Whether the rows that were changed must be counted, which nobody can where a question follows in the same text.
    pub(crate) const fn may_miss(&self) -> bool {
        self.may_miss
    }

    /// All of them as one write: none changes more rows than it should, so where the sum is right, each of them is.
    pub(crate) fn together(self) -> Write {
        let statement = Statement::from_sql_and_values(DbBackend::Sqlite, self.text, self.values);
        Write { statement, rows: self.rows, may_miss: self.may_miss }
    }

    /// All of them and then `last`, whose answer is that of the whole.
    pub(crate) fn and(mut self, last: Statement) -> Statement {
        self.append(last);
        self.together().statement
    }

    /// SQLite's parameters have no numbers here: each statement takes the next values.
    fn append(&mut self, statement: Statement) {
        if !self.text.is_empty() {
            self.text.push_str("; ");
        }
        self.text.push_str(&statement.sql);
        self.values.extend(statement.values.into_iter().flat_map(|values| values.0));
        self.statements += 1;
    }
}
