use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::mails::{ADDRESS, MAIL_SERVER};
use super::smtp::Letters;
use crate::data::DatabaseCopy;
use crate::load::Request;
use crate::measure::Bench;
use crate::scene::Scene;
use crate::server::Server;

/// One mail in so many goes to each ticket: fewer than an hour allows.
const MAILS_OF_A_TICKET: usize = 25;
const LABEL: &str = "mail";

/// A server that takes mail in and sends letters, with tickets on which mails can be answers.
pub(super) struct Desk {
    pub(super) server: Server,
    pub(super) letters: Letters,
    pub(super) scene: Scene,
    /// The address of who opened the tickets.
    pub(super) reporter: String,
    /// Their numbers.
    pub(super) tickets: Vec<u64>,
    copy: DatabaseCopy,
}

impl Desk {
    pub(super) async fn open(bench: &Bench<'_>) -> Result<Self> {
        let copy = bench.store.copy(bench.plan.few, LABEL).await?;
        copy.resume_mail().await?;
        let letters = Letters::receive().await?;
        let smtp = format!("smtp://127.0.0.1:{}?tls=none", letters.port);
        let settings = [
            ("DESKHAND__MAIL__SMTP_URL", smtp.as_str()),
            ("DESKHAND__MAIL__IN__ADDRESS", ADDRESS),
            ("DESKHAND__MAIL__IN__TRUSTED_AUTHSERV_IDS", MAIL_SERVER),
        ];
        let server = bench.ours.serve_with(copy.folder.path(), &copy.url, &settings).await?;
        let scene = Scene::prepare(&server.url, bench.plan.few, &copy.password).await?;
        let me = Request::get("/api/v1/me".to_owned(), &scene.customer).send(&server.url).await?;
        let me: Value = me.error_for_status()?.json().await?;
        let reporter = me.get("email").and_then(Value::as_str).context("the customer has no address")?.to_owned();
        let mut desk = Self { server, letters, scene, reporter, tickets: Vec::new(), copy };
        for number in 0..bench.plan.mails.div_ceil(MAILS_OF_A_TICKET) {
            desk.tickets.push(desk.open_ticket(&format!("Umbrella {number}")).await?);
        }
        Ok(desk)
    }

    /// A new ticket of the customer. Returns its number.
    pub(super) async fn open_ticket(&self, title: &str) -> Result<u64> {
        let body = json!({"title": title, "description": "It is green, with a wooden handle."});
        let request = Request::post("/api/v1/tickets", &self.scene.customer, body.to_string());
        let ticket: Value = request.send(&self.server.url).await?.error_for_status()?.json().await?;
        ticket.get("number").and_then(Value::as_u64).context("a ticket without a number")
    }

    /// What the server counts under this name.
    pub(super) async fn count(&self, name: &str) -> Result<f64> {
        let metrics = reqwest::get(format!("{}/metrics", self.server.url)).await?.error_for_status()?.text().await?;
        let found = metrics.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        Ok(found.map_or(Ok(0.0), str::parse)?)
    }

    pub(super) async fn close(self, bench: &Bench<'_>) -> Result<()> {
        self.server.stop().await?;
        self.copy.folder.close()?;
        bench.store.discard(LABEL).await
    }
}
