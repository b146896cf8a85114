use std::collections::VecDeque;

use futures::{SinkExt as _, StreamExt as _};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::Response;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use super::{MARK, line, settled};
use crate::support::feed::soon;
use crate::support::{Person, TestApp};

/// A client of the WebSocket.
pub(crate) struct Socket {
    stream: WebSocketStream<TcpStream>,
    /// What came between a command and its answer: the next events.
    events: VecDeque<Value>,
}

impl Socket {
    /// A handshake with these headers: the socket with the server's answer, or the status that it was refused with.
    pub(crate) async fn open_with(
        app: &TestApp,
        query: &str,
        headers: &[(&'static str, &str)],
    ) -> Result<(Self, Response<Option<Vec<u8>>>), u16> {
        let base = app.base();
        let place = base.strip_prefix("http://").unwrap();
        let url = format!("ws://{place}/api/v1/events/ws{query}");
        let mut request = url.into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        let connection = TcpStream::connect(place).await.unwrap();
        match soon(client_async(request, connection)).await {
            Ok((stream, response)) => Ok((Self { stream, events: VecDeque::new() }, response)),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    pub(crate) async fn open(app: &TestApp, who: &Person, query: &str) -> Self {
        let bearer = format!("Bearer {}", who.token);
        Self::open_with(app, query, &[("authorization", &bearer)]).await.map(|(socket, _)| socket).unwrap()
    }

    /// From now on, with the `ready` read already.
    pub(crate) async fn ready(app: &TestApp, who: &Person) -> Self {
        settled(app).await;
        let mut socket = Self::open(app, who, "").await;
        assert_eq!(socket.next().await["type"], "ready");
        socket
    }

    /// The next text.
    pub(crate) async fn next(&mut self) -> Value {
        loop {
            match soon(self.stream.next()).await {
                Some(Ok(Message::Text(text))) => return serde_json::from_str(&text).unwrap(),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                other => panic!("instead of a text: {other:?}"),
            }
        }
    }

    /// The next event, also where it came before the answer to a command.
    pub(crate) async fn event(&mut self) -> Value {
        if let Some(event) = self.events.pop_front() {
            return event;
        }
        loop {
            let message = self.next().await;
            assert_eq!(message["type"], "event", "{message}");
            if line(&message["event"]) != MARK {
                return message["event"].clone();
            }
        }
    }

    pub(crate) async fn send(&mut self, message: Message) {
        soon(self.stream.send(message)).await.unwrap();
    }

    pub(crate) async fn send_text(&mut self, text: impl ToString) {
        self.send(Message::text(text.to_string())).await;
    }

    /// The next answer to a command. Events before it are queued.
    pub(crate) async fn ack(&mut self) -> Value {
        loop {
            let message = self.next().await;
            match message["type"].as_str() {
                Some("ack") => return message,
                Some("event") if line(&message["event"]) == MARK => {}
                Some("event") => self.events.push_back(message["event"].clone()),
                _ => panic!("{message}"),
            }
        }
    }

    pub(crate) async fn command(&mut self, command: Value) -> Value {
        self.send_text(&command).await;
        let ack = self.ack().await;
        assert_eq!(ack["id"], command["id"]);
        ack
    }

    /// Reads until the server ends it, and says with which code.
    pub(crate) async fn closed(&mut self) -> u16 {
        loop {
            match soon(self.stream.next()).await {
                Some(Ok(Message::Close(Some(frame)))) => return frame.code.into(),
                Some(Ok(_)) => {}
                other => panic!("it ended without a word: {other:?}"),
            }
        }
    }

    /// The bare connection, to be silent on.
    pub(crate) fn connection(&mut self) -> &mut TcpStream {
        self.stream.get_mut()
    }
}
