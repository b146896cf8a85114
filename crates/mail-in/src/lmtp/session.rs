use std::io;
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite, ReadHalf, WriteHalf};
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

use super::command::Command;
use super::content::Content;
use super::input::{Input, Line};
use super::limits::Limits;
use super::misunderstood::Misunderstood;
use super::output::Output;
use super::transaction::Transaction;
use crate::intake::Intake;
use crate::stopping::stopped;

/// The conversation on one connection.
pub(super) struct Session<S> {
    input: Input<ReadHalf<S>>,
    output: Output<WriteHalf<S>>,
    intake: Arc<dyn Intake>,
    limits: Limits,
    stop: watch::Receiver<bool>,
    is_greeted: bool,
    transaction: Option<Transaction>,
    errors: u32,
}

/// Why a conversation ends.
enum End {
    Quit,
    /// The client sent nothing for too long.
    Late,
    TooManyErrors,
    /// The program stops.
    Stopping,
    /// The connection is lost.
    Gone,
}

impl<S: AsyncRead + AsyncWrite> Session<S> {
    pub(super) fn new(stream: S, intake: Arc<dyn Intake>, limits: Limits, stop: watch::Receiver<bool>) -> Self {
        let (reader, writer) = tokio::io::split(stream);
        let (input, output) = (Input::new(reader), Output::new(writer));
        Self { input, output, intake, limits, stop, is_greeted: false, transaction: None, errors: 0 }
    }

    /// Talks until one of both ends it.
    pub(super) async fn run(mut self, name: &str) {
        self.output.say(&format!("220 {name} LMTP deskhand"));
        let Err(end) = self.talk(name).await;
        let last_words = match end {
            End::Quit => "221 2.0.0 Bye",
            End::Late => "421 4.4.2 Nothing came for too long",
            End::TooManyErrors => "421 4.7.0 Too many errors",
            End::Stopping => "421 4.3.2 Stopping; try again",
            End::Gone => return,
        };
        self.output.say(last_words);
        // The connection ends in either case.
        let _ = self.output.send(self.limits.command_time).await;
    }

    async fn talk(&mut self, name: &str) -> Result<std::convert::Infallible, End> {
        loop {
            let command = match self.line().await? {
                Line::Whole(line) => Command::parse(&line),
                Line::TooLong => Err(Misunderstood("500 5.5.2 The line is too long")),
            };
            match command {
                Ok(command) => self.obey(command, name).await?,
                Err(Misunderstood(answer)) => self.refuse(answer)?,
            }
        }
    }

    async fn obey(&mut self, command: Command, name: &str) -> Result<(), End> {
        match command {
            Command::Lhlo => self.greet(name),
            Command::SmtpGreeting => self.refuse("500 5.5.1 This is LMTP: say LHLO")?,
            Command::Mail { sender, size } => self.begin(sender, size)?,
            Command::Rcpt { recipient } => match &mut self.transaction {
                Some(mail) => {
                    let answer = mail.add(&recipient, &*self.intake, self.limits.recipients);
                    self.output.say(answer);
                }
                None => self.refuse("503 5.5.1 Say MAIL first")?,
            },
            Command::Data => match self.transaction.take_if(|mail| !mail.recipients.is_empty()) {
                Some(mail) => self.take_mail(mail).await?,
                None => self.refuse("503 5.5.1 There is no recipient")?,
            },
            Command::Rset => {
                self.transaction = None;
                self.output.say("250 2.0.0 OK");
            }
            Command::Noop => self.output.say("250 2.0.0 OK"),
            Command::Vrfy => self.output.say("252 2.5.0 Send a mail and see"),
            Command::Quit => return Err(End::Quit),
        }
        Ok(())
    }

    fn greet(&mut self, name: &str) {
        self.is_greeted = true;
        self.transaction = None;
        self.output.say(&format!("250-{name}"));
        for extension in ["PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"] {
            self.output.say(&format!("250-{extension}"));
        }
        self.output.say(&format!("250 SIZE {}", self.intake.most_bytes()));
    }

    fn begin(&mut self, sender: String, size: Option<u64>) -> Result<(), End> {
        let most = self.intake.most_bytes();
        match size {
            _ if !self.is_greeted => self.refuse("503 5.5.1 Say LHLO first"),
            _ if self.transaction.is_some() => self.refuse("503 5.5.1 There is a sender already; say RSET"),
            Some(size) if size > most => {
                self.output.say(&format!("552 5.3.4 A mail may have {most} bytes"));
                Ok(())
            }
            _ => {
                self.transaction = Some(Transaction::of(sender));
                self.output.say("250 2.1.0 OK");
                Ok(())
            }
        }
    }

    /// Reads a mail and stores it. Storing is not interrupted: the answer to it is the client's only proof.
    async fn take_mail(&mut self, mail: Transaction) -> Result<(), End> {
        self.output.say("354 Send the mail, and end it with a line that has only a dot");
        let deadline = Instant::now() + self.limits.content_time;
        let mut content = Content::new(self.intake.most_bytes());
        while !self.input.content(&mut content) {
            self.wait_until(deadline).await?;
        }
        let recipients = mail.recipients.len();
        let answer = mail.finish(content.into_mail(), &*self.intake).await;
        for _ in 0..recipients {
            self.output.say(answer);
        }
        Ok(())
    }

    async fn line(&mut self) -> Result<Line, End> {
        let deadline = Instant::now() + self.limits.command_time;
        loop {
            if let Some(line) = self.input.line(self.limits.command_bytes) {
                return Ok(line);
            }
            self.wait_until(deadline).await?;
        }
    }

    /// Sends the answers, and waits for more from the client.
    async fn wait_until(&mut self, deadline: Instant) -> Result<(), End> {
        self.output.send(self.limits.command_time).await.map_err(|error| gone(&error))?;
        tokio::select! {
            biased;
            () = stopped(&mut self.stop) => Err(End::Stopping),
            read = timeout_at(deadline, self.input.fill()) => match read {
                Ok(Ok(true)) => Ok(()),
                Ok(Ok(false)) => Err(End::Gone),
                Ok(Err(error)) => Err(gone(&error)),
                Err(_) => Err(End::Late),
            },
        }
    }

    fn refuse(&mut self, answer: &str) -> Result<(), End> {
        self.output.say(answer);
        self.errors += 1;
        if self.errors < self.limits.errors { Ok(()) } else { Err(End::TooManyErrors) }
    }
}

fn gone(error: &io::Error) -> End {
    tracing::debug!(%error, "Lost a connection of LMTP");
    End::Gone
}
