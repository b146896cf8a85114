use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, PoisonError};

use mailin::{Action, Response, Session, SessionBuilder};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio_rustls::TlsAcceptor;

use super::handler::{PendingMisbehavior, SharedState, TestHandler};
use super::misbehavior::{Misbehavior, Moment};

pub(super) trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

/// One client connection, from the greeting to QUIT.
pub(super) struct Conversation {
    session: Session<TestHandler>,
    pending: PendingMisbehavior,
    shared: Arc<SharedState>,
    acceptor: TlsAcceptor,
}

enum Next {
    GoOn,
    Encrypt,
    HangUp,
}

impl Conversation {
    pub(super) fn new(rules: &SessionBuilder, shared: Arc<SharedState>, acceptor: TlsAcceptor) -> Self {
        let pending = PendingMisbehavior::default();
        let handler = TestHandler::new(Arc::clone(&shared), Arc::clone(&pending));
        Self { session: rules.build(IpAddr::V4(Ipv4Addr::LOCALHOST), handler), pending, shared, acceptor }
    }

    pub(super) async fn hold(mut self, wire: Box<dyn Wire>) -> io::Result<()> {
        let mut wire = BufReader::new(wire);
        let greeting = self.session.greeting();
        let planned = self.shared.script.due(Moment::Greeting, None);
        let mut next = respond(&mut wire, greeting, planned).await?;
        let mut line = Vec::new();
        loop {
            match next {
                Next::GoOn => {}
                Next::Encrypt => {
                    wire = BufReader::new(Box::new(self.acceptor.accept(wire.into_inner()).await?));
                    self.session.tls_active();
                }
                Next::HangUp => return Ok(()),
            }
            line.clear();
            if wire.read_until(b'\n', &mut line).await? == 0 {
                return Ok(());
            }
            let response = self.session.process(&line);
            let planned = self.pending.lock().unwrap_or_else(PoisonError::into_inner).take();
            next = respond(&mut wire, response, planned).await?;
        }
    }
}

async fn respond(
    wire: &mut BufReader<Box<dyn Wire>>,
    normal: Response,
    planned: Option<Misbehavior>,
) -> io::Result<Next> {
    let response = match planned {
        None => normal,
        Some(Misbehavior::Answer(code, text)) => Response::custom(code, text),
        Some(Misbehavior::Drip(pause)) => {
            for byte in normal.buffer()? {
                tokio::time::sleep(pause).await;
                wire.write_all(&[byte]).await?;
                wire.flush().await?;
            }
            return Ok(next(&normal.action));
        }
        Some(Misbehavior::Cut) => return Ok(Next::HangUp),
        Some(Misbehavior::Silence) => {
            // Reads until the client disconnects or the server is stopped.
            tokio::io::copy(wire, &mut tokio::io::sink()).await?;
            return Ok(Next::HangUp);
        }
    };
    wire.write_all(&response.buffer()?).await?;
    wire.flush().await?;
    Ok(next(&response.action))
}

const fn next(action: &Action) -> Next {
    match action {
        Action::Close => Next::HangUp,
        Action::UpgradeTls => Next::Encrypt,
        Action::Reply | Action::NoReply => Next::GoOn,
    }
}
