//! One conversation with the mail server, step by step. lettre's own transport hides at which step a letter failed, and
//! that decides whether it may be sent again; and lettre bounds only the connecting, so every step is bounded here.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use lettre::Message;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters, TlsParametersBuilder};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension};
use lettre::transport::smtp::response::Response;

use tokio::net::TcpStream;

use super::fault::{Fault, Stage, Trouble};
use super::settings::{Encryption, Patience, SmtpSettings};

pub(super) struct Connection {
    smtp: AsyncSmtpConnection,
    patience: Patience,
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
        let patience = settings.patience;
        let hello = ClientId::default();
        let smtp = if settings.encryption == Encryption::Implicit {
            let tls = tls(settings).map_err(|error| fault(Stage::Connect, error))?;
            let server = (settings.host.as_str(), settings.port);
            // The greeting, too, may take its time: some servers let strangers wait on purpose.
            let limit = patience.connect + patience.command;
            let smtp = AsyncSmtpConnection::connect_tokio1(server, Some(patience.connect), &hello, Some(tls), None);
            within(limit, Stage::Connect, smtp).await?
        } else {
            let stream = Box::new(tcp(settings).await?);
            let smtp = AsyncSmtpConnection::connect_with_transport(stream, &hello);
            within(patience.command, Stage::Connect, smtp).await?
        };
        Ok(Self { smtp, patience })
    }

    async fn start_tls(&mut self, settings: &SmtpSettings) -> Result<(), Fault> {
        if !self.smtp.can_starttls() {
            let lacks = "offers no encryption (STARTTLS), and the settings require it";
            return Err(Fault { stage: Stage::StartTls, trouble: Trouble::Lacks(lacks) });
        }
        let tls = tls(settings).map_err(|error| fault(Stage::StartTls, error))?;
        let hello = ClientId::default();
        within(self.patience.command, Stage::StartTls, self.smtp.starttls(tls, &hello)).await
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
        within(self.patience.command, Stage::SignIn, auth).await.map(drop)
    }

    /// Hands one letter over, and gives back what the server said to it. After an error the conversation can't go on.
    pub(super) async fn hand_over(&mut self, mail: &Message) -> Result<String, Fault> {
        let limit = self.patience.command;
        let envelope = mail.envelope();
        let sender = Mail::new(envelope.from().cloned(), vec![]);
        within(limit, Stage::Sender, self.smtp.command(sender)).await?;
        for recipient in envelope.to() {
            let recipient = Rcpt::new(recipient.clone(), vec![]);
            within(limit, Stage::Recipient, self.smtp.command(recipient)).await?;
        }
        within(limit, Stage::Data, self.smtp.command(Data)).await?;
        self.content(&mail.formatted()).await
    }

    async fn content(&mut self, content: &[u8]) -> Result<String, Fault> {
        // lettre ends the last line itself.
        let content = content.strip_suffix(b"\r\n").unwrap_or(content);
        let all_written = AtomicBool::new(false);
        // lettre asks for another piece once the last is written, right before it writes the final dot.
        let end = std::iter::from_fn(|| {
            all_written.store(true, Ordering::Relaxed);
            None
        });
        let sending = self.smtp.message_iter(std::iter::once(content).chain(end));
        let outcome = within(self.patience.content, Stage::Content, sending).await;
        outcome.map(|answer| in_one_line(&answer)).map_err(|fault| match all_written.load(Ordering::Relaxed) {
            true => Fault { stage: Stage::FinalDot, ..fault },
            false => fault,
        })
    }

    pub(super) async fn is_alive(&mut self) -> bool {
        tokio::time::timeout(self.patience.connect, self.smtp.test_connected()).await.unwrap_or(false)
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.smtp.is_encrypted()
    }

    pub(super) fn offers_starttls(&self) -> bool {
        self.smtp.server_info().supports_feature(Extension::StartTls)
    }

    /// Says goodbye; whether the server answers is all the same.
    pub(super) async fn close(mut self) {
        let _answer = tokio::time::timeout(self.patience.connect, self.smtp.quit()).await;
    }
}

/// lettre writes a letter and its final dot apart. Left to Nagle's algorithm, the dot would wait for the server's delayed
/// acknowledgement of the letter: 40 ms a mail. (Where TLS comes first, lettre keeps the socket to itself.)
async fn tcp(settings: &SmtpSettings) -> Result<TcpStream, Fault> {
    let limit = settings.patience.connect;
    let no_delay = async {
        let stream = TcpStream::connect((settings.host.as_str(), settings.port)).await?;
        stream.set_nodelay(true)?;
        Ok(stream)
    };
    let trouble = match tokio::time::timeout(limit, no_delay).await {
        Ok(Ok(stream)) => return Ok(stream),
        Ok(Err(error)) => Trouble::Network(error),
        Err(_) => Trouble::Silence(limit),
    };
    Err(Fault { stage: Stage::Connect, trouble })
}

/// Such as `250 2.0.0 Ok: queued as 4Yx1`.
fn in_one_line(answer: &Response) -> String {
    let lines: Vec<&str> = answer.message().collect();
    format!("{} {}", answer.code(), lines.join(" ")).trim_end().to_owned()
}

async fn within<T>(limit: Duration, stage: Stage, step: impl Future<Output = Result<T, Error>>) -> Result<T, Fault> {
    match tokio::time::timeout(limit, step).await {
        Ok(outcome) => outcome.map_err(|error| fault(stage, error)),
        Err(_) => Err(Fault { stage, trouble: Trouble::Silence(limit) }),
    }
}

fn fault(stage: Stage, error: Error) -> Fault {
    Fault { stage, trouble: Trouble::Smtp(error) }
}

fn tls(settings: &SmtpSettings) -> Result<TlsParameters, Error> {
    // Who could forge a certificate could as well hide STARTTLS from us: checking it would only turn a mail that
    // listeners can't read into one that they can, or into none.
    let unchecked = settings.encryption == Encryption::Opportunistic;
    let builder = TlsParameters::builder(settings.host.clone())
        .dangerous_accept_invalid_certs(unchecked)
        .dangerous_accept_invalid_hostnames(unchecked);
    settings.authorities.iter().cloned().fold(builder, TlsParametersBuilder::add_root_certificate).build()
}
