use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::condition::{Condition, Status};
use super::fault::Fault;
use super::framing::Framing;
use super::response::Response;
use super::stream::Stream;
use super::time_limit::within;

/// How many bytes are read at once.
const PIECE: usize = 16 * 1024;

/// Sends commands and reads responses.
pub(super) struct Connection {
    stream: Box<dyn Stream>,
    framing: Framing,
    /// What was read and is not used yet.
    waiting: Vec<u8>,
    commands: u32,
    /// How many mails the folder has, as far as the server told.
    mails: u32,
    has_news: bool,
}

impl Connection {
    pub(super) fn new(stream: Box<dyn Stream>, framing: Framing) -> Self {
        Self { stream, framing, waiting: Vec::new(), commands: 0, mails: 0, has_news: false }
    }

    /// The next response. Nothing is lost where this is dropped before it is ready.
    pub(super) async fn next(&mut self) -> Result<Response, Fault> {
        loop {
            while !self.waiting.is_empty() {
                let (taken, raw) = self.framing.take(&self.waiting)?;
                self.waiting.drain(..taken);
                if let Some(raw) = raw {
                    return Response::parse(raw).inspect(|response| self.note(response));
                }
            }
            self.waiting.reserve(PIECE);
            if self.stream.read_buf(&mut self.waiting).await? == 0 {
                return Err(Fault::Connection("it closed the connection".to_owned()));
            }
        }
    }

    /// A server tells of a new mail once, during whichever command comes next.
    fn note(&mut self, response: &Response) {
        match response {
            Response::Exists(mails) => {
                self.has_news |= *mails > self.mails;
                self.mails = *mails;
            }
            Response::Expunge => self.mails = self.mails.saturating_sub(1),
            _ => {}
        }
    }

    /// Whether the server has told of new mail since this was asked last.
    pub(super) fn take_news(&mut self) -> bool {
        std::mem::take(&mut self.has_news)
    }

    /// Sends a line.
    pub(super) async fn send(&mut self, line: &str) -> Result<(), Fault> {
        let line = format!("{line}\r\n");
        self.stream.write_all(line.as_bytes()).await?;
        Ok(self.stream.flush().await?)
    }

    /// Sends the beginning of a command, and returns its tag.
    pub(super) async fn begin(&mut self, command: &str) -> Result<String, Fault> {
        self.commands += 1;
        let tag = format!("D{}", self.commands);
        self.send(&format!("{tag} {command}")).await?;
        Ok(tag)
    }

    /// Carries out a command within `limit`. `note` gets everything that the server says before it is done.
    pub(super) async fn command(
        &mut self,
        command: &str,
        limit: Duration,
        note: impl FnMut(Response) + Send,
    ) -> Result<Condition, Fault> {
        within(limit, async {
            let tag = self.begin(command).await?;
            self.until_done(&tag, note).await?.accepted()
        })
        .await
    }

    /// Reads until the command with this tag is done, whether or not it was carried out.
    pub(super) async fn until_done(
        &mut self,
        tag: &str,
        mut note: impl FnMut(Response) + Send,
    ) -> Result<Condition, Fault> {
        loop {
            match self.next().await? {
                Response::Done { tag: done, condition } if done == tag => return Ok(condition),
                Response::Untagged(Condition { status: Status::Bye, text, .. }) => {
                    return Err(Fault::Connection(format!("it ends the connection: {text}")));
                }
                response => note(response),
            }
        }
    }
}

/// A string in quotes. What has line ends was refused with the settings.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
