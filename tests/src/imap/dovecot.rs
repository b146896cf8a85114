//! The Dovecot that tests/with_dovecot.sh runs, and a mailbox on it as its user's own mail program sees it.

use std::io::Write;
use std::path::PathBuf;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A server that runs.
pub struct Dovecot {
    folder: PathBuf,
}

impl Dovecot {
    /// `None` where there is none: then the test says so and checks nothing.
    #[must_use]
    pub fn running(test: &str) -> Option<Self> {
        let dovecot = Self::if_it_runs();
        if dovecot.is_none() {
            // Not by a macro: the output of tests that pass is hidden.
            let words = format!(
                "NOT RUN, without DESKHAND_TEST_DOVECOT: {test}. Put tests/with_dovecot.sh before the command\n"
            );
            std::io::stderr().write_all(words.as_bytes()).unwrap();
        }
        dovecot
    }

    /// The server that the environment names.
    #[must_use]
    pub fn if_it_runs() -> Option<Self> {
        std::env::var_os("DESKHAND_TEST_DOVECOT").map(|folder| Self { folder: PathBuf::from(folder) })
    }

    /// The port in this file of its folder: `port` or `tls_port`.
    #[must_use]
    pub fn port(&self, file: &str) -> u16 {
        std::fs::read_to_string(self.folder.join(file)).unwrap().trim().parse().unwrap()
    }

    /// The authority that signed its certificate, as PEM.
    #[must_use]
    pub fn authority(&self) -> Vec<u8> {
        std::fs::read(self.folder.join("ca.pem")).unwrap()
    }

    /// The setting for a user's mailbox, without TLS.
    #[must_use]
    pub fn url(&self, user: &str, after: &str) -> String {
        format!("imap://{user}:hunter2@127.0.0.1:{}/INBOX?after={after}", self.port("port"))
    }

    /// A user's mailbox.
    pub async fn mailbox(&self, user: &str) -> Mailbox {
        let stream = TcpStream::connect(("127.0.0.1", self.port("port"))).await.unwrap();
        let mut mailbox = Mailbox(BufReader::new(stream));
        mailbox.line().await;
        mailbox.command(&format!("LOGIN {user} hunter2")).await;
        mailbox
    }
}

/// A connection that is signed in.
pub struct Mailbox(BufReader<TcpStream>);

impl Mailbox {
    async fn line(&mut self) -> String {
        let mut line = String::new();
        assert!(self.0.read_line(&mut line).await.unwrap() > 0, "the connection is closed");
        line.trim_end().to_owned()
    }

    /// What the server says before the command is done.
    pub async fn command(&mut self, command: &str) -> Vec<String> {
        self.0.write_all(format!("T {command}\r\n").as_bytes()).await.unwrap();
        self.until_done().await
    }

    async fn until_done(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let line = self.line().await;
            if let Some(done) = line.strip_prefix("T ") {
                assert!(done.starts_with("OK"), "{done}");
                return lines;
            }
            lines.push(line);
        }
    }

    /// A mail arrives.
    pub async fn append(&mut self, raw: impl AsRef<[u8]>) {
        let raw = raw.as_ref();
        self.0.write_all(format!("T APPEND INBOX {{{}}}\r\n", raw.len()).as_bytes()).await.unwrap();
        assert!(self.line().await.starts_with('+'));
        self.0.write_all(&[raw, b"\r\n"].concat()).await.unwrap();
        self.until_done().await;
    }

    /// UIDs and flags of the mails in a folder.
    pub async fn mails(&mut self, folder: &str) -> Vec<String> {
        self.command(&format!("EXAMINE {folder}")).await;
        let lines = self.command("UID FETCH 1:* (FLAGS)").await;
        let about = |line: &String| line.split_once("FETCH ").map(|(_, about)| about.replace(" \\Recent", ""));
        lines.iter().filter_map(about).map(|about| about.replace("\\Recent", "")).collect()
    }
}
