use std::time::Instant;

use actix_web::web;
use actix_ws::{AggregatedMessage, AggregatedMessageStream, CloseCode, CloseReason, ProtocolError, Session};
use deskhand_domain::use_cases::Error;
use serde::Serialize;
use serde_json::Value;
use tokio::time::{Interval, timeout};

use super::command;
use super::listener::{End, Listener};
use super::start::Start;
use crate::Desk;
use crate::answer::TicketJson;
use crate::problem::{Problem, ProblemCode, ProblemJson};

/// One WebSocket: what happens goes out, commands come in and are carried out one after the other. While one is, nothing
/// further is read: a client that sends faster than it is answered fills its own buffers, not ours.
pub(super) struct Conversation {
    pub(super) listener: Listener,
    pub(super) session: Session,
    pub(super) desk: web::Data<Desk>,
    pub(super) request_id: String,
}

/// Why it is over.
enum Over {
    /// The client said so, or is gone.
    Left(Option<CloseReason>),
    /// It does not speak the protocol.
    Broken(ProtocolError),
    /// It is not the client's doing.
    Ended(End),
}

#[derive(Serialize)]
struct Ack<'a> {
    r#type: &'static str,
    /// What the client called its command.
    id: Value,
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket: Option<TicketJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<ProblemJson<'a>>,
}

impl Conversation {
    pub(super) async fn hold(mut self, mut messages: AggregatedMessageStream, start: Start, mut heartbeat: Interval) {
        let over = match self.talk(&mut messages, start, &mut heartbeat).await {
            Ok(never) => match never {},
            Err(over) => over,
        };
        if let Over::Ended(end) = over {
            self.listener.is_over(end);
        }
        // Whoever takes nothing does not take this either.
        let patience = self.listener.hub.timing.patience;
        let _ = timeout(patience, self.session.close(over.reason())).await;
    }

    async fn talk(
        &mut self,
        messages: &mut AggregatedMessageStream,
        start: Start,
        heartbeat: &mut Interval,
    ) -> Result<std::convert::Infallible, Over> {
        if start.is_reset {
            self.say(r#"{"type":"reset"}"#.to_owned()).await?;
        }
        self.say(format!(r#"{{"type":"ready","id":"{}"}}"#, start.place.event)).await?;
        let mut heard = Instant::now();
        loop {
            tokio::select! {
                next = self.listener.next() => {
                    for event in next.map_err(Over::Ended)? {
                        self.say(format!(r#"{{"type":"event","event":{}}}"#, event.json)).await?;
                    }
                }
                message = messages.recv() => {
                    heard = Instant::now();
                    self.answer(message).await?;
                }
                _ = heartbeat.tick() => self.ask_for_a_sign_of_life(heard).await?,
            }
        }
    }

    async fn answer(&mut self, message: Option<Result<AggregatedMessage, ProtocolError>>) -> Result<(), Over> {
        match message {
            Some(Ok(AggregatedMessage::Text(text))) => {
                let ack = self.obey(&text).await?;
                self.say(ack).await
            }
            Some(Ok(AggregatedMessage::Binary(_))) => {
                let problem = Problem::new(ProblemCode::BrokenJson).detail("Commands are sent as text.");
                self.say(self.refusal(Value::Null, &problem)?).await
            }
            Some(Ok(AggregatedMessage::Ping(bytes))) => self.session.pong(&bytes).await.map_err(|_| Over::Left(None)),
            Some(Ok(AggregatedMessage::Pong(_))) => Ok(()),
            Some(Ok(AggregatedMessage::Close(reason))) => Err(Over::Left(reason)),
            Some(Err(error)) => Err(Over::Broken(error)),
            None => Err(Over::Left(None)),
        }
    }

    /// Carries out a command. Who they are is asked anew, as at every request: the stream may not have noticed yet.
    async fn obey(&self, text: &str) -> Result<String, Over> {
        let id = command::id_of(text);
        let desk = &self.desk;
        let caller = match desk.use_cases.accounts().revalidate(&self.listener.caller).await {
            Ok(caller) => caller,
            Err(Error::Unauthenticated) => return Err(Over::Ended(End::SignedOut)),
            Err(error) => return self.refusal(id, &error.into()),
        };
        let command = match command::read(text) {
            Ok(command) => command,
            Err(problem) => return self.refusal(id, &problem),
        };
        if let Err(problem) = desk.limits.count_command(caller.actor.id) {
            return self.refusal(id, &problem);
        }
        match command.carry_out(desk, caller).await {
            Ok(detail) => {
                let ticket = Some(TicketJson::of(&detail));
                written(&Ack { r#type: "ack", id, ok: true, ticket, problem: None })
            }
            Err(error) => self.refusal(id, &error.into()),
        }
    }

    fn refusal(&self, id: Value, problem: &Problem) -> Result<String, Over> {
        if let Some(cause) = problem.why() {
            tracing::error!(request_id = self.request_id, cause, "{problem}");
        }
        let problem = Some(problem.to_json(Some(&self.request_id)));
        written(&Ack { r#type: "ack", id, ok: false, ticket: None, problem })
    }

    async fn ask_for_a_sign_of_life(&mut self, heard: Instant) -> Result<(), Over> {
        if heard.elapsed() > self.listener.hub.timing.patience {
            return Err(Over::Ended(End::Silent));
        }
        self.session.ping(b"").await.map_err(|_| Over::Left(None))
    }

    /// Waits for a client that is slow, for a while.
    async fn say(&mut self, text: String) -> Result<(), Over> {
        match timeout(self.listener.hub.timing.patience, self.session.text(text)).await {
            Ok(said) => said.map_err(|_| Over::Left(None)),
            Err(_) => Err(Over::Ended(End::Silent)),
        }
    }
}

fn written(ack: &Ack<'_>) -> Result<String, Over> {
    serde_json::to_string(ack).map_err(|_| Over::Ended(End::Failed))
}

impl Over {
    /// What the client is told. The codes of the protocol (RFC 6455, section 7.4.1), and of its own: 4401 for a session
    /// that has ended, 4408 for a client that gave no sign of life.
    fn reason(&self) -> Option<CloseReason> {
        let (code, words) = match self {
            Self::Left(reason) => return reason.clone(),
            Self::Broken(ProtocolError::Overflow) => (CloseCode::Size, "a message may have at most 64 KiB"),
            // The only way in which the library says that the parts of a message are too much together.
            Self::Broken(ProtocolError::Io(error)) if error.kind() == std::io::ErrorKind::Other => {
                (CloseCode::Size, "a message may have at most 64 KiB")
            }
            Self::Broken(_) => (CloseCode::Protocol, "this is not the WebSocket protocol"),
            Self::Ended(End::SignedOut) => (CloseCode::Other(4401), "the session has ended"),
            Self::Ended(End::Silent) => (CloseCode::Other(4408), "no sign of life"),
            Self::Ended(End::Stopping) => (CloseCode::Restart, "another instance goes on"),
            Self::Ended(End::Failed) => (CloseCode::Error, "try again"),
        };
        Some(CloseReason { code, description: Some(words.to_owned()) })
    }
}
