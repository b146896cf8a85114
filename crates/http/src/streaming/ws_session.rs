use std::convert::Infallible;
use std::time::Instant;

use actix_web::web;
use actix_ws::{
    AggregatedMessage, AggregatedMessageStream, CloseCode, CloseReason as CloseFrame, ProtocolError, Session,
};
use deskhand_domain::use_cases::Error;
use deskhand_http_core::AppState;
use deskhand_http_core::auth::note_denied_command;
use deskhand_http_core::metrics::OpenGauge;
use deskhand_http_core::problem::{Problem, ProblemCode, ProblemJson};
use deskhand_http_core::routing::RouteIndex;
use deskhand_http_core::streaming::{CloseReason, Start, Subscription};
use serde::Serialize;
use serde_json::Value;
use tokio::time::{Interval, timeout};

use super::ws_command;
use crate::dto::TicketJson;

/// One WebSocket: events go out, commands come in and are carried out one after the other. During a command nothing further is read: a
/// client that sends faster than it is answered fills its own buffers, not those of the server.
pub(crate) struct WsSession {
    pub(crate) subscription: Subscription,
    pub(crate) session: Session,
    pub(crate) state: web::Data<AppState>,
    pub(crate) routes: &'static RouteIndex,
    pub(crate) request_id: String,
    /// Counts it among the open streams.
    #[expect(dead_code, reason = "dropping it ends the count")]
    pub(crate) open: OpenGauge,
}

/// Why a session ends.
enum SessionEnd {
    /// The client closed it, or has disconnected.
    Left(Option<CloseFrame>),
    /// The client violates the protocol.
    Broken(ProtocolError),
    /// The server closes it.
    Closed(CloseReason),
}

#[derive(Serialize)]
struct Ack<'a> {
    r#type: &'static str,
    /// As the client sent it with its command.
    id: Value,
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket: Option<TicketJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<ProblemJson<'a>>,
}

impl WsSession {
    /// Runs the session to its end, and closes it.
    pub(crate) async fn serve(mut self, mut messages: AggregatedMessageStream, start: Start, mut heartbeat: Interval) {
        let end = match self.run(&mut messages, start, &mut heartbeat).await {
            Ok(never) => match never {},
            Err(end) => end,
        };
        if let SessionEnd::Closed(reason) = end {
            self.subscription.close(reason);
        }
        // A client that reads nothing does not read this either.
        let patience = self.subscription.timing().patience;
        let _ = timeout(patience, self.session.close(end.close_frame())).await;
    }

    async fn run(
        &mut self,
        messages: &mut AggregatedMessageStream,
        start: Start,
        heartbeat: &mut Interval,
    ) -> Result<Infallible, SessionEnd> {
        if start.is_reset {
            self.send(r#"{"type":"reset"}"#.to_owned()).await?;
        }
        self.send(format!(r#"{{"type":"ready","id":"{}"}}"#, start.position.event)).await?;
        let mut last_message = Instant::now();
        loop {
            tokio::select! {
                next = self.subscription.next() => {
                    for event in next.map_err(SessionEnd::Closed)? {
                        self.send(format!(r#"{{"type":"event","event":{}}}"#, event.json)).await?;
                    }
                }
                message = messages.recv() => {
                    last_message = Instant::now();
                    self.answer(message).await?;
                }
                _ = heartbeat.tick() => self.ping(last_message).await?,
            }
        }
    }

    async fn answer(&mut self, message: Option<Result<AggregatedMessage, ProtocolError>>) -> Result<(), SessionEnd> {
        match message {
            Some(Ok(AggregatedMessage::Text(text))) => {
                let ack = self.dispatch(&text).await?;
                self.send(ack).await
            }
            Some(Ok(AggregatedMessage::Binary(_))) => {
                let problem = Problem::new(ProblemCode::BrokenJson).detail("Commands are sent as text.");
                self.send(self.refusal(Value::Null, &problem)?).await
            }
            Some(Ok(AggregatedMessage::Ping(bytes))) => {
                self.session.pong(&bytes).await.map_err(|_| SessionEnd::Left(None))
            }
            Some(Ok(AggregatedMessage::Pong(_))) => Ok(()),
            Some(Ok(AggregatedMessage::Close(reason))) => Err(SessionEnd::Left(reason)),
            Some(Err(error)) => Err(SessionEnd::Broken(error)),
            None => Err(SessionEnd::Left(None)),
        }
    }

    /// Carries out a command. The credential is checked anew, as for every request: the stream may not have noticed its end yet.
    async fn dispatch(&self, text: &str) -> Result<String, SessionEnd> {
        let id = ws_command::id_of(text);
        let state = &self.state;
        let caller = match state.use_cases.accounts().revalidate(self.subscription.caller()).await {
            Ok(caller) => caller,
            Err(Error::Unauthenticated) => return Err(SessionEnd::Closed(CloseReason::SignedOut)),
            Err(error) => return self.refusal(id, &error.into()),
        };
        let command = match ws_command::read(text) {
            Ok(command) => command,
            Err(problem) => return self.refusal(id, &problem),
        };
        if let Err(problem) = state.limits.count_command(caller.actor.id) {
            return self.refusal(id, &problem);
        }
        match command.carry_out(state, self.routes, caller.clone()).await {
            Ok(detail) => {
                let ticket = Some(TicketJson::of(&detail));
                to_text(&Ack { r#type: "ack", id, ok: true, ticket, problem: None })
            }
            Err(error) => {
                let problem = error.into();
                note_denied_command(state, &caller, &problem, "command over WebSocket");
                self.refusal(id, &problem)
            }
        }
    }

    fn refusal(&self, id: Value, problem: &Problem) -> Result<String, SessionEnd> {
        if let Some(cause) = problem.why() {
            tracing::error!(request_id = self.request_id, cause, "{problem}");
        }
        let problem = Some(problem.to_json(Some(&self.request_id)));
        to_text(&Ack { r#type: "ack", id, ok: false, ticket: None, problem })
    }

    async fn ping(&mut self, last_message: Instant) -> Result<(), SessionEnd> {
        if last_message.elapsed() > self.subscription.timing().patience {
            return Err(SessionEnd::Closed(CloseReason::Silent));
        }
        self.session.ping(b"").await.map_err(|_| SessionEnd::Left(None))
    }

    /// Waits for a slow client for the time of [`EventTiming::patience`](deskhand_http_core::streaming::EventTiming::patience).
    async fn send(&mut self, text: String) -> Result<(), SessionEnd> {
        match timeout(self.subscription.timing().patience, self.session.text(text)).await {
            Ok(sent) => sent.map_err(|_| SessionEnd::Left(None)),
            Err(_) => Err(SessionEnd::Closed(CloseReason::Silent)),
        }
    }
}

fn to_text(ack: &Ack<'_>) -> Result<String, SessionEnd> {
    serde_json::to_string(ack).map_err(|_| SessionEnd::Closed(CloseReason::Failed))
}

impl SessionEnd {
    /// The close frame for the client: codes of the protocol (RFC 6455, section 7.4.1), and two of this service. 4401 is a session or an
    /// access token that has ended, 4408 a client that answers no ping.
    fn close_frame(&self) -> Option<CloseFrame> {
        let (code, words) = match self {
            Self::Left(reason) => return reason.clone(),
            Self::Broken(ProtocolError::Overflow) => (CloseCode::Size, "a message may have at most 64 KiB"),
            // The only way in which the library says that the parts of a message are too large together.
            Self::Broken(ProtocolError::Io(error)) if error.kind() == std::io::ErrorKind::Other => {
                (CloseCode::Size, "a message may have at most 64 KiB")
            }
            Self::Broken(_) => (CloseCode::Protocol, "this is not the WebSocket protocol"),
            Self::Closed(CloseReason::SignedOut) => (CloseCode::Other(4401), "the session has ended"),
            Self::Closed(CloseReason::Expired) => {
                (CloseCode::Other(4401), "the access token has expired: refresh it and connect again")
            }
            Self::Closed(CloseReason::Silent) => (CloseCode::Other(4408), "no sign of life"),
            Self::Closed(CloseReason::Stopping) => (CloseCode::Restart, "another instance goes on"),
            Self::Closed(CloseReason::Failed) => (CloseCode::Error, "try again"),
        };
        Some(CloseFrame { code, description: Some(words.to_owned()) })
    }
}
