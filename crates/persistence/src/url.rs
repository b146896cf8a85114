//! Database URLs. They may hold a password, so errors repeat no more than the scheme.

use std::path::PathBuf;

use sea_orm::sqlx::postgres::PgConnectOptions;

/// Why a database URL was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadUrl {
    /// Another kind of database.
    #[error(
        "databases of the kind `{0}` are not supported; \
         use a URL such as sqlite://data/deskhand.db or postgres://user:password@host/database"
    )]
    Scheme(String),
    /// There is no `scheme://`.
    #[error(
        "this is no database URL; use one such as sqlite://data/deskhand.db or postgres://user:password@host/database"
    )]
    NoUrl,
    /// `sqlite://` without a file.
    #[error("the database URL names no file; use one such as sqlite://data/deskhand.db")]
    NoFile,
    /// `sqlite://file?mode=ro`: the settings are fixed.
    #[error("a sqlite URL takes no options after `?`")]
    Options,
    /// `postgres://` followed by something that can't be read.
    #[error(
        "this PostgreSQL URL can't be read; use one such as postgres://user:password@host:5432/database, \
         with %-escapes for what is not a letter or digit in its parts"
    )]
    Postgres,
}

pub(crate) enum DatabaseUrl {
    Sqlite(PathBuf),
    Postgres(Box<PgConnectOptions>),
}

impl DatabaseUrl {
    pub(crate) fn parse(url: &str) -> Result<Self, BadUrl> {
        let (scheme, rest) = url.split_once("://").ok_or(BadUrl::NoUrl)?;
        match scheme {
            "sqlite" => sqlite_file(rest).map(Self::Sqlite),
            "postgres" | "postgresql" => match url.parse() {
                Ok(options) => Ok(Self::Postgres(Box::new(options))),
                Err(_) => Err(BadUrl::Postgres),
            },
            other => Err(BadUrl::Scheme(other.to_owned())),
        }
    }
}

/// The file in the part after `sqlite://`.
fn sqlite_file(path: &str) -> Result<PathBuf, BadUrl> {
    match path {
        "" | ":memory:" => Err(BadUrl::NoFile),
        path if path.contains('?') => Err(BadUrl::Options),
        path => Ok(PathBuf::from(path)),
    }
}

/// Whether this is the URL of a database; nothing is opened.
///
/// # Errors
/// [`BadUrl`].
pub fn check_url(url: &str) -> Result<(), BadUrl> {
    DatabaseUrl::parse(url).map(|_| ())
}

/// The SQLite file of this URL, whether it exists or not; `None` for a server.
#[must_use]
pub fn database_file(url: &str) -> Option<PathBuf> {
    match DatabaseUrl::parse(url) {
        Ok(DatabaseUrl::Sqlite(file)) => Some(std::path::absolute(&file).unwrap_or(file)),
        _ => None,
    }
}

/// The full path of the SQLite file of this URL, if there is no such file: connecting would create it. `None` also for a server, or
/// for a URL that can't be read: for these the error of connecting says more.
#[must_use]
pub fn missing_file(url: &str) -> Option<PathBuf> {
    match DatabaseUrl::parse(url) {
        Ok(DatabaseUrl::Sqlite(file)) if !file.exists() => Some(std::path::absolute(&file).unwrap_or(file)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_names_of_postgresql_are_understood() {
        for url in ["postgres://ada:secret@db/desk", "postgresql://ada@db:5433/desk?sslmode=require"] {
            let Ok(DatabaseUrl::Postgres(options)) = DatabaseUrl::parse(url) else { panic!("{url}") };
            assert_eq!((options.get_host(), options.get_username()), ("db", "ada"));
            assert_eq!(options.get_database(), Some("desk"));
        }
    }
}
