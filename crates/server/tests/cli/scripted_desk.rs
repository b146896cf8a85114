//! A desk that answers as a test says, or breaks the connection without an answer.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;

/// `None` is no answer.
pub(crate) struct ScriptedDesk {
    pub(crate) url: String,
    requests: JoinHandle<Vec<String>>,
}

impl ScriptedDesk {
    /// Takes as many connections as there are answers.
    pub(crate) fn start(answers: &'static [Option<&'static str>]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = std::thread::spawn(move || {
            let take = |answer: &Option<&str>| {
                let (mut connection, _) = listener.accept().unwrap();
                let request = read(&connection);
                connection.write_all(answer.unwrap_or_default().as_bytes()).unwrap();
                request
            };
            answers.iter().map(take).collect()
        });
        Self { url, requests }
    }

    /// The requests, after all of them came.
    pub(crate) fn requests(self) -> Vec<String> {
        self.requests.join().unwrap()
    }
}

fn read(connection: &TcpStream) -> String {
    let mut reader = BufReader::new(connection);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert!(reader.read_line(&mut head).unwrap() > 0, "the request broke off: {head}");
    }
    let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).unwrap();
    head + &String::from_utf8(body).unwrap()
}
