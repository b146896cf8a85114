//! A desk that gets its mail over one transport.

use std::sync::atomic::{AtomicU32, Ordering};

use deskhand_tests::mail::{Part, part};
use serde_json::Value;

use super::transport::{Carrier, Delivery, Transport};
use crate::incoming::scene::{Scene, scene};
use crate::incoming::{MAIL_WAITS, answerable};
use crate::support::{Mail, Person, TestApp, TestAppBuilder, path_of};

/// The header of a mail.
pub(super) fn letter(from: &str, to: &str) -> Part {
    titled(from, to, "An answer")
}

/// The header of a mail with this subject. Each has an id of its own, as mail programs write it.
pub(super) fn titled(from: &str, to: &str, subject: &str) -> Part {
    let addresses = part().line(format!("From: {from}")).line(format!("To: {to}"));
    addresses.line(format!("Subject: {subject}")).line(new_id()).line("MIME-Version: 1.0")
}

/// A line with an id that no other mail has.
pub(super) fn new_id() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("Message-ID: <{}@client.example>", COUNT.fetch_add(1, Ordering::Relaxed))
}

/// A mail of plain text.
pub(super) fn says(header: Part, text: &str) -> Part {
    header.line("Content-Type: text/plain; charset=utf-8").body(text).body("\r\n")
}

/// A desk that gets its mail over one transport.
pub(super) struct MailDesk {
    pub(super) app: TestApp,
    pub(super) carrier: Carrier,
}

impl MailDesk {
    pub(super) async fn start(by: Transport) -> Self {
        Self::with(by, answerable()).await
    }

    pub(super) async fn with(by: Transport, app: TestAppBuilder) -> Self {
        let carrier = Carrier::new(by).await;
        Self { app: carrier.settings(app).start().await, carrier }
    }

    /// Beside a ticket of Ada's on which Lin works.
    pub(super) async fn with_scene(by: Transport) -> (Self, Scene) {
        let mut desk = Self::start(by).await;
        let scene = scene(&mut desk.app).await;
        (desk, scene)
    }

    /// Takes a mail in, has it understood, and says what became of it. `None` where it came before.
    pub(super) async fn receive_any(&mut self, mail: impl Into<Delivery>) -> Option<Value> {
        let before = self.ids().await;
        self.carrier.bring(&self.app, &mail.into()).await.unwrap();
        self.app.running().intake_worker().drain().await.unwrap();
        let new: Vec<_> = self.ids().await.into_iter().filter(|id| !before.contains(id)).collect();
        assert!(new.len() <= 1, "one mail became {}", new.len());
        let root = self.app.superadmin().await;
        match new.first() {
            Some(id) => Some(self.app.get(&root, &format!("/mail/in/{}", id.as_str().unwrap())).await.expect(200)),
            None => None,
        }
    }

    /// The same for a mail that did not come before.
    pub(super) async fn receive(&mut self, mail: impl Into<Delivery>) -> Value {
        self.receive_any(mail).await.expect("the mail is taken in")
    }

    async fn ids(&self) -> Vec<Value> {
        let root = self.app.superadmin().await;
        self.app.rows(&root, "/mail/in").await.into_iter().map(|mut mail| mail["id"].take()).collect()
    }

    /// The messages of a ticket, as this person sees them.
    pub(super) async fn messages(&self, who: &Person, ticket: &Value) -> Vec<Value> {
        self.app.rows(who, &format!("{}/messages", path_of(ticket))).await
    }

    /// The newest of them.
    pub(super) async fn last_message(&self, who: &Person, ticket: &Value) -> Value {
        self.messages(who, ticket).await.pop().unwrap()
    }

    /// The ticket that a mail opened.
    pub(super) async fn opened(&self, mail: &Value) -> Value {
        assert_eq!(mail["reason"], "opened", "{mail}");
        let root = self.app.superadmin().await;
        self.app.get(&root, &format!("/tickets/{}", mail["ticket"]["number"])).await.expect(200)
    }

    /// Who gets a letter about what happened, but for staff who hear that a mail waits for their decision.
    pub(super) async fn hear(&mut self) -> Vec<String> {
        let mails = self.app.mails().await;
        mails.into_iter().filter(|mail| mail.subject != MAIL_WAITS).map(|mail| mail.to).collect()
    }

    /// The newest letter to this address.
    pub(super) async fn letter_to(&mut self, address: &str) -> Mail {
        let mails = self.app.mails().await;
        mails.into_iter().rfind(|mail| mail.to == address).unwrap()
    }

    pub(super) async fn finish(self) {
        self.app.finish().await;
    }
}

/// Where a mail is, and why.
pub(super) fn outcome(mail: &Value) -> (&str, &str) {
    (mail["state"].as_str().unwrap(), mail["reason"].as_str().unwrap_or_default())
}
