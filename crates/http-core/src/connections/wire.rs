use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use actix_web::http::StatusCode;
use actix_web::web::{Buf as _, BytesMut};
use tokio::io::{AsyncRead as _, AsyncWrite as _, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::end::End;
use super::head::EmptyLine;
use super::limits::ConnectionLimits;
use super::phase::Phase;
use super::waiting::Waiting;

/// The most bytes that are read before actix has use for them.
const WINDOW: usize = 4 * 1024;

/// Reading less than so many bytes within the write limit counts as reading nothing.
const LEAST_PROGRESS: usize = 8 * 1024;

/// The state of one connection.
#[derive(Debug)]
pub(super) struct Wire {
    pub(super) stream: TcpStream,
    pub(super) limits: ConnectionLimits,
    pub(super) waiting: Arc<Waiting>,
    pub(super) phase: Phase,
    /// Why the connection must end.
    pub(super) end: Option<End>,
    arrived: BytesMut,
    /// Whether the client has closed its side.
    is_half_closed: bool,
    head: EmptyLine,
    turn: Turn,
    /// Since when an answer waits for its client, and how many bytes have left since then.
    blocked: Option<(Instant, usize)>,
}

/// One poll of the dispatcher. It first reads until there is nothing more, and then decodes everything: what it gets in one turn must
/// not go beyond one head.
#[derive(Clone, Copy, Debug, Default)]
struct Turn {
    has_head: bool,
    has_news: bool,
}

impl Wire {
    pub(super) fn new(stream: TcpStream, limits: ConnectionLimits, waiting: Arc<Waiting>) -> Self {
        Self {
            stream,
            limits,
            waiting,
            phase: Phase::idle(limits.head),
            end: None,
            arrived: BytesMut::new(),
            is_half_closed: false,
            head: EmptyLine::default(),
            turn: Turn::default(),
            blocked: None,
        }
    }

    pub(super) fn begin_turn(&mut self) {
        self.turn = Turn::default();
    }

    /// Whether the dispatcher has more to do at once: it stopped at the end of a head, or may read the next request by now.
    pub(super) fn wants_turn(&self) -> bool {
        self.turn.has_news
    }

    /// When the connection must end if nothing happens until then.
    pub(super) fn deadline(&self) -> Option<(Instant, End)> {
        let blocked = self.blocked.map(|(since, _)| (since + self.limits.write, End::NotRead));
        blocked.or_else(|| self.phase.deadline())
    }

    pub(super) fn poll_read(&mut self, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.turn.has_head || matches!(self.phase, Phase::Flushing { .. }) {
            return Poll::Pending;
        }
        self.fill(context)?;
        let Some(offered) = self.arrived.get(..self.arrived.len().min(buffer.remaining())) else {
            return Poll::Pending;
        };
        if offered.is_empty() {
            return self.poll_end();
        }
        self.phase.arriving(&self.limits);
        let taken = match &mut self.phase {
            Phase::Request { body, .. } => body.take(offered),
            _ => {
                let end = self.head.find(offered);
                self.turn.has_head = end.is_some();
                end.unwrap_or(offered.len())
            }
        };
        if taken == 0 {
            return self.poll_end();
        }
        buffer.put_slice(offered.get(..taken).unwrap_or(offered));
        self.arrived.advance(taken);
        self.turn.has_news = true;
        Poll::Ready(Ok(()))
    }

    /// Nothing more arrives: the reader of a stream has left with that, another client may wait for its answer.
    fn poll_end(&mut self) -> Poll<io::Result<()>> {
        match &self.phase {
            _ if !self.is_half_closed => Poll::Pending,
            Phase::Request { body, answer } if body.is_over() => {
                if answer.is_stream {
                    self.end = Some(End::Left);
                }
                Poll::Pending
            }
            _ => Poll::Ready(Ok(())),
        }
    }

    /// Reads until nothing more is there or the window is full.
    fn fill(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        while !self.is_half_closed && self.arrived.len() < WINDOW {
            let mut space = [0; WINDOW];
            let room = space.get_mut(self.arrived.len()..).unwrap_or_default();
            let mut buffer = ReadBuf::new(room);
            let Poll::Ready(read) = Pin::new(&mut self.stream).poll_read(context, &mut buffer) else { break };
            read?;
            self.is_half_closed = buffer.filled().is_empty();
            self.arrived.extend_from_slice(buffer.filled());
        }
        Ok(())
    }

    pub(super) fn poll_write(&mut self, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if !self.phase.is_answering() {
            // actix answers by itself only what it cannot read, with an empty answer and a line in the log for each.
            self.end = Some(End::NoRequest(status_of(bytes)));
            return Poll::Pending;
        }
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        let was_blocked = self.blocked.is_some();
        self.blocked = match (&written, self.blocked) {
            (Poll::Pending, None) => Some((Instant::now(), 0)),
            (Poll::Ready(Ok(count)), Some((since, sum))) if sum + count < LEAST_PROGRESS => Some((since, sum + count)),
            (Poll::Ready(_), _) => None,
            (Poll::Pending, blocked) => blocked,
        };
        match self.blocked {
            Some(_) if !was_blocked => self.waiting.begin(),
            None if was_blocked => self.waiting.end(),
            _ => {}
        }
        written
    }

    /// actix flushes when it has written all that it has.
    pub(super) fn poll_flush(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.stream).poll_flush(context))?;
        self.blocked = None;
        if let Phase::Flushing { answer } = &self.phase {
            self.end = answer.end;
            self.phase = Phase::idle(self.limits.idle);
            self.waiting.begin();
            if !self.arrived.is_empty() {
                self.phase.arriving(&self.limits);
            }
            self.turn.has_news = true;
        }
        Poll::Ready(Ok(()))
    }
}

/// The status of an answer in HTTP/1.
fn status_of(answer: &[u8]) -> StatusCode {
    let status = answer.get("HTTP/1.1 ".len().."HTTP/1.1 400".len());
    status.and_then(|status| StatusCode::from_bytes(status).ok()).unwrap_or(StatusCode::BAD_REQUEST)
}
