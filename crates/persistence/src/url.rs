//! Which kind of database a URL names. It may hold a password, so no error repeats more of it than its scheme.

use std::path::{Path, PathBuf};

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
    /// No `scheme://` at all.
    #[error(
        "this is no database URL; use one such as sqlite://data/deskhand.db or postgres://user:password@host/database"
    )]
    NoUrl,
    /// `sqlite://` without a file of its own.
    #[error("the database URL names no file; use one such as sqlite://data/deskhand.db")]
    NoFile,
    /// `sqlite://file?mode=ro`: the settings are not for the URL to change.
    #[error("a sqlite URL takes no options after `?`")]
    Options,
    /// `postgres://`, and then something that can't be read.
    #[error(
        "this PostgreSQL URL can't be read; use one such as postgres://user:password@host:5432/database, \
         with %-escapes for what is not a letter or digit in its parts"
    )]
    Postgres,
}

pub(crate) enum DatabaseUrl {
    Sqlite(SqliteFile),
    Postgres(Box<PgConnectOptions>),
}

impl DatabaseUrl {
    pub(crate) fn parse(url: &str) -> Result<Self, BadUrl> {
        let (scheme, rest) = url.split_once("://").ok_or(BadUrl::NoUrl)?;
        match scheme {
            "sqlite" => SqliteFile::parse(rest).map(Self::Sqlite),
            "postgres" | "postgresql" => match url.parse() {
                Ok(options) => Ok(Self::Postgres(Box::new(options))),
                Err(_) => Err(BadUrl::Postgres),
            },
            other => Err(BadUrl::Scheme(other.to_owned())),
        }
    }
}

/// The file that a URL names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SqliteFile(PathBuf);

impl SqliteFile {
    /// What follows `sqlite://`.
    pub(crate) fn parse(path: &str) -> Result<Self, BadUrl> {
        match path {
            "" | ":memory:" => Err(BadUrl::NoFile),
            path if path.contains('?') => Err(BadUrl::Options),
            path => Ok(Self(PathBuf::from(path))),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

/// The file that this URL names, with its whole path, where it is not there. `None` also for a server, or for a URL that
/// can't be read: connecting says more about these.
#[must_use]
pub fn missing_file(url: &str) -> Option<PathBuf> {
    match DatabaseUrl::parse(url) {
        Ok(DatabaseUrl::Sqlite(file)) if !file.path().exists() => Some(whole(file.path())),
        _ => None,
    }
}

fn whole(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(url: &str) -> BadUrl {
        DatabaseUrl::parse(url).err().unwrap()
    }

    #[test]
    fn both_names_of_postgresql_are_understood() {
        for url in ["postgres://ada:secret@db/desk", "postgresql://ada@db:5433/desk?sslmode=require"] {
            let Ok(DatabaseUrl::Postgres(options)) = DatabaseUrl::parse(url) else { panic!("{url}") };
            assert_eq!((options.get_host(), options.get_username()), ("db", "ada"));
            assert_eq!(options.get_database(), Some("desk"));
        }
    }

    #[test]
    fn other_urls_are_refused_without_repeating_their_secrets() {
        assert_eq!(refusal("mysql://ada:secret@db/desk"), BadUrl::Scheme("mysql".to_owned()));
        assert_eq!(refusal("postgres://ada:secret@db:port/desk"), BadUrl::Postgres);
        assert_eq!(refusal("data/deskhand.db"), BadUrl::NoUrl);
        for url in ["mysql://ada:secret@db/desk", "postgres://ada:secret@db:port/desk"] {
            assert!(!refusal(url).to_string().contains("secret"));
        }
    }

    #[test]
    fn relative_and_absolute_files_are_understood() {
        assert_eq!(SqliteFile::parse("data/deskhand.db"), Ok(SqliteFile("data/deskhand.db".into())));
        assert_eq!(SqliteFile::parse("/var/deskhand.db"), Ok(SqliteFile("/var/deskhand.db".into())));
    }

    #[test]
    fn what_is_no_file_of_its_own_is_refused() {
        assert_eq!(SqliteFile::parse(""), Err(BadUrl::NoFile));
        assert_eq!(SqliteFile::parse(":memory:"), Err(BadUrl::NoFile));
        assert_eq!(SqliteFile::parse("a.db?mode=ro"), Err(BadUrl::Options));
    }
}
