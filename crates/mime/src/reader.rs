use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use async_trait::async_trait;
use deskhand_domain::incoming::{IncomingMail, MailDigest, NO_TEXT, Readability, Unparsed};
use deskhand_domain::ports::MailReader;
use futures::channel::oneshot;

use crate::{body, digest, header, limits, structure};

const STACK: usize = 8 * 1024 * 1024;
const DEADLINE: Duration = Duration::from_secs(10);

/// Reads mails, each on a thread of its own.
///
/// Two guards keep any mail from harming the process. Limits are checked before anything is built from the mail, so memory is at most
/// about four times its size. And the thread has a stack of its own and ends with its panic: a reader that fails gives
/// [`Unparsed::ReaderFailed`]. After 10 seconds the answer is [`Unparsed::OutOfTime`]; the thread then goes on until it is done.
#[derive(Clone, Debug)]
pub struct MimeReader {
    most_bytes: usize,
}

impl MimeReader {
    /// A reader of mails of up to `most_bytes`.
    #[must_use]
    pub const fn new(most_bytes: usize) -> Self {
        Self { most_bytes }
    }
}

impl MimeReader {
    /// As [`MailReader::read`], for a thread that may block.
    #[must_use]
    pub fn read(&self, raw: &[u8]) -> IncomingMail {
        if raw.len() > self.most_bytes {
            // Its header still says whose it is.
            let beginning = limits::beginning(raw).to_vec();
            let mail = on_a_thread(move || header_only(&beginning, Unparsed::TooLarge));
            return mail.unwrap_or_else(unparsed);
        }
        let raw = raw.to_vec();
        on_a_thread(move || read(raw)).unwrap_or_else(unparsed)
    }
}

#[async_trait]
impl MailReader for MimeReader {
    async fn read(&self, raw: Vec<u8>) -> IncomingMail {
        let (answer, answered) = oneshot::channel();
        let reader = self.clone();
        // It waits for the thread that reads, and keeps its deadline.
        let wait = move || {
            // There is no receiver where the caller was dropped.
            let _ = answer.send(Self::read(&reader, &raw));
        };
        let waits = thread::Builder::new().name("mail-deadline".to_owned()).spawn(wait);
        let read = if waits.is_ok() { answered.await.ok() } else { None };
        read.unwrap_or_else(|| unparsed(Unparsed::OutOfTime))
    }

    fn digest(&self, raw: &[u8]) -> MailDigest {
        digest::of_raw(raw)
    }

    fn content_digest(&self, mail: &IncomingMail) -> Option<MailDigest> {
        digest::of_content(mail)
    }
}

fn on_a_thread(work: impl FnOnce() -> IncomingMail + Send + 'static) -> Result<IncomingMail, Unparsed> {
    let (answer, answered) = mpsc::sync_channel(1);
    let run = move || {
        if let Ok(mail) = catch_unwind(AssertUnwindSafe(work)) {
            // There is no receiver after the deadline.
            let _ = answer.send(mail);
        }
    };
    // The machine has no thread left: another try may succeed.
    thread::Builder::new()
        .name("mail-reader".to_owned())
        .stack_size(STACK)
        .spawn(run)
        .map_err(|_| Unparsed::OutOfTime)?;
    answered.recv_timeout(DEADLINE).map_err(|error| match error {
        mpsc::RecvTimeoutError::Timeout => Unparsed::OutOfTime,
        mpsc::RecvTimeoutError::Disconnected => Unparsed::ReaderFailed,
    })
}

fn read(mut raw: Vec<u8>) -> IncomingMail {
    structure::end_lines_with_line_feeds(&mut raw);
    let Some((fields, content)) = structure::split_header(&raw) else {
        let beginning = limits::beginning(&raw);
        let has_header = structure::split_header(beginning).is_some();
        return header_only(beginning, if has_header { Unparsed::HeaderTooLarge } else { Unparsed::NoHeader });
    };
    if let Err(reason) = limits::check_parts(content) {
        return header_only(&raw, reason);
    }
    let mut mail = header::read(&fields);
    body::read(&fields, content, &mut mail);
    mail
}

fn header_only(raw: &[u8], reason: Unparsed) -> IncomingMail {
    let mail = structure::split_header(raw).map_or_else(IncomingMail::default, |(fields, _)| header::read(&fields));
    IncomingMail { readability: Readability::Unparsed(reason), text: NO_TEXT.to_owned(), ..mail }
}

fn unparsed(reason: Unparsed) -> IncomingMail {
    header_only(&[], reason)
}
