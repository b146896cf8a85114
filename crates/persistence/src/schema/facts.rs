//! Facts about the installation itself, which the program checks before it serves.

use std::collections::BTreeMap;

use deskhand_domain::ports::StorageError;
use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement, Value};

use crate::database::Database;
use crate::dialect::locks;
use crate::error::storage_error;

/// A fact by name. They are few, and read at starts only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskFact {
    /// The check value of the secret.
    SecretCheck,
    /// The version of the program that last changed the schema.
    Version,
}

impl DeskFact {
    const fn name(self) -> &'static str {
        match self {
            Self::SecretCheck => "secret_check",
            Self::Version => "version",
        }
    }
}

impl Database {
    /// A fact; `None` if it was never stored.
    ///
    /// # Errors
    /// [`StorageError`], also where the schema is older than facts are.
    pub async fn desk_fact(&self, fact: DeskFact) -> Result<Option<String>, StorageError> {
        let sql = "SELECT value FROM desk_facts WHERE name = $1";
        let rows = self.rows_of(sql, vec![fact.name().into()]).await?;
        rows.first().map(|row| row.try_get_by_index(0).map_err(storage_error)).transpose()
    }

    /// Stores a fact in the place of the one that is there.
    ///
    /// # Errors
    /// [`StorageError`].
    pub async fn set_desk_fact(&self, fact: DeskFact, value: &str) -> Result<(), StorageError> {
        let sql = "INSERT INTO desk_facts (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        self.write_fact(sql, fact, value).await
    }

    /// Stores a fact unless there is one, and gives the one that is stored now. Of several programs that start at once, one
    /// stores its own.
    ///
    /// # Errors
    /// [`StorageError`].
    pub async fn add_desk_fact(&self, fact: DeskFact, value: &str) -> Result<String, StorageError> {
        let sql = "INSERT INTO desk_facts (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
        self.write_fact(sql, fact, value).await?;
        Ok(self.desk_fact(fact).await?.unwrap_or_else(|| value.to_owned()))
    }

    /// Whether there is any person, removed ones included. The schema must have people.
    ///
    /// # Errors
    /// [`StorageError`].
    pub async fn has_people(&self) -> Result<bool, StorageError> {
        Ok(!self.rows_of("SELECT 1 FROM people LIMIT 1", Vec::new()).await?.is_empty())
    }

    /// How many stored password hashes begin with each tag: what stands before the first `$`.
    ///
    /// # Errors
    /// [`StorageError`].
    pub async fn passwords_by_tag(&self) -> Result<BTreeMap<String, u64>, StorageError> {
        let sql = "SELECT CASE WHEN password LIKE '$%' THEN '' ELSE substr(password, 1, 8) END AS tag, count(*) \
                   FROM people WHERE password IS NOT NULL GROUP BY 1";
        let rows = self.rows_of(sql, Vec::new()).await?;
        let counted = |row: &sea_orm::QueryResult| {
            let count: i64 = row.try_get_by_index(1)?;
            Ok((row.try_get_by_index(0)?, count.unsigned_abs()))
        };
        rows.iter().map(counted).collect::<Result<_, _>>().map_err(storage_error)
    }

    async fn rows_of(&self, sql: &str, values: Vec<Value>) -> Result<Vec<sea_orm::QueryResult>, StorageError> {
        let pool = self.writer.pool();
        let statement = Statement::from_sql_and_values(pool.get_database_backend(), sql, values);
        pool.query_all_raw(statement).await.map_err(storage_error)
    }

    async fn write_fact(&self, sql: &str, fact: DeskFact, value: &str) -> Result<(), StorageError> {
        let tx: DatabaseTransaction = locks::begin(&self.writer.pool()).await?;
        let values = [fact.name().into(), value.into()];
        let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
        tx.execute_raw(statement).await.map_err(storage_error)?;
        tx.commit().await.map_err(storage_error)
    }
}
