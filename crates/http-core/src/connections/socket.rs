use std::cell::RefCell;
use std::io;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::sync::Arc;
use std::task::{Context, Poll};

use actix_http::Request;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::body::Body;
use super::end::End;
use super::limits::ConnectionLimits;
use super::phase::{Answer, Phase};
use super::waiting::Waiting;
use super::wire::Wire;

/// A connection as actix reads and writes it. Clones share it; they live on one thread.
#[derive(Clone, Debug)]
pub(super) struct Socket(pub(super) Rc<RefCell<Wire>>);

/// Says how a request on a connection gets on. It does not keep the connection open.
#[derive(Clone, Debug)]
pub(super) struct Progress(Weak<RefCell<Wire>>);

impl Socket {
    pub(super) fn new(stream: TcpStream, limits: ConnectionLimits, waiting: Arc<Waiting>) -> Self {
        Self(Rc::new(RefCell::new(Wire::new(stream, limits, waiting))))
    }

    pub(super) fn progress(&self) -> Progress {
        Progress(Rc::downgrade(&self.0))
    }

    /// The connection itself, when actix has let go of it.
    pub(super) fn into_stream(self) -> Option<TcpStream> {
        Rc::try_unwrap(self.0).ok().map(|wire| wire.into_inner().stream)
    }
}

impl Progress {
    /// The app gets a request.
    pub(super) fn request_begins(&self, request: &mut Request) {
        let body = Body::of(request);
        self.change(|wire| {
            wire.phase = Phase::Request { body, answer: Answer::default() };
            wire.waiting.end();
        });
    }

    /// The app has begun its answer. Says whether the client must be told that the connection ends after it: of the body of the request,
    /// not all has arrived.
    pub(super) fn answer_begins(&self, is_stream: bool, is_upgrade: bool) -> bool {
        self.change(|wire| match &mut wire.phase {
            Phase::Request { body, answer } => {
                let end = if is_upgrade { End::Upgraded } else { End::UnreadBody };
                *answer = Answer { end: (!body.is_over()).then_some(end), is_stream };
                answer.end == Some(End::UnreadBody)
            }
            _ => false,
        })
        .unwrap_or_default()
    }

    /// actix has the last byte of the answer.
    pub(super) fn answer_ends(&self) {
        self.change(|wire| {
            if let Phase::Request { answer, .. } = wire.phase {
                wire.phase = Phase::Flushing { answer };
            }
        });
    }

    fn change<T>(&self, change: impl FnOnce(&mut Wire) -> T) -> Option<T> {
        let wire = self.0.upgrade()?;
        let mut wire = wire.try_borrow_mut().ok()?;
        Some(change(&mut wire))
    }
}

impl AsyncRead for Socket {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.0.borrow_mut().poll_read(context, buffer)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.0.borrow_mut().poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.borrow_mut().poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0.borrow_mut().stream).poll_shutdown(context)
    }
}
