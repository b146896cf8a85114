use reqwest::{Method, Response};
use serde_json::Value;

use super::{MARK, line, settled};
use crate::support::feed::{id_of, soon};
use crate::support::{Person, TestApp};

/// One message of a stream.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StreamMessage {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) data: Value,
}

/// A client of server-sent events that keeps to the letter of the format, and shows everything.
pub(super) struct Stream {
    pub(super) response: Response,
    read: Vec<u8>,
}

impl Stream {
    /// `query` is empty or begins with `?`.
    pub(super) async fn open(app: &TestApp, who: &Person, query: &str, last_seen: Option<&str>) -> Self {
        let response = Self::try_open(app, who, query, last_seen).await;
        assert_eq!(response.status(), 200);
        Self::of(response)
    }

    pub(super) const fn of(response: Response) -> Self {
        Self { response, read: Vec::new() }
    }

    pub(super) async fn try_open(app: &TestApp, who: &Person, query: &str, last_seen: Option<&str>) -> Response {
        let mut request = app.request(Method::GET, &format!("/events/stream{query}")).bearer_auth(&who.token);
        if let Some(id) = last_seen {
            request = request.header("last-event-id", id);
        }
        soon(request.send()).await.unwrap()
    }

    /// From now on, with the `ready` read already.
    pub(super) async fn from_now(app: &TestApp, who: &Person) -> Self {
        settled(app).await;
        let mut stream = Self::open(app, who, "", None).await;
        assert_eq!(stream.message().await.name, "ready");
        stream
    }

    /// The next block of lines as it is; `None` at the end.
    pub(super) async fn block(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.read.windows(2).position(|two| two == b"\n\n") {
                let block = self.read.drain(..end + 2).collect();
                return Some(String::from_utf8(block).unwrap());
            }
            // A connection that breaks ends the stream too.
            let chunk = soon(self.response.chunk()).await.ok().flatten()?;
            self.read.extend_from_slice(&chunk);
        }
    }

    /// The next message, or `None` at the end.
    pub(super) async fn next(&mut self) -> Option<StreamMessage> {
        loop {
            let block = self.block().await?;
            let field = |name: &str| {
                let lines = block.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
                lines.collect::<Vec<_>>().join("\n")
            };
            let (id, name, data) = (field("id"), field("event"), field("data"));
            if !data.is_empty() {
                return Some(StreamMessage { id, name, data: serde_json::from_str(&data).unwrap() });
            }
        }
    }

    pub(super) async fn message(&mut self) -> StreamMessage {
        self.next().await.expect("the stream ended")
    }

    /// The next event.
    pub(super) async fn event(&mut self) -> Value {
        loop {
            let message = self.message().await;
            let kind = message.data["kind"].as_str().unwrap();
            assert_eq!((&*message.id, &*message.name), (&*id_of(&message.data), kind));
            if line(&message.data) != MARK {
                return message.data;
            }
        }
    }

    /// Everything until the end, and the reason that it gives.
    pub(super) async fn read_to_the_end(&mut self) -> (Vec<StreamMessage>, String) {
        let mut messages = Vec::new();
        while let Some(next) = self.next().await {
            messages.push(next);
        }
        let bye = messages.pop().expect("it said nothing");
        assert_eq!(bye.name, "bye");
        (messages, bye.data["reason"].as_str().unwrap().to_owned())
    }
}
