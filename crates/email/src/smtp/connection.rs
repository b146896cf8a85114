//! One connection to the mail server, step by step.
//!
//! lettre's own transport does not report at which step a mail failed, and that decides whether it may be sent again.
//! lettre also limits only the time to connect; here every step has a time limit.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::Extension;
use lettre::transport::smtp::response::Response;
use lettre::{Address, Message};

use super::fault::{Fault, Stage, Trouble};
use super::options::{Encryption, Timeouts};
use super::settings::SmtpSettings;
use super::transport::{connect_tcp, tls};

pub(super) struct Connection {
    smtp: AsyncSmtpConnection,
    timeouts: Timeouts,
}

impl Connection {
    /// Connects, encrypts and signs in as the settings say.
    pub(super) async fn open(settings: &SmtpSettings) -> Result<Self, Fault> {
        let mut connection = Self::connect(settings).await?;
        match settings.encryption {
            Encryption::Required => connection.start_tls(settings).await?,
            Encryption::Opportunistic if connection.smtp.can_starttls() => connection.start_tls(settings).await?,
            _ => {}
        }
        if let Some(credentials) = &settings.credentials {
            connection.sign_in(credentials).await?;
        }
        Ok(connection)
    }

    async fn connect(settings: &SmtpSettings) -> Result<Self, Fault> {
        let timeouts = settings.timeouts;
        let hello = &settings.hello.0;
        let smtp = if settings.encryption == Encryption::Implicit {
            let tls = tls(settings).map_err(|error| fault(Stage::Connect, error))?;
            let server = (settings.host.as_str(), settings.port);
            // Some servers delay their greeting on purpose.
            let limit = timeouts.connect + timeouts.command;
            let smtp = AsyncSmtpConnection::connect_tokio1(server, Some(timeouts.connect), hello, Some(tls), None);
            with_timeout(limit, Stage::Connect, smtp).await?
        } else {
            let stream = Box::new(connect_tcp(settings).await?);
            let smtp = AsyncSmtpConnection::connect_with_transport(stream, hello);
            with_timeout(timeouts.command, Stage::Connect, smtp).await?
        };
        Ok(Self { smtp, timeouts })
    }

    async fn start_tls(&mut self, settings: &SmtpSettings) -> Result<(), Fault> {
        if !self.smtp.can_starttls() {
            let lacks = "offers no encryption (STARTTLS), and the settings require it";
            return Err(Fault { stage: Stage::StartTls, trouble: Trouble::Lacks(lacks) });
        }
        let tls = tls(settings).map_err(|error| fault(Stage::StartTls, error))?;
        let starting = self.smtp.starttls(tls, &settings.hello.0);
        with_timeout(self.timeouts.command, Stage::StartTls, starting).await
    }

    async fn sign_in(&mut self, credentials: &Credentials) -> Result<(), Fault> {
        if self.smtp.server_info().get_auth_mechanism(DEFAULT_MECHANISMS).is_none() {
            let lacks = if self.smtp.is_encrypted() {
                "offers no sign-in that we know (AUTH PLAIN or LOGIN), and the settings have a user name"
            } else {
                "offers no sign-in without encryption: try `tls=required`"
            };
            return Err(Fault { stage: Stage::SignIn, trouble: Trouble::Lacks(lacks) });
        }
        let auth = self.smtp.auth(DEFAULT_MECHANISMS, credentials);
        with_timeout(self.timeouts.command, Stage::SignIn, auth).await.map(drop)
    }

    /// Sends one mail and returns the server's answer. After an error the connection can't be used any more.
    pub(super) async fn hand_over(&mut self, mail: &Message) -> Result<String, Fault> {
        let limit = self.timeouts.command;
        let envelope = mail.envelope();
        let sender = Mail::new(envelope.from().cloned(), vec![]);
        with_timeout(limit, Stage::Sender, self.smtp.command(sender)).await?;
        for recipient in envelope.to() {
            let recipient = Rcpt::new(recipient.clone(), vec![]);
            with_timeout(limit, Stage::Recipient, self.smtp.command(recipient)).await?;
        }
        with_timeout(limit, Stage::Data, self.smtp.command(Data)).await?;
        self.content(&mail.formatted()).await
    }

    /// Goes as far as the recipient with our own address as both, and sends nothing: many servers judge the greeting and the sender
    /// only then. That the server has no such mailbox is no fault.
    pub(super) async fn try_sender(&mut self, own: &Address) -> Result<(), Fault> {
        let limit = self.timeouts.command;
        let sender = Mail::new(Some(own.clone()), vec![]);
        with_timeout(limit, Stage::Sender, self.smtp.command(sender)).await?;
        let recipient = Rcpt::new(own.clone(), vec![]);
        let accepted = with_timeout(limit, Stage::Recipient, self.smtp.command(recipient)).await;
        if let Err(fault) = accepted
            && fault.refuses_all()
        {
            return Err(fault);
        }
        with_timeout(limit, Stage::Recipient, self.smtp.command(Rset)).await.map(drop)
    }

    async fn content(&mut self, content: &[u8]) -> Result<String, Fault> {
        // lettre ends the last line itself.
        let content = content.strip_suffix(b"\r\n").unwrap_or(content);
        let all_written = AtomicBool::new(false);
        // lettre asks for the next piece after it has written the last one, right before the final dot.
        let end = std::iter::from_fn(|| {
            all_written.store(true, Ordering::Relaxed);
            None
        });
        let sending = self.smtp.message_iter(std::iter::once(content).chain(end));
        let outcome = with_timeout(self.timeouts.content, Stage::Content, sending).await;
        outcome.map(|answer| joined_lines(&answer)).map_err(|fault| match all_written.load(Ordering::Relaxed) {
            true => Fault { stage: Stage::FinalDot, ..fault },
            false => fault,
        })
    }

    pub(super) async fn is_alive(&mut self) -> bool {
        tokio::time::timeout(self.timeouts.connect, self.smtp.test_connected()).await.unwrap_or(false)
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.smtp.is_encrypted()
    }

    pub(super) fn offers_starttls(&self) -> bool {
        self.smtp.server_info().supports_feature(Extension::StartTls)
    }

    /// Sends QUIT; the answer does not matter.
    pub(super) async fn close(mut self) {
        let _answer = tokio::time::timeout(self.timeouts.connect, self.smtp.quit()).await;
    }
}

/// Such as `250 2.0.0 Ok: queued as 4Yx1`.
fn joined_lines(answer: &Response) -> String {
    let lines: Vec<&str> = answer.message().collect();
    format!("{} {}", answer.code(), lines.join(" ")).trim_end().to_owned()
}

async fn with_timeout<T>(
    limit: Duration,
    stage: Stage,
    step: impl Future<Output = Result<T, Error>>,
) -> Result<T, Fault> {
    match tokio::time::timeout(limit, step).await {
        Ok(outcome) => outcome.map_err(|error| fault(stage, error)),
        Err(_) => Err(Fault { stage, trouble: Trouble::Silence(limit) }),
    }
}

fn fault(stage: Stage, error: Error) -> Fault {
    Fault { stage, trouble: Trouble::Smtp(error) }
}
