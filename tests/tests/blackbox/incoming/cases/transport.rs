//! The ways on which a mail comes to the desk.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use deskhand_domain::incoming::{ArrivedMail, Transport as Way};
use deskhand_domain::people::EmailAddress;
use deskhand_tests::imap::TestMailbox;
use deskhand_tests::mail::Part;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::incoming::lmtp_client;
use crate::incoming::scene::DESK;
use crate::support::{TestApp, TestAppBuilder};

/// A way on which a mail comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Transport {
    Http,
    Lmtp,
    /// What `deskhand mail deliver` does with its input. Lines end with LF, as those of a pipe do.
    Stdin,
    Imap,
}

/// A mail with its envelope.
#[derive(Clone, Debug)]
pub(super) struct Delivery {
    pub(super) raw: Vec<u8>,
    pub(super) recipient: Option<String>,
    pub(super) sender: Option<&'static str>,
}

impl From<Vec<u8>> for Delivery {
    fn from(raw: Vec<u8>) -> Self {
        Self { raw, recipient: None, sender: None }
    }
}

impl From<Part> for Delivery {
    fn from(mail: Part) -> Self {
        mail.bytes().into()
    }
}

impl Delivery {
    /// To this recipient of the envelope.
    pub(super) fn rcpt(mut self, recipient: &str) -> Self {
        self.recipient = Some(recipient.to_owned());
        self
    }

    /// From nobody, as reports are.
    pub(super) fn of_no_sender(mut self) -> Self {
        self.sender = Some("");
        self
    }

    /// With the envelope in the header, as a mail server leaves it in a mailbox.
    fn as_in_a_mailbox(&self) -> Vec<u8> {
        let recipient = self.recipient.iter().map(|recipient| format!("Delivered-To: {recipient}\r\n"));
        let sender = self.sender.iter().map(|sender| format!("Return-Path: <{sender}>\r\n"));
        let envelope: String = sender.chain(recipient).collect();
        [envelope.as_bytes(), &self.raw].concat()
    }
}

/// What carries mails to the instances of one test.
pub(super) struct Carrier {
    pub(super) transport: Transport,
    mailbox: Option<TestMailbox>,
    /// How many mails stay in the mailbox.
    left: usize,
}

impl Carrier {
    pub(super) async fn new(transport: Transport) -> Self {
        static USERS: AtomicU32 = AtomicU32::new(0);
        let user = format!("case{}n{}", std::process::id(), USERS.fetch_add(1, Ordering::Relaxed));
        let mailbox = if transport == Transport::Imap { Some(TestMailbox::open(&user).await) } else { None };
        Self { transport, mailbox, left: 0 }
    }

    pub(super) fn settings(&self, app: TestAppBuilder) -> TestAppBuilder {
        match (self.transport, &self.mailbox) {
            (_, Some(mailbox)) => app.setting("mail.in.imap_url", mailbox.url()).setting("mail.in.first_run", "all"),
            (Transport::Lmtp, _) => app.setting("mail.in.lmtp_listen", "127.0.0.1:0"),
            _ => app,
        }
    }

    /// Brings a mail, and returns when it is acknowledged. Returns what is said where it is refused.
    pub(super) async fn bring(&mut self, app: &TestApp, mail: &Delivery) -> Result<(), String> {
        match self.transport {
            Transport::Http => over_http(app, mail).await,
            Transport::Lmtp => {
                let address = app.running().lmtp_address().unwrap();
                let recipient = mail.recipient.as_deref().unwrap_or(DESK);
                let answer =
                    lmtp_client::deliver(address, mail.sender.unwrap_or("mx@client.example"), recipient, &mail.raw)
                        .await;
                if answer.starts_with("250") { Ok(()) } else { Err(answer) }
            }
            Transport::Stdin => over_stdin(app, mail).await,
            Transport::Imap => {
                let mailbox = self.mailbox.as_mut().unwrap();
                mailbox.arrives(&mail.as_in_a_mailbox()).await;
                until_read(mailbox, self.left).await;
                Ok(())
            }
        }
    }

    /// Brings a mail that is refused, and returns what is said of that.
    pub(super) async fn bring_in_vain(&mut self, app: &TestApp, mail: &Delivery) -> String {
        match &mut self.mailbox {
            None => self.bring(app, mail).await.unwrap_err(),
            Some(mailbox) => {
                mailbox.arrives(&mail.as_in_a_mailbox()).await;
                self.left += 1;
                String::new()
            }
        }
    }

    /// Brings a part of a mail, and hangs up. A pipe has no such end: whoever writes to it ends the command.
    pub(super) async fn breaks_off(&self, app: &TestApp, raw: &[u8]) {
        let half = &raw[..raw.len() / 2];
        match self.transport {
            Transport::Http => {
                let token = app.superadmin().await.token;
                let head = format!(
                    "POST /api/v1/mail HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {token}\r\nContent-Type: message/rfc822\r\n\
                     Content-Length: {}\r\n\r\n",
                    raw.len()
                );
                let mut client = TcpStream::connect(app.base().trim_start_matches("http://")).await.unwrap();
                client.write_all(&[head.as_bytes(), half].concat()).await.unwrap();
            }
            Transport::Lmtp => lmtp_client::break_off(app.running().lmtp_address().unwrap(), DESK, half).await,
            Transport::Stdin | Transport::Imap => {}
        }
    }
}

async fn over_http(app: &TestApp, mail: &Delivery) -> Result<(), String> {
    let rcpt = mail.recipient.iter().map(|address| format!("rcpt={}", address.replace('+', "%2B")));
    let query: Vec<_> = rcpt.chain(mail.sender.map(|sender| format!("mail_from={sender}"))).collect();
    let answer = app.deliver_raw(&format!("/mail?{}", query.join("&")), mail.raw.clone()).await;
    if answer.status < 300 { Ok(()) } else { Err(answer.status.to_string()) }
}

async fn over_stdin(app: &TestApp, mail: &Delivery) -> Result<(), String> {
    let arrived = ArrivedMail {
        raw: with_line_feeds(&mail.raw),
        sender: mail.sender.map(str::to_owned),
        recipients: mail.recipient.iter().map(|address| EmailAddress::parse(address).unwrap()).collect(),
        transport: Way::Stdin,
        left: None,
    };
    let taken = app.running().desk().incoming_mail().take_in(arrived).await;
    taken.map(|_| ()).map_err(|error| error.to_string())
}

fn with_line_feeds(raw: &[u8]) -> Vec<u8> {
    let is_before_line_feed = |at: usize| raw[at] == b'\r' && raw.get(at + 1) == Some(&b'\n');
    (0..raw.len()).filter(|at| !is_before_line_feed(*at)).map(|at| raw[at]).collect()
}

/// Waits until the reader has taken all mails out but so many.
async fn until_read(mailbox: &mut TestMailbox, left: usize) {
    let read = async {
        while mailbox.count().await > left {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(120), read).await.expect("the mailbox is not read");
}
