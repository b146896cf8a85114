//! A mail server that takes every letter, and keeps when it came, by the last word of its subject.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// When a letter with each last word came first.
type Arrivals = Arc<Mutex<HashMap<String, Instant>>>;

/// The letters that arrived.
pub(super) struct Letters {
    pub(super) port: u16,
    arrivals: Arrivals,
}

impl Letters {
    pub(super) async fn receive() -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let (port, arrivals) = (listener.local_addr()?.port(), Arrivals::default());
        let all = Arc::clone(&arrivals);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, Arc::clone(&all)));
            }
        });
        Ok(Self { port, arrivals })
    }

    /// When a letter came whose subject ends with this word.
    pub(super) fn arrived(&self, word: &str) -> Option<Instant> {
        self.arrivals.lock().unwrap_or_else(PoisonError::into_inner).get(word).copied()
    }
}

fn last_word(line: &str) -> Option<String> {
    line.strip_prefix("Subject: ")?.split_whitespace().last().map(str::to_owned)
}

async fn converse(stream: TcpStream, arrivals: Arrivals) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    let (mut in_mail, mut subject) = (false, None);
    stream.write_all(b"220 ready\r\n").await?;
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let said = line.trim_end();
        let answer = match (in_mail, said) {
            (true, ".") => {
                in_mail = false;
                let mut arrivals = arrivals.lock().unwrap_or_else(PoisonError::into_inner);
                arrivals.entry(subject.take().unwrap_or_default()).or_insert_with(Instant::now);
                "250 taken"
            }
            (true, _) => {
                subject = subject.or_else(|| last_word(said));
                continue;
            }
            (false, "DATA") => {
                in_mail = true;
                "354 go on"
            }
            (false, "QUIT") => "221 bye",
            (false, _) => "250 well",
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}
