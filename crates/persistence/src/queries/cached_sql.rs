//! Statements of nearly every request. Making their text takes longer than reading what they find, so it is made once.

use std::sync::OnceLock;

use deskhand_domain::ports::StorageError;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryTrait, Select};
use sea_orm::{Statement, Value};

use crate::error::storage_error;

/// One statement, whose text is the same whatever its values are.
pub(crate) struct Hot {
    sqlite: OnceLock<String>,
    postgres: OnceLock<String>,
}

impl Hot {
    pub(crate) const fn new() -> Self {
        Self { sqlite: OnceLock::new(), postgres: OnceLock::new() }
    }

    /// The row that `select` finds, which takes these `values` in this order.
    pub(crate) async fn one<R: FromQueryResult, E: EntityTrait>(
        &self,
        connection: &impl ConnectionTrait,
        select: impl Fn() -> Select<E>,
        values: Vec<Value>,
    ) -> Result<Option<R>, StorageError> {
        let backend = connection.get_database_backend();
        let statement = self.statement(backend, || select().build(backend), values);
        let row = connection.query_one_raw(statement).await.map_err(storage_error)?;
        row.map(|row| R::from_query_result(&row, "")).transpose().map_err(storage_error)
    }

    /// What `written` says, with these `values`, and without its being written anew. Where debug assertions are on, the two are
    /// compared.
    pub(crate) fn statement(
        &self,
        backend: DbBackend,
        written: impl Fn() -> Statement,
        values: Vec<Value>,
    ) -> Statement {
        let statement = Statement::from_sql_and_values(backend, self.text(backend, || written().sql), values);
        debug_assert_eq!(statement, written(), "the values are not those of the statement");
        statement
    }

    /// What `make` made when it was asked for the first time.
    pub(crate) fn text(&self, backend: DbBackend, make: impl FnOnce() -> String) -> &str {
        let text = if backend == DbBackend::Sqlite { &self.sqlite } else { &self.postgres };
        text.get_or_init(make)
    }
}
