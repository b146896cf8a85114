use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::server::{SCRIPT, VARIABLE};

/// A server for one test, which can crash and restart it. Dropping it removes the server.
///
/// Commits survive a crash of the server, as in production, but not a crash of the machine.
#[derive(Debug)]
pub struct OwnServer {
    script: Child,
    orders: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    url: String,
}

impl OwnServer {
    /// Takes some seconds.
    #[must_use]
    pub fn start() -> Self {
        let mut script = Command::new(SCRIPT)
            .arg("--until-stdin-closes")
            .env_remove(VARIABLE)
            // A server that is reused for measurements must not be crashed.
            .env_remove("DESKHAND_TEST_POSTGRES_KEEP")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{SCRIPT} can't be run: {error}"));
        let (orders, answers) = (script.stdin.take(), BufReader::new(script.stdout.take().unwrap()));
        let mut server = Self { script, orders, answers, url: String::new() };
        server.url = server.answer();
        assert!(!server.url.is_empty(), "{SCRIPT} started no PostgreSQL; above it says why");
        server
    }

    /// The URL of its one database.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Kills the server without a notice to its clients.
    pub fn crash(&mut self) {
        self.order("stop");
    }

    /// Starts it again, and waits until it answers.
    pub fn start_again(&mut self) {
        self.order("start");
    }

    fn order(&mut self, order: &str) {
        writeln!(self.orders.as_mut().unwrap(), "{order}").unwrap();
        assert_eq!(self.answer(), order);
    }

    fn answer(&mut self) -> String {
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }
}

impl Drop for OwnServer {
    fn drop(&mut self) {
        // The script also stops when its input ends.
        self.orders = None;
        let _ = self.script.wait();
    }
}
