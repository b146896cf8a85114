use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use mailin::{AuthMechanism, SessionBuilder};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use super::ReceivedMail;
use super::certificates::Certificates;
use super::conversation::Conversation;
use super::handler::SharedState;
use super::misbehavior::{Misbehavior, Moment};
use super::script::Script;

/// Far more than anything needs here; it only turns a hanging test into a failing one.
const GUARD: Duration = Duration::from_secs(180);

/// How the server speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// In the clear.
    Plain,
    /// In the clear, and encrypted on demand.
    StartTls,
    /// Encrypted from the first byte.
    Implicit,
}

/// A mail server on 127.0.0.1. Dropping it stops it.
pub struct SmtpServer {
    security: Security,
    shared: Arc<SharedState>,
    certificates: Certificates,
    port: u16,
    listening: Option<JoinHandle<()>>,
}

impl SmtpServer {
    /// Starts on a free port, open to everybody.
    ///
    /// # Errors
    /// Where the system gives no port.
    pub async fn start(security: Security) -> io::Result<Self> {
        Self::start_with(security, None).await
    }

    /// Starts on a free port and refuses mail before a sign-in with this name and password.
    ///
    /// # Errors
    /// Where the system gives no port.
    pub async fn start_with_login(security: Security, user: &str, password: &str) -> io::Result<Self> {
        Self::start_with(security, Some((user.to_owned(), password.to_owned()))).await
    }

    async fn start_with(security: Security, login: Option<(String, String)>) -> io::Result<Self> {
        let shared =
            SharedState { script: Script::default(), login, mails: watch::Sender::default(), hellos: Mutex::default() };
        let certificates = Certificates::for_this_machine();
        let mut server = Self { security, shared: Arc::new(shared), certificates, port: 0, listening: None };
        server.start_on(0).await?;
        Ok(server)
    }

    /// Listens on this port, 0 for a free one; what was received and scripted before stays.
    ///
    /// # Errors
    /// Where the port is taken.
    pub async fn start_on(&mut self, port: u16) -> io::Result<()> {
        self.stop().await;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        self.port = listener.local_addr()?.port();
        self.listening = Some(tokio::spawn(listen(
            listener,
            self.security,
            self.rules(),
            Arc::clone(&self.shared),
            self.certificates.acceptor.clone(),
        )));
        Ok(())
    }

    /// Listens again where it did before.
    ///
    /// # Errors
    /// If another process took the port.
    pub async fn start_again(&mut self) -> io::Result<()> {
        self.start_on(self.port).await
    }

    /// Stops listening and drops all connections.
    pub async fn stop(&mut self) {
        if let Some(listening) = self.listening.take() {
            listening.abort();
            // Only when the task is gone is the port free again.
            let _canceled = listening.await;
        }
    }

    fn rules(&self) -> SessionBuilder {
        let mut rules = SessionBuilder::new("mail.test");
        if self.security == Security::StartTls {
            rules.enable_start_tls();
        } else {
            // There is no TLS that the protocol knows of: with `Implicit` it lies below it.
            rules.insecure_enable_plaintext_auth();
        }
        if self.shared.login.is_some() {
            rules.enable_auth(AuthMechanism::Plain).enable_auth(AuthMechanism::Login);
        }
        rules
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), self.port)
    }

    /// The port on which it listens, or did until it was stopped.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The certificate of the authority to trust, as PEM.
    #[must_use]
    pub fn ca_pem(&self) -> &str {
        &self.certificates.ca_pem
    }

    /// Misbehaves at this moment of every conversation from now on.
    pub fn always(&self, moment: Moment, misbehavior: Misbehavior) {
        self.shared.script.add(moment, None, misbehavior, false);
    }

    /// Misbehaves at this moment once.
    pub fn once(&self, moment: Moment, misbehavior: Misbehavior) {
        self.shared.script.add(moment, None, misbehavior, true);
    }

    /// Misbehaves whenever this recipient is named.
    pub fn always_for(&self, recipient: &str, misbehavior: Misbehavior) {
        self.shared.script.add(Moment::Recipient, Some(recipient), misbehavior, false);
    }

    /// Forgets all misbehavior.
    pub fn behave(&self) {
        self.shared.script.clear();
    }

    /// The names that clients gave (EHLO), in order.
    #[must_use]
    pub fn hellos(&self) -> Vec<String> {
        self.shared.hellos.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What was received until now.
    #[must_use]
    pub fn mails(&self) -> Vec<ReceivedMail> {
        self.shared.mails.borrow().clone()
    }

    /// Waits until at least `count` mails were received.
    ///
    /// # Panics
    /// When they don't come.
    pub async fn wait_for_mails(&self, count: usize) -> Vec<ReceivedMail> {
        let mut mails = self.shared.mails.subscribe();
        let enough = mails.wait_for(|mails| mails.len() >= count);
        match tokio::time::timeout(GUARD, enough).await {
            Ok(Ok(mails)) => mails.clone(),
            _ => panic!("waited for {count} mails, and got {}", self.mails().len()),
        }
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        if let Some(listening) = self.listening.take() {
            listening.abort();
        }
    }
}

async fn listen(
    listener: TcpListener,
    security: Security,
    rules: SessionBuilder,
    shared: Arc<SharedState>,
    acceptor: tokio_rustls::TlsAcceptor,
) {
    // Owned by this task: when it is stopped, so are they.
    let mut conversations = JoinSet::new();
    while let Ok((wire, _)) = listener.accept().await {
        let conversation = Conversation::new(&rules, Arc::clone(&shared), acceptor.clone());
        conversations.spawn(serve(wire, security, acceptor.clone(), conversation));
        while conversations.try_join_next().is_some() {}
    }
}

/// A broken connection is the client's affair; its test sees what came of it.
async fn serve(wire: TcpStream, security: Security, acceptor: tokio_rustls::TlsAcceptor, conversation: Conversation) {
    let _ended = match security {
        Security::Implicit => match acceptor.accept(wire).await {
            Ok(wire) => conversation.hold(Box::new(wire)).await,
            Err(error) => Err(error),
        },
        Security::Plain | Security::StartTls => conversation.hold(Box::new(wire)).await,
    };
}
