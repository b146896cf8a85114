//! Mail that comes in: what becomes of it, by what its letters, addresses and headers show.

mod bounces;
mod caps;
mod cases;
mod deciding;
mod following;
mod forgetting;
mod held_letters;
mod life;
mod lmtp;
mod lmtp_client;
mod mailbox;
mod recognising;
mod scene;
mod taking_in;
mod too_large;
mod unproven;

use deskhand_domain::incoming::Verdict;
use deskhand_domain::people::EmailAddress;
use deskhand_domain::use_cases::ExplainedMail;
use deskhand_mime::MimeReader;
use reqwest::Method;
use serde_json::Value;

use crate::support::{Answer, Mail, Person, TestApp, TestAppBuilder};

/// The subject of letters to those who decide on held mail.
const MAIL_WAITS: &str = "Mail waits for your decision";

/// A desk that takes mail at addresses with tags.
pub(crate) fn answerable() -> TestAppBuilder {
    TestApp::with("mail.in.address", "support@desk.example.com")
        .setting("mail.in.reply_address", "support+{tag}@desk.example.com")
        .setting("mail.in.trusted_authserv_ids", serde_json::json!(["mx.desk.example.com"]))
}

/// A mail to be sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Letter {
    from: String,
    to: String,
    subject: String,
    /// Further headers, a line each.
    headers: String,
    text: String,
    /// The recipients of the envelope.
    envelope: Vec<EmailAddress>,
}

impl Letter {
    pub(crate) fn new(from: &str, to: &str) -> Self {
        let (from, to) = (from.to_owned(), to.to_owned());
        Self { from, to, subject: "An answer".to_owned(), text: "It works now.\n".to_owned(), ..Self::default() }
    }

    pub(crate) fn subject(mut self, subject: &str) -> Self {
        subject.clone_into(&mut self.subject);
        self
    }

    fn header(mut self, line: &str) -> Self {
        self.headers += &format!("{line}\r\n");
        self
    }

    pub(crate) fn text(mut self, text: &str) -> Self {
        text.clone_into(&mut self.text);
        self
    }

    pub(crate) fn raw(&self) -> Vec<u8> {
        let Self { from, to, subject, headers, text, .. } = self;
        format!(
            "{headers}From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nDate: Mon, 05 Jan 2026 10:00:00 +0000\r\n\
             MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{}",
            text.replace('\n', "\r\n")
        )
        .into_bytes()
    }
}

impl TestApp {
    /// What would become of a mail.
    async fn explain(&self, letter: &Letter) -> ExplainedMail {
        let mail = MimeReader::new(1024 * 1024).read(&letter.raw());
        self.running().desk().incoming_mail().explain(&mail, &letter.envelope).await.unwrap()
    }

    /// Hands a mail over, as a mail server does.
    async fn deliver(&self, letter: &Letter) -> Answer {
        let rcpt =
            letter.envelope.iter().map(|address| address.as_str().replace('+', "%2B")).collect::<Vec<_>>().join(",");
        let path = if rcpt.is_empty() { "/mail".to_owned() } else { format!("/mail?rcpt={rcpt}") };
        self.deliver_raw(&path, letter.raw()).await
    }

    async fn deliver_raw(&self, path: &str, raw: Vec<u8>) -> Answer {
        let root = self.superadmin().await;
        let request = self.request(Method::POST, path).bearer_auth(&root.token);
        self.send(request.header("Content-Type", "message/rfc822").body(raw)).await
    }

    /// Takes a mail in, has it understood, and says what became of it.
    pub(crate) async fn receive(&self, letter: &Letter) -> Value {
        let taken = self.deliver(letter).await.expect(201);
        self.running().intake_worker().drain().await.unwrap();
        self.incoming(&self.superadmin().await, &taken).await.expect(200)
    }

    /// A mail that came in, as this person sees it.
    async fn incoming(&self, who: &Person, mail: &Value) -> Answer {
        self.get(who, &format!("/mail/in/{}", mail["id"].as_str().unwrap())).await
    }

    async fn decide(&self, who: &Person, mail: &Value, decision: Value) -> Answer {
        self.post(who, &format!("/mail/in/{}/decision", mail["id"].as_str().unwrap()), decision).await
    }

    async fn verdict(&self, letter: &Letter) -> Verdict {
        self.explain(letter).await.verdict
    }
}

/// The bare address in `Reply-To`.
pub(crate) fn reply_to(mail: &Mail) -> String {
    let header = mail.header("reply-to");
    header.rsplit_once('<').unwrap().1.trim_end_matches('>').to_owned()
}
