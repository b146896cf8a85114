use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use sea_orm::sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// Where a running server is, as a URL of a database on which others can be created.
pub(crate) const VARIABLE: &str = "DESKHAND_TEST_POSTGRES_URL";

pub(crate) const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/with_postgres.sh");

struct Server {
    url: String,
    /// Its standard input closes when this process ends, however it ends; then the server is stopped and removed.
    _until_this_process_ends: Option<Child>,
}

static SERVER: OnceLock<Server> = OnceLock::new();

/// The same server, but this database of it.
pub(crate) fn url_of(database: &str) -> String {
    let url = &SERVER.get_or_init(find_or_start).url;
    let (place, options) =
        url.split_once('?').map_or((url.as_str(), String::new()), |(place, options)| (place, format!("?{options}")));
    let (server, _) = place.rsplit_once('/').unwrap();
    format!("{server}/{database}{options}")
}

/// A connection to the database on which others are created.
pub(crate) async fn front_desk() -> PgConnection {
    let url = &SERVER.get_or_init(find_or_start).url;
    PgConnection::connect(url).await.unwrap_or_else(|error| panic!("the server of {VARIABLE} does not answer: {error}"))
}

pub(crate) async fn tell(connection: &mut PgConnection, statement: String) {
    connection.execute(AssertSqlSafe(statement)).await.unwrap();
}

fn find_or_start() -> Server {
    match std::env::var(VARIABLE) {
        Ok(url) if !url.is_empty() => Server { url, _until_this_process_ends: None },
        _ => start(),
    }
}

fn start() -> Server {
    let mut script = Command::new(SCRIPT)
        .arg("--until-stdin-closes")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{SCRIPT} can't be run: {error}"));
    let mut url = String::new();
    BufReader::new(script.stdout.take().unwrap()).read_line(&mut url).unwrap();
    let url = url.trim().to_owned();
    assert!(!url.is_empty(), "{SCRIPT} started no PostgreSQL; above it says why");
    Server { url, _until_this_process_ends: Some(script) }
}
